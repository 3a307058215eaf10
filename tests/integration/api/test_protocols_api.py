"""A protocol through HTTP on both databases: sniffed, kept once, read by partners, verified."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.maintenance.check_objects import check_objects, check_orphans
from storage.maintenance.findings import Finding
from tests.fixtures.served import Served
from tests.stories.consulting import Consulting
from tests.stories.publishing import PDF, publish


@pytest.fixture
def story(served: Served) -> Consulting:
    return Consulting(served)


def test_a_protocol_in_versions(story: Consulting) -> None:
    org = story.served.orgs["gangcha"]
    at = f"/hospitals/{org}/protocols"
    for content in (b"MZ a program", b"%PDF-1.7\n<script>", b"plain words", b""):
        assert publish(story, org, content).status_code == 422
    refused = publish(story, org, b"plain words")
    assert refused.json()["code"] == "protocol.not_a_pdf"
    assert publish(story, org, who="county.doctor", content=b"plain").status_code == 403
    limits = {"data": {"protocol_mb": 1}, "reason": "small"}
    story.send("hospital.admin", "PUT", f"/limits/{org}", limits, 0)
    large = publish(story, org, PDF + b"\n" * 1024 * 1024)
    assert story.refused(large) == (422, "protocol.too_large")

    assert publish(story, org, note="ward 3").json() == {"version": 1}
    assert publish(story, org).status_code == 412
    coming = (story.services.now() + timedelta(days=30)).date().isoformat()
    second = publish(story, org, PDF + b"\n", version=1, valid_from=coming)
    assert second.json() == {"version": 2}
    seen = story.get("cardiologist", at).json()["items"]
    assert [(row["template"], row["in_force"]["version"]) for row in seen] == [("chest_pain", 1)]
    assert (seen[0]["in_force"]["note"], seen[0]["in_force"]["size"]) == ("ward 3", len(PDF))

    file = story.get("cardiologist", f"{at}/chest_pain/1/original")
    assert (file.content, file.headers["content-type"]) == (PDF, "application/pdf")
    assert file.headers["content-disposition"].startswith("attachment;")
    assert file.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert story.get("county2.doctor", f"{at}/chest_pain/1/original").status_code == 404

    story.post("hospital.admin", f"{at}/chest_pain/withdraw", {"reason": "old"}, version=2)
    assert story.get("cardiologist", at).json()["items"][0]["in_force"] is None
    kept = story.get("cardiologist", f"{at}/chest_pain").json()["items"]
    assert [row["withdrawn"] for row in kept] == [True, False, False]
    assert story.get("cardiologist", f"{at}/chest_pain/1/original").content == PDF


def test_verify_and_the_spool_know_it(story: Consulting) -> None:
    org = story.served.orgs["gangcha"]
    assert publish(story, org).status_code == 200
    services = story.services
    assert services.uploads is not None
    assert list(services.uploads.spool.folder.iterdir()) == []
    found: list[Finding] = []
    silent = lambda *_: None  # noqa: E731
    much_later = services.now() + timedelta(days=1)
    store = (services.uow.database, services.objects)
    assert story.call(check_objects, *store, silent, found.append) == 1
    assert story.call(check_orphans, *store, much_later, silent, found.append) == 1
    assert found == []
