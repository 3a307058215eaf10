"""tus from first byte to acknowledged, through the real worker, on both stores."""

from __future__ import annotations

import base64
import gzip
import hashlib
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from server.uploads import endpoints
from server.uploads.tus import BODY_TYPE
from tests.factories.ecg import dicom_12_lead, hl7_aecg, scp_ecg
from tests.fixtures.backends import Backend
from tests.fixtures.served import Served, log_in, serving, serving_again

TUS = {"Tus-Resumable": "1.0.0"}
MAKERS = {"dicom_waveform": dicom_12_lead, "scp_ecg": scp_ecg, "hl7_aecg": hl7_aecg}


def metadata(**pairs: str) -> str:
    return ",".join(f"{k} {base64.b64encode(v.encode()).decode()}" for k, v in pairs.items())


def begin(browser: TestClient, data: bytes, **meta: str) -> str:
    answer = browser.post(
        "/uploads/",
        headers=TUS | {"Upload-Length": str(len(data)), "Upload-Metadata": metadata(**meta)},
    )
    assert answer.status_code == 201, answer.text
    return answer.headers["Location"]


def patch(browser: TestClient, url: str, offset: int, data: bytes, **more: str) -> Any:
    headers = TUS | {"Upload-Offset": str(offset), "Content-Type": BODY_TYPE} | more
    return browser.patch(url, headers=headers, content=data)


def head(browser: TestClient, url: str) -> Any:
    return browser.head(url, headers=TUS)


def open_case(served: Served, browser: TestClient) -> dict[str, Any]:
    answer = browser.post("/api/v1/cases", json=served.emergency())
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def send(browser: TestClient, data: bytes, **meta: str) -> Any:
    url = begin(browser, data, **meta)
    answer = patch(browser, url, 0, data)
    assert answer.status_code == 204, answer.text
    return answer


@pytest.mark.parametrize("form", sorted(MAKERS))
def test_an_ecg_arrives_on_the_case_with_its_original_bytes(served: Served, form: str) -> None:
    doctor = served.as_("county.doctor")
    case = open_case(served, doctor)
    data = MAKERS[form]()
    done = send(doctor, data, filename=f"心电.{form}", case=case["id"])
    assert done.headers["Upload-State"] == "stored"
    kind, _, ecg_id = done.headers["Upload-Item"].partition(":")
    assert kind == "ecg"
    expert = served.as_("cardiologist")
    detail = expert.get(f"/api/v1/cases/{case['id']}").json()
    [material] = detail["materials"]
    assert material["ecg"]["format"] == form
    assert material["item_id"] == ecg_id
    original = expert.get(f"/api/v1/ecgs/{ecg_id}/original")
    assert hashlib.sha256(original.content).digest() == hashlib.sha256(data).digest()
    assert original.headers["content-disposition"].startswith("attachment")
    tracing = expert.get(f"/api/v1/ecgs/{ecg_id}/ecg1")
    assert tracing.content[:4] == b"ECG1"


@pytest.mark.both_backends
def test_a_cut_upload_goes_on_where_it_was(served: Served) -> None:
    doctor = served.as_("county.doctor")
    case = open_case(served, doctor)
    data = dicom_12_lead()
    meta = {"filename": "心电.dcm", "case": case["id"], "path": "ECG/a.dcm"}
    url = begin(doctor, data, **meta)
    assert head(doctor, url).headers["Upload-Metadata"] == metadata(**meta)
    for start in range(0, len(data), 20_000):
        assert head(doctor, url).headers["Upload-Offset"] == str(start)
        patch(doctor, url, start, data[start : start + 20_000])
    assert head(doctor, url).headers["Upload-State"] == "stored"


def test_the_first_bytes_may_come_with_the_creation(served_here: Served) -> None:
    doctor = served_here.as_("county.doctor")
    case = open_case(served_here, doctor)
    data = scp_ecg()
    answer = doctor.post(
        "/uploads/",
        headers=TUS
        | {
            "Upload-Length": str(len(data)),
            "Upload-Metadata": metadata(filename="a.scp", case=case["id"]),
            "Content-Type": BODY_TYPE,
        },
        content=data,
    )
    assert answer.status_code == 201
    assert answer.headers["Upload-State"] == "stored"


def test_both_sides_must_agree_on_the_offset(served_here: Served) -> None:
    doctor = served_here.as_("county.doctor")
    case = open_case(served_here, doctor)
    url = begin(doctor, b"x" * 100, filename="a", case=case["id"])
    patch(doctor, url, 0, b"x" * 40)
    answer = patch(doctor, url, 10, b"x" * 40)
    assert answer.status_code == 409
    assert answer.json()["params"]["offset"] == 40
    assert head(doctor, url).headers["Upload-Offset"] == "40"


def test_more_bytes_than_announced_are_refused(served_here: Served) -> None:
    doctor = served_here.as_("county.doctor")
    case = open_case(served_here, doctor)
    url = begin(doctor, b"x" * 10, filename="a", case=case["id"])
    assert patch(doctor, url, 0, b"x" * 11).status_code == 422
    assert head(doctor, url).headers["Upload-Offset"] == "0"


def test_a_damaged_part_leaves_nothing(served_here: Served) -> None:
    doctor = served_here.as_("county.doctor")
    case = open_case(served_here, doctor)
    url = begin(doctor, b"x" * 10, filename="a", case=case["id"])
    right = "sha256 " + base64.b64encode(hashlib.sha256(b"x" * 10).digest()).decode()
    answer = patch(doctor, url, 0, b"y" * 10, **{"Upload-Checksum": right})
    assert answer.status_code == 460
    assert head(doctor, url).headers["Upload-Offset"] == "0"
    assert patch(doctor, url, 0, b"x" * 10, **{"Upload-Checksum": right}).status_code == 204


def test_other_bytes_than_promised_are_refused_and_the_case_says_so(served: Served) -> None:
    doctor = served.as_("county.doctor")
    case = open_case(served, doctor)
    done = send(doctor, b"%PDF-1.4 x", filename="a.pdf", case=case["id"], sha256="0" * 64)
    assert done.headers["Upload-State"] == "refused"
    assert done.headers["Upload-Reason"] == "intake.refused.hash_mismatch"
    [material] = doctor.get(f"/api/v1/cases/{case['id']}").json()["materials"]
    assert material["refusal"]["file_name"] == "a.pdf"


def test_a_program_is_refused_and_nothing_of_it_is_kept(served: Served) -> None:
    doctor = served.as_("county.doctor")
    case = open_case(served, doctor)
    done = send(doctor, b"MZ" + bytes(200), filename="ecg.dcm", case=case["id"])
    assert done.headers["Upload-Reason"] == "intake.refused.executable"
    objects = Path(served.settings.data_dir) / "spool"
    assert [path for path in objects.iterdir() if path.suffix == ".part"] == []


def test_what_nobody_can_read_is_kept_with_its_reason(served: Served) -> None:
    doctor = served.as_("county.doctor")
    case = open_case(served, doctor)
    data = bytes(range(256)) * 4
    done = send(doctor, data, filename="vendor.ecg", case=case["id"])
    assert done.headers["Upload-State"] == "stored"
    [material] = doctor.get(f"/api/v1/cases/{case['id']}").json()["materials"]
    attachment = material["attachment"]
    assert attachment["why_unreadable"] == "intake.unreadable.unknown_format"
    assert doctor.get(attachment["original_url"]).content == data


def test_a_gzipped_sender_is_understood(served_here: Served) -> None:
    doctor = served_here.as_("county.doctor")
    case = open_case(served_here, doctor)
    plain = dicom_12_lead()
    done = send(
        doctor,
        gzip.compress(plain),
        filename="a.dcm",
        case=case["id"],
        encoding="gzip",
        sha256=hashlib.sha256(plain).hexdigest(),
    )
    assert done.headers["Upload-State"] == "stored"
    ecg_id = done.headers["Upload-Item"].partition(":")[2]
    assert doctor.get(f"/api/v1/ecgs/{ecg_id}/original").content == plain


@pytest.mark.both_backends
def test_finishing_twice_makes_one_recording(served: Served) -> None:
    doctor = served.as_("county.doctor")
    case = open_case(served, doctor)
    data = scp_ecg()
    first = send(doctor, data, filename="a.scp", case=case["id"])
    again = send(doctor, data, filename="again.scp", case=case["id"])
    assert head(doctor, first.headers.get("Location", "/uploads/x")).status_code == 404
    assert first.headers["Upload-Item"] == again.headers["Upload-Item"]
    assert len(doctor.get(f"/api/v1/cases/{case['id']}").json()["materials"]) == 1


def test_an_upload_belongs_to_its_person(served: Served) -> None:
    doctor = served.as_("county.doctor")
    case = open_case(served, doctor)
    url = begin(doctor, b"x" * 10, filename="a", case=case["id"])
    for stranger in ("county.doctor2", "county2.doctor", "cardiologist"):
        other = served.as_(stranger)
        assert head(other, url).status_code == 404
        assert patch(other, url, 0, b"x").status_code == 404
        assert other.delete(url, headers=TUS).status_code == 404
    assert head(doctor, url).headers["Upload-Offset"] == "0"


def test_nobody_adds_to_a_case_that_is_not_theirs(served: Served) -> None:
    case = open_case(served, served.as_("county.doctor"))
    for stranger, status in (("county2.doctor", 404), ("cardiologist", 403), ("admin", 404)):
        answer = served.as_(stranger).post(
            "/uploads/",
            headers=TUS
            | {"Upload-Length": "3", "Upload-Metadata": metadata(filename="a", case=case["id"])},
        )
        assert answer.status_code == status
    spool = Path(served.settings.data_dir) / "spool"
    assert list(spool.glob("*.part")) == []


def test_giving_up_forgets_the_bytes(served_here: Served) -> None:
    doctor = served_here.as_("county.doctor")
    case = open_case(served_here, doctor)
    url = begin(doctor, b"x" * 10, filename="a", case=case["id"])
    # As from behind a proxy that lets nothing but GET and POST through.
    part = {"Upload-Offset": "0", "Content-Type": BODY_TYPE, "X-HTTP-Method-Override": "PATCH"}
    assert doctor.post(url, headers=TUS | part, content=b"x" * 5).headers["Upload-Offset"] == "5"
    assert doctor.post(url, headers=TUS).status_code == 405
    assert doctor.delete(url, headers=TUS).status_code == 204
    assert head(doctor, url).status_code == 404
    assert list((Path(served_here.settings.data_dir) / "spool").glob("*.part")) == []


def test_a_reloaded_page_finds_its_uploads(served_here: Served) -> None:
    doctor = served_here.as_("county.doctor")
    case = open_case(served_here, doctor)
    url = begin(doctor, b"x" * 10, filename="心电图.scp", case=case["id"])
    patch(doctor, url, 0, b"x" * 4)
    [item] = doctor.get("/api/v1/uploads", params={"case": case["id"]}).json()["items"]
    assert (item["url"], item["name"], item["offset"]) == (url, "心电图.scp", 4)
    assert served_here.as_("county.doctor2").get("/api/v1/uploads").json()["items"] == []


def test_a_folder_is_found_again_page_by_page_by_its_batch(served_here: Served) -> None:
    doctor = served_here.as_("county.doctor")
    case = open_case(served_here, doctor)
    paths = [f"CT/series {number}/IM1" for number in (1, 2, 3)]
    for path in paths:
        begin(doctor, b"x", filename="IM1", path=path, batch="b-1", case=case["id"])
    begin(doctor, b"x", filename="another.pdf", case=case["id"])
    url, found = "/api/v1/uploads", []
    query = {"batch": "b-1", "limit": "2"}
    while True:
        page = doctor.get(url, params=query).json()
        found += [item["path"] for item in page["items"]]
        if page["next"] is None:
            break
        query |= {"after": page["next"]}
    assert found == paths
    assert doctor.get(url, params={"org": case["id"]}).json()["items"] == []


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Tus-Resumable": "0.2.2"}, 412),
        ({"Upload-Offset": "x"}, 422),
        ({"Content-Type": "application/json"}, 415),
        ({"Upload-Checksum": "md5 xx"}, 400),
    ],
)
def test_wrong_words_are_answered_as_tus_says(
    served_here: Served, headers: dict[str, str], status: int
) -> None:
    doctor = served_here.as_("county.doctor")
    case = open_case(served_here, doctor)
    url = begin(doctor, b"x" * 10, filename="a", case=case["id"])
    answer = patch(doctor, url, 0, b"x", **headers)
    assert answer.status_code == status
    assert answer.headers.get("Tus-Version") == ("1.0.0" if status == 412 else None)
    assert head(doctor, url).headers["Upload-Offset"] == "0"


def test_received_is_a_promise_that_outlives_the_process(
    sqlite_url: str, files_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The store is down when the last byte comes, the server stops, and starts again."""
    monkeypatch.setattr(endpoints, "WAIT_SECONDS", 0.2)
    backend, objects = Backend(sqlite_url, files_url), Path(files_url.removeprefix("file:"))
    with serving(backend, tmp_path / "data") as served:
        doctor = served.as_("county.doctor")
        case = open_case(served, doctor)
        data = dicom_12_lead()
        url = begin(doctor, data, filename="a.dcm", case=case["id"])
        objects.write_bytes(b"not a folder")
        done = patch(doctor, url, 0, data)
        assert (done.status_code, done.headers["Upload-State"]) == (204, "received")
    objects.unlink()
    monkeypatch.undo()
    with serving_again(served.settings) as browser:
        log_in(browser, "county.doctor")
        assert head(browser, url).headers["Upload-State"] == "stored"
