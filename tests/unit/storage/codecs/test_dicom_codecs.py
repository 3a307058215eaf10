"""Codecs against Pillow and against the same image uncompressed, on pydicom's own test files."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
import pydicom.data
import pytest
from numpy.typing import NDArray
from pydicom.encaps import generate_frames
from pydicom.pixels.decoders.base import get_decoder

from consult.studies.reasons import Reason
from storage.codecs.errors import Unreadable
from storage.codecs.imaging import pixels
from storage.codecs.imaging.pixels import Frame

FILES = Path(pydicom.data.__file__).parent / "test_files"
BY_PILLOW = [
    "SC_jpeg_no_color_transform.dcm",
    "SC_rgb_dcmtk_+eb+cr.dcm",
    "SC_rgb_dcmtk_+eb+cy+n1.dcm",
    "SC_rgb_dcmtk_+eb+cy+np.dcm",
    "SC_rgb_dcmtk_+eb+cy+s2.dcm",
    "SC_rgb_dcmtk_+eb+cy+s4.dcm",
    "SC_rgb_jpeg_dcmtk.dcm",
    "SC_rgb_jpeg_lossy_gdcm.dcm",
    "SC_rgb_small_odd_jpeg.dcm",
    "J2K_pixelrep_mismatch.dcm",
    "693_J2KI.dcm",
    "JPEG2000.dcm",
    "SC_rgb_gdcm_KY.dcm",
]
LOSSLESS = {
    "MR_small_jp2klossless.dcm": "MR_small.dcm",
    "MR_small_jpeg_ls_lossless.dcm": "MR_small.dcm",
    "MR_small_RLE.dcm": "MR_small.dcm",
}


def read(name: str) -> pydicom.Dataset:
    path = FILES / name
    if not path.is_file():
        pytest.skip(f"pydicom came without {name}")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pydicom.dcmread(path)


def decoded(ds: pydicom.Dataset) -> Frame:
    data = next(generate_frames(ds.PixelData, number_of_frames=int(ds.get("NumberOfFrames") or 1)))
    return pixels.decode(pixels.complete(ds), data, str(ds.file_meta.TransferSyntaxUID))


@pytest.mark.parametrize("name", BY_PILLOW)
def test_the_same_as_pillow(name: str) -> None:
    ds = read(name)
    decoder = get_decoder(ds.file_meta.TransferSyntaxUID)
    reference, _ = decoder.as_array(ds, index=0, raw=True, decoding_plugin="pillow")
    assert np.array_equal(decoded(ds).values, reference)


@pytest.mark.parametrize("name", LOSSLESS)
def test_the_same_as_uncompressed(name: str) -> None:
    plain = read(LOSSLESS[name])
    reference: NDArray[Any] = np.frombuffer(plain.PixelData, "<i2")
    found = decoded(read(name)).values
    assert found.dtype == np.dtype("<i2")
    assert np.array_equal(found.reshape(-1), reference)


def test_twelve_bits() -> None:
    """256 × 1024, values far above what eight bits hold."""
    values = decoded(read("JPGExtended.dcm")).values
    assert values.shape == (1024, 256)
    assert values.max() > 255


def test_no_chroma_is_left_subsampled() -> None:
    frame = decoded(read("SC_rgb_dcmtk_+eb+cy+np.dcm"))
    assert (frame.photometric, frame.values.shape[2]) == ("YBR_FULL", 3)


def test_a_codec_may_undo_its_own_colours() -> None:
    assert decoded(read("examples_jpeg2k.dcm")).photometric == "RGB"


@pytest.mark.parametrize("name", ["SC_rgb_jpeg_dcmtk.dcm", "MR_small_jp2klossless.dcm"])
def test_damage_is_a_typed_answer(name: str) -> None:
    ds = pixels.complete(read(name))
    with pytest.raises(Unreadable) as refused:
        pixels.decode(ds, b"\xff\xd8\xff" + bytes(50), str(ds.file_meta.TransferSyntaxUID))
    assert refused.value.reason is Reason.PIXELS
