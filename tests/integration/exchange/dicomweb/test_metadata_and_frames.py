"""DICOMweb: metadata and frames, in the form a viewer asks for."""

from __future__ import annotations

import io

import numpy as np
import pydicom
import pytest
from pydicom import uid

from tests.factories import images
from tests.integration.exchange.dicomweb.archive import (
    ANY,
    EXPLICIT,
    JPEG_LS,
    OCTETS,
    Archive,
    parts_of,
)


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
