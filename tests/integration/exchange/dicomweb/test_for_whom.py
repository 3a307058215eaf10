"""DICOMweb: for whom it is there, and the audit of it."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace

from starlette.testclient import TestClient

from tests.factories import images
from tests.factories.ecg import dicom_12_lead
from tests.integration.exchange.dicomweb.archive import ANY, Archive
from tests.integration.exchange.test_uploads import send

EVERYBODY = ("county.doctor", "county.tech", "county2.doctor", "cardiologist", "coordinator",
             "cardiologist2", "supervisor", "hospital.admin", "admin")  # fmt: skip
GANGCHA, LIAOCHENG = {"county.doctor", "county.tech"}, {"cardiologist", "coordinator"}


def readers(archive: Archive) -> set[str]:
    """Who can open the study; the list shows it to the same people."""
    path = f"{archive.root}/studies/{archive.study}"
    able = {who for who in EVERYBODY if archive.get(f"{path}/metadata", who).status_code == 200}
    listed = {
        who
        for who in EVERYBODY
        if archive.get(f"/dicom-web/studies?StudyInstanceUID={archive.study}", who).status_code
        == 200
    }
    assert able == listed
    return able


def test_a_study_is_read_through_its_case(archive: Archive) -> None:
    archive.put(images.native(archive.picture()))
    assert readers(archive) == GANGCHA | LIAOCHENG


def test_the_inbox_is_the_hospitals_own(archive: Archive) -> None:
    archive.put(images.native(archive.picture()), case=False)
    assert readers(archive) == GANGCHA


def test_a_withdrawn_study_is_its_hospitals_again(archive: Archive) -> None:
    archive.put(images.native(archive.picture()))
    doctor = archive.as_("county.doctor")
    [material] = doctor.get(f"/api/v1/cases/{archive.case}").json()["materials"]
    path = f"/api/v1/cases/{archive.case}/materials/{material['id']}/withdraw"
    assert doctor.post(path, json={"reason": "another patient"}).status_code == 200
    assert readers(archive) == GANGCHA


def test_a_recording_opens_its_own_instance_only(archive: Archive) -> None:
    archive.put(dicom_12_lead())
    beside = replace(archive.picture(), study="2.25.1001.1")
    archive.put(images.native(beside), case=False)
    path = f"{archive.root}/studies/2.25.1001.1/metadata"
    assert len(archive.get(path, "cardiologist").json()) == 1
    assert len(archive.get(path, "county.doctor").json()) == 2
    assert archive.get(archive.at(beside, "/frames/1"), "cardiologist").status_code == 404


def test_nobody_needs_a_login_and_a_token_its_scope(archive: Archive) -> None:
    archive.put(images.native(archive.picture()))
    path = f"{archive.root}/studies/{archive.study}/metadata"
    stranger = TestClient(archive.as_("cardiologist").app, base_url="http://127.0.0.1:8000")
    stranger.portal = archive.as_("cardiologist").portal
    assert stranger.get(path).status_code == 401
    for scope, status in (("dicomweb", 200), ("api", 403)):
        body = {"name": scope, "scopes": [scope]}
        token = archive.as_("cardiologist").post("/api/v1/tokens", json=body).json()["token"]
        answer = stranger.get(path, headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code == status


def test_copies_of_two_hospitals_stay_apart(archive: Archive) -> None:
    archive.put(images.native(archive.picture()))
    other = archive.as_("county2.doctor")
    elsewhere = replace(archive.picture(), name="别人")
    assert send(other, images.native(elsewhere), filename="a").headers["Upload-State"] == "stored"
    xinhe = f"/dicom-web/at/{archive.served.orgs['xinhe']}/studies/{archive.study}/metadata"
    [mine] = archive.get(xinhe, "county2.doctor").json()
    assert mine["00100010"]["Value"] == [{"Alphabetic": "别人"}]
    assert archive.get(xinhe, "cardiologist").status_code == 404
    [seen] = archive.get(f"/dicom-web/studies/{archive.study}/metadata", "cardiologist").json()
    assert seen["00100010"]["Value"] == [{"Alphabetic": "示例患者"}]


def test_the_same_uid_with_other_bytes_is_kept_apart(archive: Archive) -> None:
    archive.put(images.native(archive.picture()))
    assert archive.put(images.native(replace(archive.picture(), name="别人"))).startswith(
        "attachment:"
    )
    [document] = archive.get(archive.at(archive.picture(), "/metadata")).json()
    assert document["00100010"]["Value"] == [{"Alphabetic": "示例患者"}]


def test_the_case_says_what_a_study_holds(archive: Archive) -> None:
    for number in (1, 2):
        archive.put(images.native(archive.picture(instance=number)))
    report = archive.picture(series=2, sop_class="1.2.840.10008.5.1.4.1.1.88.11", modality="SR")
    archive.put(images.dicom_file(images.dataset(report)))
    [material] = (
        archive.as_("cardiologist").get(f"/api/v1/cases/{archive.case}").json()["materials"]
    )
    study = material["study"]
    assert (material["label"], study["images"], study["instances"], study["series"]) == (
        "胸部CT", 2, 3, 2,
    )  # fmt: skip
    assert (study["reason"], study["not_shown"]) == ("", {"intake.kept.structured_report": 1})
    assert study["dicomweb_url"] == f"{archive.root}/studies/{archive.study}"
    assert study["seen_patient"]["name"] == "示例患者"


def test_one_row_per_person_study_action_and_ten_minutes(archive: Archive) -> None:
    for number in (1, 2):
        archive.put(images.native(archive.picture(instance=number, frames=2)))
    who = archive.served.people["cardiologist"]
    for number in (1, 2):
        for _ in range(2):
            archive.get(
                archive.at(archive.picture(instance=number), f"/frames/{number}"), accept=ANY
            )
        archive.get(archive.at(archive.picture(instance=number), "/metadata"))
    archive.get(archive.at(archive.picture(), "/frames/1"), "coordinator")
    client = archive.served.client
    assert client is not None
    assert client.portal is not None
    look = client.app.state.services.uow.look  # type: ignore[attr-defined]
    rows = client.portal.call(look, lambda store: store.audit.list(case_id=archive.case))
    seen = [(row.actor == who, row.action, row.count) for row in rows if "dicom" in row.action]
    assert sorted(seen) == [
        (False, "dicom_frames", 1),
        (True, "dicom_frames", 1),
        (True, "dicom_metadata", 1),
    ]
    assert all(row.patient_id for row in rows if "dicom" in row.action)


def test_metadata_is_the_same_packed_by_hand(archive: Archive) -> None:
    archive.put(images.native(archive.picture()))
    path = archive.at(archive.picture(), "/metadata")
    with archive.as_("cardiologist").stream(
        "GET", path, headers={"Accept-Encoding": "gzip"}
    ) as answer:
        raw = b"".join(answer.iter_raw())
    assert json.loads(gzip.decompress(raw)) == archive.get(path).json()
