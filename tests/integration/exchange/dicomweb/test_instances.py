"""DICOMweb: whole instances, bulk data and pictures."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pydicom
import pytest
from PIL import Image
from pydicom import uid

from tests.factories import images
from tests.factories.ecg import dicom_12_lead
from tests.integration.exchange.dicomweb.archive import EXPLICIT, JPEG_LS, OCTETS, Archive, parts_of


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
