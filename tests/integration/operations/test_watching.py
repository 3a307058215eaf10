"""What a running installation shows of itself: numbers and log."""

from __future__ import annotations

from dataclasses import replace

import pytest
import structlog.testing
from starlette.testclient import TestClient

from tests.fixtures.served import Served, serving_again
from tests.integration.operations.operating import tell_the_story
from tests.stories.consulting import Consulting


def numbers(page: str) -> dict[str, float]:
    lines = (line.rpartition(" ") for line in page.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, _, value in lines}


def from_this_machine(served: Served) -> TestClient:
    assert served.client is not None
    local = TestClient(
        served.client.app, base_url="http://127.0.0.1:8000", client=("127.0.0.1", 50_000)
    )
    local.portal = served.client.portal
    return local


@pytest.mark.both_backends
def test_the_numbers_count_routes_and_know_nobody(served: Served) -> None:
    story = Consulting(served)
    opened = tell_the_story(story)
    story.get("county.doctor", f"/cases/{opened['id']}", q="示例患者")
    story.as_("county.doctor").get("/nothing/here?name=示例患者")
    page = from_this_machine(served).get("/metrics")
    assert page.headers["content-type"].startswith("text/plain; version=")
    found = numbers(page.text)
    route = 'method="GET",route="/api/v1/cases/{id}",status="200"'
    assert found[f"huizhen_requests_total{{{route}}}"] >= 1
    assert found["huizhen_database_write_seconds_count"] > 5
    assert found["huizhen_database_up"] == 1
    assert found["huizhen_sockets"] == 0
    assert found["huizhen_uploads_waiting"] == 0
    assert found["huizhen_outbox_waiting"] >= 1  # nobody is connected to hear of the case
    for secret in (opened["id"], opened["request_id"], "示例患者", "county.doctor", "nothing/here"):
        assert secret not in page.text


def test_the_numbers_are_for_the_machine_and_for_who_has_the_token(served_here: Served) -> None:
    assert served_here.client is not None
    stranger, local = served_here.client, from_this_machine(served_here)
    assert stranger.get("/metrics").status_code == 404
    assert served_here.as_("admin").get("/metrics").status_code == 404
    assert local.get("/metrics").status_code == 200
    assert local.get("/metrics", headers={"X-Forwarded-For": "10.0.0.7"}).status_code == 404
    token = replace(served_here.settings, metrics_token="t" * 32)
    with serving_again(token) as other:
        for given, status in (("t" * 32, 200), ("t" * 31, 404), ("", 404)):
            bearer = {"Authorization": f"Bearer {given}"}
            assert other.get("/metrics", headers=bearer).status_code == status


def test_every_answer_is_logged_by_pattern_with_its_number(
    served_here: Served, caplog: pytest.LogCaptureFixture
) -> None:
    browser = served_here.as_("county.doctor")
    with caplog.at_level("INFO", logger="huizhen.access"), structlog.testing.capture_logs() as logs:
        answer = browser.get("/api/v1/cases/nobody-knows?q=示例患者")
        browser.get("/healthz")
    [line] = [each for each in logs if each["event"] == "answered"]
    assert line["trace"] == answer.headers["x-request-id"]
    assert (line["method"], line["route"], line["status"]) == ("GET", "/api/v1/cases/{id}", 404)
    assert line["ms"] >= 0
    assert "nobody-knows" not in str(logs)
    assert "示例患者" not in str(logs)
