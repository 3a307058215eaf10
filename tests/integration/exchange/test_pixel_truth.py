"""What a viewer gets is what is in the file: stored values and shown greys of every image sample.

The reference is decoded by other code than the product's: numpy for native data, and for each
codec another implementation (or, for JPEG-LS and all of emri_*, the same image uncompressed).
"""

from __future__ import annotations

import io
import shutil
import warnings
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
import pydicom
import pytest
from numpy.typing import NDArray
from PIL import Image
from pydicom import uid
from pydicom.dataset import Dataset
from pydicom.encaps import generate_frames
from pydicom.pixels.decoders.rle import _rle_decode_frame
from starlette.testclient import TestClient

from tests.factories import samples
from tests.fixtures.backends import Backend
from tests.fixtures.served import Served, serving
from tests.integration.exchange.test_uploads import open_case, send

pytestmark = [pytest.mark.samples, samples.needs_samples]
Values = NDArray[Any]
ALONE = "application/octet-stream"
DEFLATED_FRAMES = "1.2.840.10008.1.2.8.1"
DECODERS = {
    uid.JPEG2000Lossless: imagecodecs.jpeg2k_decode,
    uid.JPEG2000: imagecodecs.jpeg2k_decode,
    uid.HTJ2KLossless: imagecodecs.htj2k_decode,
    uid.HTJ2K: imagecodecs.htj2k_decode,
    uid.JPEGLosslessSV1: imagecodecs.jpegsof3_decode,
    uid.JPEGLSLossless: imagecodecs.jpegls_decode,
    uid.JPEGLSNearLossless: imagecodecs.jpegls_decode,
}
NO_PIXELS = ("chrKoreanMulti.dcm", "chrJapMulti.dcm")
IMAGES = [
    row["file"]
    for row in samples.rows("dicom-image", "dicom-charset", "dicom-deflated")
    if not row["file"].endswith(NO_PIXELS)
]
SAME_IMAGE = ["emri_small_RLE.dcm", "emri_small_big_endian.dcm", "emri_small_jpeg_ls_lossless.dcm"]


@pytest.fixture(scope="module")
def hospital(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("truth")
    shutil.copy(sqlite_template, folder / "huizhen.db")
    backend = Backend(f"sqlite:///{folder}/huizhen.db", f"file:{folder}/objects")
    with serving(backend, folder / "data") as served:
        yield served


@pytest.fixture(scope="module")
def doctor(hospital: Served) -> TestClient:
    return hospital.as_("county.doctor")


@pytest.fixture(scope="module")
def expert(hospital: Served) -> TestClient:
    return hospital.as_("cardiologist")


def original(file: str) -> tuple[bytes, Dataset]:
    """The file, and the same read; some samples share a UID, which each hospital has once."""
    data = (samples.ROOT / file).read_bytes()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ds = pydicom.dcmread(io.BytesIO(data), force=True)
        name = str(ds.get("SOPInstanceUID", ""))
    if "emri_small" in file and name:
        stem = Path(file).stem
        other = f"{name[:-4]}{zlib.crc32(stem.encode()) % 9000 + 1000}"
        data = data.replace(name.encode(), other.encode())
    return data, ds


def address(expert: TestClient, doctor: TestClient, hospital: Served, file: str) -> str:
    """Where the sample's instance is once it is uploaded and on a case."""
    data, _ = original(file)
    case = open_case(hospital, doctor)["id"]
    done = send(doctor, data, filename=Path(file).name, case=case)
    assert done.headers["Upload-Item"].startswith("study:"), done.headers
    [material] = expert.get(f"/api/v1/cases/{case}").json()["materials"]
    url = material["study"]["dicomweb_url"]
    found = [
        f"{url}/series/{each['0020000E']['Value'][0]}/instances/{each['00080018']['Value'][0]}"
        for each in expert.get(f"{url}/metadata").json()
    ]
    wanted = str(pydicom.dcmread(io.BytesIO(data), force=True).get("SOPInstanceUID", ""))
    return next((path for path in found if path.endswith(f"/{wanted}")), found[-1])


# ---- the reference


def stored(file: str) -> list[Values]:
    """Each frame's stored values as (rows, columns[, samples])."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _, ds = original(file)
        return [frame.reshape(_shape(ds)) for frame in _frames(ds)]


def _shape(ds: Dataset) -> tuple[int, ...]:
    samples_per_pixel = int(ds.SamplesPerPixel)
    plane = (int(ds.Rows), int(ds.Columns))
    return plane if samples_per_pixel == 1 else (*plane, samples_per_pixel)


def _frames(ds: Dataset) -> Iterator[Values]:
    syntax = str(ds.file_meta.get("TransferSyntaxUID", uid.ImplicitVRLittleEndian))
    count = int(ds.get("NumberOfFrames") or 1)
    if "FloatPixelData" in ds:
        yield np.frombuffer(ds.FloatPixelData, "<f4")
        return
    if syntax != DEFLATED_FRAMES and not uid.UID(syntax).is_encapsulated:
        yield from _native(ds, ds.PixelData, count, big=syntax == uid.ExplicitVRBigEndian)
        return
    for data in generate_frames(ds.PixelData, number_of_frames=count):
        if syntax == DEFLATED_FRAMES:
            yield from _native(ds, zlib.decompress(data, -15), 1)
        elif syntax == uid.RLELossless:
            yield _unpacked(ds, data)
        else:
            yield np.asarray(DECODERS[uid.UID(syntax)](data)).astype(_dtype(ds))


def _native(ds: Dataset, data: bytes, count: int, *, big: bool = False) -> Iterator[Values]:
    size = int(np.prod(_shape(ds)))
    if int(ds.BitsAllocated) == 1:
        flat = np.unpackbits(np.frombuffer(data, np.uint8), bitorder="little")
    else:
        flat = np.frombuffer(data, _dtype(ds).newbyteorder(">" if big else "<"))
    for number in range(count):
        frame = flat[number * size : (number + 1) * size]
        yield _by_pixel(ds, frame) if int(ds.get("PlanarConfiguration") or 0) else frame


def _unpacked(ds: Dataset, data: bytes) -> Values:
    """RLE (PS3.5 annex G): pydicom's own decoder gives plane after plane."""
    plain = _rle_decode_frame(
        data, int(ds.Rows), int(ds.Columns), int(ds.SamplesPerPixel), int(ds.BitsAllocated)
    )
    flat = np.frombuffer(plain, _dtype(ds))
    return _by_pixel(ds, flat) if int(ds.SamplesPerPixel) > 1 else flat


def _by_pixel(ds: Dataset, planes: Values) -> Values:
    return planes.reshape(int(ds.SamplesPerPixel), int(ds.Rows), int(ds.Columns)).transpose(1, 2, 0)


def _dtype(ds: Dataset) -> np.dtype[Any]:
    kind = "i" if int(ds.get("PixelRepresentation") or 0) else "u"
    return np.dtype(f"<{kind}{max(1, int(ds.BitsAllocated) // 8)}")


# ---- the product's answer


def received(ds: Dataset, body: bytes) -> Values:
    """One frame of Explicit VR Little Endian as (rows, columns[, samples])."""
    if "FloatPixelData" in ds:
        return np.frombuffer(body, "<f4").reshape(_shape(ds))
    [frame] = _native(ds, body, 1)
    return frame.reshape(_shape(ds))


@pytest.mark.parametrize("file", IMAGES)
def test_stored_values(expert: TestClient, doctor: TestClient, hospital: Served, file: str) -> None:
    _, ds = original(file)
    truth = stored(file)
    url = address(expert, doctor, hospital, file)
    for number, values in enumerate(truth, 1):
        answer = expert.get(f"{url}/frames/{number}", headers={"Accept": ALONE})
        assert answer.status_code == 200, answer.text
        got = received(ds, answer.content)
        assert np.array_equal(got, values)


@pytest.mark.parametrize("file", SAME_IMAGE)
def test_compressed_and_plain_are_the_same_image(file: str) -> None:
    plain = stored("dicom-image/emri_small.dcm")
    assert all(
        np.array_equal(a, b) for a, b in zip(stored(f"dicom-image/{file}"), plain, strict=True)
    )


# ---- what is shown


def grey(file: str) -> Values | None:
    """The first frame as a screen shows it (PS3.3 §C.11), 0…255 not yet rounded; None: colour."""
    _, ds = original(file)
    if int(ds.SamplesPerPixel) > 1 or "PALETTE" in ds.PhotometricInterpretation:
        return None
    x = stored(file)[0].astype(np.float64)
    x = x * float(ds.get("RescaleSlope") or 1) + float(ds.get("RescaleIntercept") or 0)
    if "VOILUTSequence" in ds:
        return _looked_up(ds, x)
    if "FloatPixelData" in ds:  # its functional group says 0.5 and 1, in its own fractions
        return np.asarray(np.clip(x, 0, 1) * 255)
    center, width = ds.get("WindowCenter"), ds.get("WindowWidth")
    if center is None or center == "":
        low, high = x.min(), x.max()
        return np.asarray((x - low) / ((high - low) or 1) * 255)
    c, w = (float(np.ravel(value)[0]) for value in (center, width))
    return np.asarray(np.clip(((x - (c - 0.5)) / (w - 1) + 0.5) * 255, 0, 255))


def _looked_up(ds: Dataset, x: Values) -> Values:
    item = ds.VOILUTSequence[0]
    count, first, bits = map(int, item.LUTDescriptor)
    data = item.LUTData
    table = np.frombuffer(data, "<u2") if isinstance(data, bytes) else np.asarray(data)
    at = np.clip(x - first, 0, (count or 65536) - 1).astype(int)
    return np.asarray(table[at] / (2**bits - 1) * 255)


@pytest.mark.parametrize("file", IMAGES)
def test_displayed_greys(
    expert: TestClient, doctor: TestClient, hospital: Served, file: str
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected = grey(file)
    url = address(expert, doctor, hospital, file)
    answer = expert.get(f"{url}/frames/1/rendered", headers={"Accept": "image/png"})
    assert answer.status_code == 200, answer.text
    shown = np.asarray(Image.open(io.BytesIO(answer.content))).astype(np.float64)
    if expected is None:
        assert shown.ndim == 3
        return
    assert np.abs(shown - expected).max() <= 1
