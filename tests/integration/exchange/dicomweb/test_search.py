"""DICOMweb: what viewers search by, and what they find."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.factories import images
from tests.factories.ecg import dicom_12_lead
from tests.integration.exchange.dicomweb.archive import Archive
from tests.integration.exchange.test_uploads import send


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
