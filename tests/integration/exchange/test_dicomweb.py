"""DICOMweb as viewers use it: what is there, in which form, for whom, and the audit of it."""

from __future__ import annotations

import gzip
import io
import itertools
import json
import re
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
import pytest
from PIL import Image
from pydicom import uid
from starlette.testclient import TestClient

from tests.factories import images
from tests.factories.ecg import dicom_12_lead
from tests.factories.images import Picture
from tests.fixtures.backends import Backend
from tests.fixtures.served import Served, serving
from tests.integration.exchange.test_uploads import open_case, send

OCTETS = 'multipart/related; type="application/octet-stream"'
ANY = f"{OCTETS}; transfer-syntax=*"
EXPLICIT, JPEG_LS = uid.ExplicitVRLittleEndian, uid.JPEGLSLossless
Part = tuple[dict[str, str], bytes]


@dataclass
class Archive:
    """A case of Gangcha's with pictures on it; `root` is the address of Gangcha's copies."""

    served: Served
    case: str
    study: str
    browsers: dict[str, TestClient] = field(default_factory=dict)

    @property
    def root(self) -> str:
        return f"/dicom-web/at/{self.served.orgs['gangcha']}"

    def as_(self, who: str) -> TestClient:
        if who not in self.browsers:
            self.browsers[who] = self.served.as_(who)
        return self.browsers[who]

    def put(self, data: bytes, *, case: bool = True) -> str:
        meta = {"filename": "IM1"} | ({"case": self.case} if case else {})
        done = send(self.as_("county.doctor"), data, **meta)
        assert done.headers["Upload-State"] == "stored"
        return str(done.headers["Upload-Item"])

    def get(self, path: str, who: str = "cardiologist", **headers: str) -> Any:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.as_(who).get(path, headers={"accept-encoding": "identity"} | named)

    def picture(self, **facts: Any) -> Picture:
        return Picture(**({"study": self.study} | facts))

    def at(self, picture: Picture, more: str = "") -> str:
        series = f"{self.root}/studies/{picture.study}/series/{picture.series_uid}"
        return f"{series}/instances/{picture.sop_uid}{more}"


@pytest.fixture(scope="module")
def hospital(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for all: each test has a case and a study of its own."""
    folder = tmp_path_factory.mktemp("dicomweb")
    shutil.copy(sqlite_template, folder / "huizhen.db")
    backend = Backend(f"sqlite:///{folder}/huizhen.db", f"file:{folder}/objects")
    with serving(backend, folder / "data") as served:
        yield served


NUMBERS = itertools.count(1000)


@pytest.fixture
def archive(hospital: Served) -> Archive:
    case = open_case(hospital, hospital.as_("county.doctor"))["id"]
    return Archive(hospital, case, f"2.25.{next(NUMBERS)}")


@pytest.fixture
def alone(served: Served) -> Archive:
    """On a server where nobody else's studies are, on both databases and stores."""
    case = open_case(served, served.as_("county.doctor"))["id"]
    return Archive(served, case, "2.25.77")


def parts_of(answer: Any) -> list[Part]:
    """The parts of a multipart answer, each with its headers."""
    kind = answer.headers["content-type"]
    found = re.search(r"boundary=(\w+)", kind)
    assert found is not None
    assert kind.startswith("multipart/related;")
    pieces = answer.content.split(b"--" + found[1].encode())
    assert (pieces[0], pieces[-1]) == (b"", b"--\r\n")
    parts = []
    for piece in pieces[1:-1]:
        head, _, body = piece.partition(b"\r\n\r\n")
        lines = head.decode("ascii").strip().split("\r\n")
        headers = {name: value for name, _, value in (line.partition(": ") for line in lines)}
        parts.append((headers, body[:-2]))
    return parts


# ---- metadata


def test_metadata_of_a_study_in_order(archive: Archive) -> None:
    for number in (3, 1, 2):
        archive.put(images.native(archive.picture(instance=number)))
    archive.put(images.native(archive.picture(series=2)))
    answer = archive.get(f"{archive.root}/studies/{archive.study}/metadata")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/dicom+json"
    found = answer.json()
    assert [each["00080018"]["Value"][0] for each in found] == [
        archive.picture(instance=1).sop_uid,
        archive.picture(instance=2).sop_uid,
        archive.picture(instance=3).sop_uid,
        archive.picture(series=2).sop_uid,
    ]
    assert found[0]["00100010"]["Value"] == [{"Alphabetic": "示例患者"}]
    assert found[0]["7FE00010"]["BulkDataURI"].endswith(
        archive.at(archive.picture(), "/bulkdata/7FE00010")
    )
    series = archive.get(archive.at(archive.picture()).rpartition("/instances")[0] + "/metadata")
    assert len(series.json()) == 3
    assert len(archive.get(archive.at(archive.picture(), "/metadata")).json()) == 1


def test_metadata_is_packed_once_and_known_by_its_tag(archive: Archive) -> None:
    archive.put(images.native(archive.picture()))
    path = f"{archive.root}/studies/{archive.study}/metadata"
    packed = archive.get(path, accept_encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.json() == archive.get(path).json()
    tag = packed.headers["etag"]
    assert archive.get(path, if_none_match=tag).status_code == 304
    archive.put(images.native(archive.picture(instance=2)))
    assert archive.get(path, if_none_match=tag).status_code == 200


# ---- frames


def test_a_native_frame_is_sent_as_it_lies(archive: Archive) -> None:
    picture = archive.picture(frames=3)
    archive.put(images.native(picture))
    answer = archive.get(archive.at(picture, "/frames/2"), accept=ANY)
    [(headers, body)] = parts_of(answer)
    assert headers["Content-Type"] == f"application/octet-stream; transfer-syntax={EXPLICIT}"
    assert headers["Content-Location"].endswith("/frames/2")
    assert body == picture.values[1].tobytes()
    assert int(answer.headers["content-length"]) == len(answer.content)
    assert 'type="application/octet-stream"' in answer.headers["content-type"]


def test_several_frames_in_the_order_asked(archive: Archive) -> None:
    picture = archive.picture(frames=4)
    archive.put(images.native(picture))
    parts = parts_of(archive.get(archive.at(picture, "/frames/4,1,2"), accept=ANY))
    assert [body for _, body in parts] == [picture.values[n].tobytes() for n in (3, 0, 1)]


def test_one_frame_may_come_alone_and_packed(archive: Archive) -> None:
    archive.put(images.native(archive.picture()))
    path = archive.at(archive.picture(), "/frames/1")
    alone = archive.get(path, accept="application/octet-stream")
    assert alone.content == archive.picture().values.tobytes()
    packed = archive.get(path, accept="application/octet-stream", accept_encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.content == alone.content
    assert archive.get(path, if_none_match=alone.headers["etag"]).status_code == 304


@pytest.mark.parametrize(
    ("accept", "media_type", "syntax"),
    [
        (ANY, "application/octet-stream", JPEG_LS),
        (f"{OCTETS}; transfer-syntax={JPEG_LS}", "application/octet-stream", JPEG_LS),
        ('multipart/related; type="image/jls"', "image/jls", JPEG_LS),
        ('multipart/related; type="image/jpeg", multipart/related; type="image/jls"; q=0.5',
         "image/jls", JPEG_LS),
        (OCTETS, "application/octet-stream", EXPLICIT),
        ("*/*", "application/octet-stream", EXPLICIT),
        ("", "application/octet-stream", EXPLICIT),
        (f"{OCTETS}; transfer-syntax={EXPLICIT}", "application/octet-stream", EXPLICIT),
        (f'multipart/related; type="image/jp2", {ANY}; q=0.1', "application/octet-stream", JPEG_LS),
    ],
)  # fmt: skip
def test_compressed_frames_as_asked(
    archive: Archive, accept: str, media_type: str, syntax: str
) -> None:
    picture = archive.picture(frames=2)
    archive.put(images.jpeg_ls(picture))
    answer = archive.get(archive.at(picture, "/frames/2"), accept=accept)
    [(headers, body)] = parts_of(answer)
    assert headers["Content-Type"] == f"{media_type}; transfer-syntax={syntax}"
    if syntax == EXPLICIT:
        assert body == picture.values[1].tobytes()
    else:
        assert body.startswith(b"\xff\xd8\xff")


@pytest.mark.parametrize(
    "accept",
    [
        f"{OCTETS}; transfer-syntax={uid.ImplicitVRLittleEndian}",
        f"{OCTETS}; transfer-syntax={uid.JPEG2000Lossless}",
        'multipart/related; type="image/jp2"',
        "text/html",
        f"{ANY}; q=0",
    ],
)
def test_what_cannot_be_made_is_not_acceptable(archive: Archive, accept: str) -> None:
    archive.put(images.jpeg_ls(archive.picture()))
    answer = archive.get(archive.at(archive.picture(), "/frames/1"), accept=accept)
    assert (answer.status_code, answer.json()["code"]) == (406, "dicom.not_acceptable")


def test_several_frames_do_not_fit_one_body(archive: Archive) -> None:
    archive.put(images.native(archive.picture(frames=2)))
    path = archive.at(archive.picture(), "/frames/1,2")
    assert archive.get(path, accept="application/octet-stream").status_code == 406


@pytest.mark.parametrize("frame", ["0", "3", "1,3", "-1", "x", "1,,2", "99999999", "1" * 40])
def test_frames_that_are_not_there(archive: Archive, frame: str) -> None:
    archive.put(images.native(archive.picture(frames=2)))
    assert archive.get(archive.at(archive.picture(), f"/frames/{frame}")).status_code == 404


@pytest.mark.parametrize(
    "syntax",
    [uid.ImplicitVRLittleEndian, uid.ExplicitVRBigEndian, uid.DeflatedExplicitVRLittleEndian],
)
def test_other_native_syntaxes_become_explicit_little_endian(archive: Archive, syntax: str) -> None:
    picture = archive.picture(frames=2, syntax=syntax)
    archive.put(images.native(picture))
    [(headers, body)] = parts_of(archive.get(archive.at(picture, "/frames/2"), accept=ANY))
    assert headers["Content-Type"].endswith(EXPLICIT)
    assert body == picture.values[1].tobytes()
    answer = archive.get(archive.at(picture), accept="application/dicom; transfer-syntax=*")
    whole = pydicom.dcmread(io.BytesIO(answer.content))
    assert whole.file_meta.TransferSyntaxUID == EXPLICIT
    assert np.array_equal(whole.pixel_array, picture.values)


# ---- whole instances, bulk data, pictures


def test_instances_as_stored_or_decoded(archive: Archive) -> None:
    picture = archive.picture(frames=2)
    data = images.jpeg_ls(picture)
    archive.put(data)
    path = archive.at(picture)
    stored = 'multipart/related; type="application/dicom"; transfer-syntax='
    [(headers, body)] = parts_of(archive.get(path, accept=stored + "*"))
    assert headers["Content-Type"] == f"application/dicom; transfer-syntax={JPEG_LS}"
    assert body == data
    [(headers, body)] = parts_of(
        archive.get(path, accept='multipart/related; type="application/dicom"')
    )
    assert headers["Content-Type"] == f"application/dicom; transfer-syntax={EXPLICIT}"
    decoded = pydicom.dcmread(io.BytesIO(body))
    assert np.array_equal(decoded.pixel_array, picture.values)
    assert decoded.SOPInstanceUID == picture.sop_uid
    assert archive.get(path, accept=stored + uid.JPEG2000).status_code == 406


def test_a_study_comes_instance_by_instance(archive: Archive) -> None:
    pictures = [archive.picture(instance=number) for number in (1, 2)]
    for picture in pictures:
        archive.put(images.native(picture))
    answer = archive.get(f"{archive.root}/studies/{archive.study}")
    uids = [pydicom.dcmread(io.BytesIO(body)).SOPInstanceUID for _, body in parts_of(answer)]
    assert uids == [picture.sop_uid for picture in pictures]


def test_bulk_data_alone_and_as_a_part(archive: Archive) -> None:
    archive.put(dicom_12_lead())
    [document] = archive.get(f"{archive.root}/studies/2.25.1001.1/metadata").json()
    address = document["54000100"]["Value"][0]["54001010"]["BulkDataURI"]
    alone = archive.get(address, accept="application/octet-stream")
    assert alone.status_code == 200
    [(headers, body)] = parts_of(archive.get(address, accept=OCTETS))
    assert body == alone.content
    assert headers["Content-Type"].startswith("application/octet-stream")
    whole = pydicom.dcmread(io.BytesIO(dicom_12_lead()))
    assert whole.WaveformSequence[0].WaveformData == body
    assert archive.get(address + "/0/7FE00010").status_code == 404


def test_a_picture_by_the_files_own_window_or_anothers(archive: Archive) -> None:
    picture = archive.picture(rows=64, columns=96)
    archive.put(images.native(picture))
    path = archive.at(picture, "/frames/1/rendered")
    png = archive.get(path, accept="image/png")
    assert png.headers["content-type"] == "image/png"
    shown = np.asarray(Image.open(io.BytesIO(png.content))).astype(int)
    assert np.abs(shown - grey(picture.values[0], 40, 400)).max() <= 1
    other = archive.get(f"{path}?window=-500,1200,linear", accept="image/png")
    shown = np.asarray(Image.open(io.BytesIO(other.content))).astype(int)
    assert np.abs(shown - grey(picture.values[0], -500, 1200)).max() <= 1
    jpeg = archive.get(f"{path}?viewport=48,48")
    assert jpeg.headers["content-type"] == "image/jpeg"
    assert Image.open(io.BytesIO(jpeg.content)).size == (48, 32)
    assert archive.get(archive.at(picture, "/thumbnail")).headers["content-type"] == "image/jpeg"


def grey(values: np.ndarray[Any, Any], center: float, width: float) -> np.ndarray[Any, Any]:
    """PS3.3 §C.11.2.1.2.1, written down once more."""
    x = values.astype(np.float64)
    y = ((x - (center - 0.5)) / (width - 1) + 0.5) * 255
    y[x <= center - 0.5 - (width - 1) / 2] = 0
    y[x > center - 0.5 + (width - 1) / 2] = 255
    return np.asarray(np.rint(y))


BAD_QUERIES = ("viewport=0,5", "viewport=5", "viewport=a,b", "window=1", "window=1,0",
               "window=1,nan", "window=1,2,cubic")  # fmt: skip


@pytest.mark.parametrize("query", BAD_QUERIES)
def test_pictures_asked_for_badly(archive: Archive, query: str) -> None:
    archive.put(images.native(archive.picture()))
    answer = archive.get(archive.at(archive.picture(), f"/frames/1/rendered?{query}"))
    assert (answer.status_code, answer.json()["code"]) == (422, "request.invalid")


def test_the_viewers_first_picture_is_kept(alone: Archive) -> None:
    alone.put(images.native(alone.picture()))
    path = alone.at(alone.picture(), "/frames/1/rendered?viewport=512,512")
    first, second = alone.get(path), alone.get(path)
    assert first.content == second.content
    client = alone.served.client
    assert client is not None
    assert client.portal is not None
    look = client.app.state.services.uow.look  # type: ignore[attr-defined]
    made = client.portal.call(look, lambda store: store.derivatives.list(maker="dicom_preview"))
    assert [row.maker_version for row in made] == ["1;frame=1"]


def test_what_has_no_pixels_says_why(archive: Archive) -> None:
    report = archive.picture(sop_class="1.2.840.10008.5.1.4.1.1.88.11", modality="SR")
    archive.put(images.dicom_file(images.dataset(report)))
    for more in ("/frames/1", "/rendered"):
        answer = archive.get(archive.at(report, more))
        assert answer.status_code == 406
        assert answer.json()["params"]["reason"] == "intake.kept.structured_report"


# ---- search


@pytest.mark.both_backends
def test_search_by_what_viewers_ask(alone: Archive) -> None:
    alone.put(images.native(alone.picture()))
    alone.put(images.native(alone.picture(instance=2)))
    alone.put(images.native(alone.picture(study="2.25.78", modality="MR")))
    studies = f"{alone.root}/studies"
    found = alone.get(studies).json()
    assert {each["0020000D"]["Value"][0] for each in found} == {"2.25.77", "2.25.78"}
    [one] = alone.get(f"{studies}?StudyInstanceUID=2.25.77&includefield=all").json()
    assert one["00100010"]["Value"] == [{"Alphabetic": "示例患者"}]
    assert one["00080061"]["Value"] == ["CT"]
    assert (one["00201206"]["Value"], one["00201208"]["Value"]) == ([1], [2])
    assert one["00081190"]["Value"][0].endswith(f"{alone.root}/studies/2.25.77")
    for query, count in {
        "00100020=M77": 2,
        "PatientID=M7*": 2,
        "PatientID=M_7": 0,
        "PatientName=示例*": 2,
        "StudyDate=20261101-20261130": 2,
        "StudyDate=-20261102": 0,
        "ModalitiesInStudy=MR": 1,
        "limit=1": 1,
        "limit=1&offset=2": 0,
        "AccessionNumber=A77&00080061=CT": 1,
    }.items():
        answer = alone.get(f"{studies}?{query}")
        assert answer.status_code == (200 if count else 204), query
        assert len(answer.json() if count else []) == count, query
    ignored = alone.get(f"{studies}?ReferringPhysicianName=x")
    assert ignored.headers["warning"].startswith("299 ")


@pytest.mark.both_backends
def test_the_whole_way_on_both_backends(alone: Archive) -> None:
    pictures = [alone.picture(instance=number, frames=2) for number in (1, 2, 3)]
    for picture in pictures:
        alone.put(images.jpeg_ls(picture))
    recording = alone.put(dicom_12_lead())
    assert recording.startswith("ecg:")
    assert len(alone.get(f"{alone.root}/studies/{alone.study}/metadata").json()) == 3
    for picture in pictures:
        answer = alone.get(alone.at(picture, "/frames/2"), accept="application/octet-stream")
        assert answer.content == picture.values[1].tobytes()
        assert alone.get(alone.at(picture, "/frames/1"), "county2.doctor").status_code == 404
    listed = alone.get("/dicom-web/studies").json()
    assert {each["0020000D"]["Value"][0] for each in listed} == {alone.study, "2.25.1001.1"}
    materials = alone.as_("cardiologist").get(f"/api/v1/cases/{alone.case}").json()["materials"]
    assert [(each["kind"], each["study"] and each["study"]["images"]) for each in materials] == [
        ("study", 3),
        ("ecg", None),
    ]


@pytest.mark.both_backends
def test_instances_that_arrive_together_are_one_study_and_one_material(alone: Archive) -> None:
    pictures = [alone.picture(series=number % 3 + 1, instance=number) for number in range(1, 13)]
    browsers = [alone.served.as_("county.doctor") for _ in range(4)]

    def put(number: int) -> str:
        data = images.native(pictures[number])
        done = send(browsers[number % 4], data, filename="IM", case=alone.case)
        return str(done.headers["Upload-State"])

    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(put, range(len(pictures)))) == {"stored"}
    [material] = alone.as_("cardiologist").get(f"/api/v1/cases/{alone.case}").json()["materials"]
    study = material["study"]
    assert (study["instances"], study["series"]) == (12, 3)


def test_search_within_a_study(archive: Archive) -> None:
    archive.put(images.native(archive.picture()))
    archive.put(images.native(archive.picture(series=2, modality="SR")))
    study = f"{archive.root}/studies/{archive.study}"
    series = archive.get(f"{study}/series").json()
    assert [each["0020000E"]["Value"][0] for each in series] == [
        f"{archive.study}.1",
        f"{archive.study}.2",
    ]
    assert series[0]["0008103E"]["Value"] == ["lung"]
    [only] = archive.get(f"{study}/series?Modality=SR").json()
    assert only["0020000E"]["Value"] == [f"{archive.study}.2"]
    [instance] = archive.get(f"{study}/series/{archive.study}.1/instances").json()
    assert instance["00280010"]["Value"] == [16]
    assert len(archive.get(f"{study}/instances").json()) == 2


# ---- for whom


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


# ---- the audit


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
