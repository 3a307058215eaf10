"""Files of a case over HTTP: the bytes as they were, harmless, and only for who may see them."""

from __future__ import annotations

import hashlib
from urllib.parse import quote

import pytest

from consult.studies.manifest import DicomSummary, Manifest, SeenPatient
from consult.studies.reasons import Reason
from server.api.cases.sending import disposition
from tests.fixtures.served import Served
from tests.stories.consulting import Consulting
from tests.worlds.steps import ecg_manifest

RAW = b"SCP-ECG " * 5_000
SAMPLES = b"ECG1" + bytes(range(256)) * 100


@pytest.fixture
def story(served: Served) -> Consulting:
    return Consulting(served)


@pytest.fixture
def here(served_here: Served) -> Consulting:
    return Consulting(served_here)


def test_an_ecg_as_samples_and_as_the_original(story: Consulting) -> None:
    opened = story.open()
    ecg_id = story.store_file(opened["id"], RAW, derived=("ecg1", SAMPLES)).item_id
    [material] = story.case("cardiologist", opened["id"])["materials"]
    ecg = material["ecg"]
    assert story.groups("cardiologist")["for_me"][0]["has_ecg"]

    samples = story.as_("cardiologist").get(ecg["ecg1_url"])
    assert samples.content == SAMPLES
    assert samples.headers["content-type"] == "application/vnd.huizhen.ecg1"
    assert samples.headers["etag"] == f'"{hashlib.sha256(SAMPLES).hexdigest()}"'

    original = story.as_("cardiologist").get(ecg["original_url"])
    assert original.content == RAW
    assert original.headers["content-length"] == str(len(RAW))
    meta = story.get("cardiologist", f"/ecgs/{ecg_id}").json()
    assert meta == ecg
    assert meta["device"] == "ECG-3"


def test_original_bytes_are_never_a_page_of_ours(here: Consulting) -> None:
    page = Manifest("0" * 64, 1, "text/html", "attachment", "unknown", Reason.UNKNOWN_FORMAT)
    opened = here.open()
    evil = b"<script>alert(1)</script>"
    item = here.store_file(opened["id"], evil, manifest=page, name='../"x"\r\n<b>.html').item_id
    answer = here.get("cardiologist", f"/attachments/{item}/original")
    assert answer.content == evil
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"].startswith("private,")
    assert "cookie" in answer.headers["vary"].lower()
    kept = answer.headers["content-disposition"]
    assert kept.startswith("attachment; filename=")
    assert not set("\r\n/<>") & set(kept)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ecg.scp", "attachment; filename=\"ecg.scp\"; filename*=UTF-8''ecg.scp"),
        (
            "心电 1.scp",
            f"attachment; filename=\"__ 1.scp\"; filename*=UTF-8''{quote('心电 1.scp')}",
        ),
        (
            "../../etc/passwd",
            "attachment; filename=\"_.._etc_passwd\"; filename*=UTF-8''_.._etc_passwd",
        ),
        ("", "attachment; filename=\"file\"; filename*=UTF-8''file"),
        ("...", "attachment; filename=\"file\"; filename*=UTF-8''file"),
        ("a\u202egpj.exe", "attachment; filename=\"a_gpj.exe\"; filename*=UTF-8''a_gpj.exe"),
        ("100%.txt", "attachment; filename=\"100%.txt\"; filename*=UTF-8''100%25.txt"),
    ],
)
def test_a_senders_file_name_is_made_harmless(name: str, expected: str) -> None:
    assert disposition(name) == expected


def test_what_is_known_is_not_sent_again(story: Consulting) -> None:
    opened = story.open()
    ecg_id = story.store_file(opened["id"], RAW, derived=("ecg1", SAMPLES)).item_id
    browser, path = story.as_("cardiologist"), f"/api/v1/ecgs/{ecg_id}/ecg1"
    tag = browser.get(path).headers["etag"]
    before = len(story.audit())
    again = browser.get(path, headers={"If-None-Match": f'"other", {tag}'})
    assert (again.status_code, again.content) == (304, b"")
    assert len(story.audit()) == before
    stranger = story.as_("county2.doctor").get(path, headers={"If-None-Match": tag})
    assert stranger.status_code == 404


@pytest.mark.parametrize(
    ("asked", "status", "start", "end"),
    [
        ("bytes=0-9", 206, 0, 10),
        ("bytes=100-199", 206, 100, 200),
        ("bytes=39990-", 206, 39990, 40000),
        ("bytes=39990-99999", 206, 39990, 40000),
        ("bytes=-5", 206, 39995, 40000),
        ("bytes=-99999", 200, 0, 40000),
        ("bytes=0-", 200, 0, 40000),
        ("bytes=9-0", 200, 0, 40000),
        ("bytes=0-1,5-6", 200, 0, 40000),
        ("chapters=1-2", 200, 0, 40000),
        ("bytes=-", 200, 0, 40000),
    ],
)
def test_a_part_can_be_asked_for(
    here: Consulting, asked: str, status: int, start: int, end: int
) -> None:
    ecg_id = here.store_file(here.open()["id"], RAW).item_id
    path = f"/api/v1/ecgs/{ecg_id}/original"
    answer = here.as_("county.doctor").get(path, headers={"Range": asked})
    assert answer.status_code == status
    assert answer.content == RAW[start:end]
    if status == 206:
        assert answer.headers["content-range"] == f"bytes {start}-{end - 1}/{len(RAW)}"


@pytest.mark.parametrize("asked", ["bytes=40000-", "bytes=99999-100000", "bytes=-0"])
def test_past_the_end_there_is_nothing(here: Consulting, asked: str) -> None:
    ecg_id = here.store_file(here.open()["id"], RAW).item_id
    path = f"/api/v1/ecgs/{ecg_id}/original"
    answer = here.as_("county.doctor").get(path, headers={"Range": asked})
    assert answer.status_code == 416
    assert answer.headers["content-range"] == f"bytes */{len(RAW)}"


def test_a_part_of_another_version_is_the_whole(here: Consulting) -> None:
    ecg_id = here.store_file(here.open()["id"], RAW).item_id
    path = f"/api/v1/ecgs/{ecg_id}/original"
    headers = {"Range": "bytes=0-9", "If-Range": '"something else"'}
    answer = here.as_("county.doctor").get(path, headers=headers)
    assert (answer.status_code, answer.content) == (200, RAW)


def test_a_picture_is_shown_as_its_preview(story: Consulting) -> None:
    for media_type, shown_as in (("image/jpeg", "image/jpeg"), ("image/webp", "image/png")):
        picture = Manifest("0" * 64, 1, media_type, "attachment", "jpeg")
        opened = story.open()
        item = story.store_file(
            opened["id"],
            f"photo {media_type}".encode(),
            manifest=picture,
            derived=("preview", f"upright {media_type}".encode()),
            name="photo.jpg",
        ).item_id
        [material] = story.case("cardiologist", opened["id"])["materials"]
        assert material["attachment"]["size"] == len(f"photo {media_type}")
        preview = story.as_("cardiologist").get(material["attachment"]["preview_url"])
        assert preview.content == f"upright {media_type}".encode()
        assert preview.headers["content-type"] == shown_as
        assert preview.headers["content-disposition"].startswith("inline")
        assert material["attachment"]["id"] == item


def test_what_was_not_derived_is_not_there(here: Consulting) -> None:
    opened = here.open()
    paper = Manifest("0" * 64, 1, "application/pdf", "attachment", "pdf")
    pdf = here.store_file(opened["id"], b"%PDF-1.7", manifest=paper).item_id
    ecg = here.store_file(opened["id"], RAW).item_id
    assert here.get("cardiologist", f"/attachments/{pdf}/preview").status_code == 404
    assert here.get("cardiologist", f"/ecgs/{ecg}/ecg1").status_code == 404
    shown = here.case("cardiologist", opened["id"])["materials"]
    assert shown[0]["attachment"]["preview_url"] is None
    assert shown[1]["ecg"]["ecg1_url"] is None


def test_a_dicom_instance_comes_back_byte_for_byte(story: Consulting) -> None:
    opened = story.open()
    image = Manifest(
        "0" * 64,
        1,
        "application/dicom",
        "dicom",
        "dicom",
        dicom=DicomSummary("1.2.3", "1.2.3.4", "1.2.3.4.5", "1.2", "1.2.840.10008.1.2", "CT"),
    )
    story.store_file(opened["id"], b"DICM bytes", manifest=image)
    [instance] = story.look(lambda store: store.instances.list())
    answer = story.get("cardiologist", f"/instances/{instance.id}/original")
    assert answer.content == b"DICM bytes"
    assert "1.2.3.4.5.dcm" in answer.headers["content-disposition"]
    assert story.get("county2.doctor", f"/instances/{instance.id}/original").status_code == 404
    [material] = story.case("cardiologist", opened["id"])["materials"]
    assert material["study"]["instances"] == 1


@pytest.mark.both_backends
def test_a_lost_original_is_said_to_be_lost(story: Consulting) -> None:
    ecg_id = story.store_file(story.open()["id"], RAW).item_id
    story.call(story.services.objects.delete, hashlib.sha256(RAW).hexdigest())
    answer = story.get("cardiologist", f"/ecgs/{ecg_id}/original")
    assert story.refused(answer) == (404, "object.missing")


@pytest.mark.both_backends
def test_withdrawn_and_moved_leave_tombstones(story: Consulting) -> None:
    wrong, right = story.open(), story.open()
    seen = ecg_manifest(seen=SeenPatient(name="LI SI"))
    ecg_id = story.store_file(wrong["id"], RAW, manifest=seen).item_id
    [material] = story.case("county.doctor", wrong["id"])["materials"]
    assert material["identity"] == "mismatch"
    base = f"/cases/{wrong['id']}/materials/{material['id']}"

    assert story.refused(story.send("cardiologist", "POST", f"{base}/confirm")) == (
        403,
        "policy.not_your_part",
    )
    confirmed = story.post("county.tech", f"{base}/confirm", version=1)
    assert confirmed == {"id": material["id"], "version": 2}

    target = {"to_case_id": right["id"], "reason": "two patients, one recorder"}
    stale = story.send("county.doctor", "POST", f"{base}/move", target, version=1)
    assert story.refused(stale) == (412, "material.stale_version")
    moved = story.post("county.doctor", f"{base}/move", target, version=2)

    [tombstone] = story.case("cardiologist", wrong["id"])["materials"]
    assert tombstone["removed"]["moved_to_case"] == right["id"]
    assert tombstone["removed"]["by"]["name"] == "county.doctor"
    assert tombstone["ecg"] is None
    [here] = story.case("cardiologist", right["id"])["materials"]
    assert (here["id"], here["item_id"]) == (moved["id"], ecg_id)
    assert story.get("cardiologist", f"/ecgs/{ecg_id}").status_code == 200

    gone = f"/cases/{right['id']}/materials/{moved['id']}/withdraw"
    assert story.refused(story.send("county.doctor", "POST", gone, {"reason": ""})) == (
        422,
        "material.reason_required",
    )
    story.post("county.doctor", gone, {"reason": "wrong patient after all"})
    assert story.get("cardiologist", f"/ecgs/{ecg_id}").status_code == 404
    assert story.get("county.doctor", f"/ecgs/{ecg_id}").status_code == 200
    codes = [
        message["body"]["code"]
        for message in story.get("cardiologist", f"/rooms/{right['room_id']}/messages").json()[
            "items"
        ]
    ]
    assert codes[-2:] == ["material.added", "material.withdrawn"]


def test_the_inbox_is_for_the_hospital_that_owns_it(here: Consulting) -> None:
    ecg_id = here.store_file(None, RAW).item_id
    assert here.get("county.tech", f"/ecgs/{ecg_id}/original").content == RAW
    for who in ("cardiologist", "county2.doctor", "hospital.admin", "admin"):
        assert here.get(who, f"/ecgs/{ecg_id}/original").status_code == 404
