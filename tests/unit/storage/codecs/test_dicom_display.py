"""From stored values to greys and colours, step by step (PS3.3 §C.7.6.3.1, §C.11)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from pydicom.dataset import Dataset

from storage.codecs.imaging import pixels
from storage.codecs.imaging.display import Window, displayed
from storage.codecs.imaging.pixels import Frame

RAMP = np.arange(-8, 8, dtype=np.int16).reshape(4, 4)


def header(**attributes: Any) -> Dataset:
    ds = Dataset()
    ds.Rows = ds.Columns = 4
    ds.SamplesPerPixel, ds.PhotometricInterpretation = 1, "MONOCHROME2"
    ds.BitsAllocated, ds.BitsStored, ds.HighBit, ds.PixelRepresentation = 16, 16, 15, 1
    for keyword, value in attributes.items():
        setattr(ds, keyword, value)
    return ds


def shown(ds: Dataset, values: Any = RAMP, window: Window | None = None, number: int = 1) -> Any:
    frame = Frame(np.asarray(values), str(ds.PhotometricInterpretation))
    return displayed(ds, frame, number, window).reshape(-1).astype(int).tolist()


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        (Window(0, 4), [0, 85, 170, 255, 255]),
        (Window(0, 4, "LINEAR_EXACT"), [0, 64, 128, 191, 255]),
        (Window(0, 1), [0, 0, 255, 255, 255]),
        (Window(0, 4, "SIGMOID"), [30, 69, 128, 186, 225]),
    ],
)
def test_windows(window: Window, expected: list[int]) -> None:
    around = shown(header(RescaleSlope="1", RescaleIntercept="0"), window=window)[6:11]
    assert np.abs(np.array(around) - expected).max() <= 1


def test_a_narrow_window_after_rescaling_is_still_the_plain_function() -> None:
    ds = header(RescaleSlope="2", RescaleIntercept="10", WindowCenter="10", WindowWidth="4")
    assert shown(ds)[7:10] == [0, 170, 255]


def test_without_a_window_the_whole_range() -> None:
    found = shown(header())
    assert (found[0], found[15]) == (0, 255)
    assert shown(header(), np.zeros((4, 4), np.int16)) == [0] * 16


def test_monochrome1_is_white_at_the_bottom() -> None:
    assert shown(header(PhotometricInterpretation="MONOCHROME1")) == shown(header())[::-1]
    inverse = header(PhotometricInterpretation="MONOCHROME1", PresentationLUTShape="INVERSE")
    assert shown(inverse) == shown(header())[::-1]


def test_bits_above_those_stored_are_no_part_of_a_value() -> None:
    ds = header(BitsStored=12, HighBit=11, PixelRepresentation=0)
    values = np.arange(16, dtype=np.uint16).reshape(4, 4)
    assert shown(ds, values | 0xA000) == shown(ds, values)
    signed = header(BitsStored=12, HighBit=11)
    assert shown(signed, RAMP & 0x0FFF) == shown(signed)


def test_a_table_is_looked_up_after_rescaling() -> None:
    item = Dataset()
    item.LUTDescriptor, item.LUTData = [16, 10, 8], [255 - 17 * n for n in range(16)]
    ds = header(VOILUTSequence=[item], RescaleSlope="1", RescaleIntercept="18")
    assert shown(ds) == [255 - 17 * n for n in range(16)]


def test_each_frame_has_its_own_group() -> None:
    def group(center: str) -> Dataset:
        voi, found = Dataset(), Dataset()
        voi.WindowCenter, voi.WindowWidth = center, "2"
        found.FrameVOILUTSequence = [voi]
        return found

    ds = header(PerFrameFunctionalGroupsSequence=[group("-4"), group("4")])
    assert shown(ds, number=1).count(255) == 12
    assert shown(ds, number=2).count(255) == 4


def test_palette_and_colours() -> None:
    ds = header(PhotometricInterpretation="PALETTE COLOR", BitsAllocated=8, BitsStored=8)
    ds.PixelRepresentation = 0
    for colour, data in (("Red", [0, 255]), ("Green", [255, 0]), ("Blue", [0, 0])):
        setattr(ds, f"{colour}PaletteColorLookupTableDescriptor", [2, 0, 8])
        setattr(ds, f"{colour}PaletteColorLookupTableData", bytes(data))
    found = shown(ds, np.array([[0, 1]], dtype=np.uint8))
    assert found == [0, 255, 0, 255, 0, 0]
    ybr = header(PhotometricInterpretation="YBR_FULL", SamplesPerPixel=3)
    assert shown(ybr, np.array([[[76, 85, 255]]], dtype=np.uint8)) == [254, 0, 0]
    wide = header(PhotometricInterpretation="RGB", SamplesPerPixel=3)
    assert shown(wide, np.array([[[0xFF00, 0x8000, 0]]], dtype=np.uint16)) == [255, 128, 0]


def test_stored_values_come_back_by_plane_where_the_header_says_so() -> None:
    ds = header(SamplesPerPixel=3, PhotometricInterpretation="RGB", PlanarConfiguration=1)
    ds.Rows, ds.Columns, ds.BitsAllocated = 1, 2, 8
    frame = Frame(np.array([[[1, 2, 3], [4, 5, 6]]], dtype=np.uint8), "RGB")
    assert pixels.as_stored(ds, frame) == bytes([1, 4, 2, 5, 3, 6])
    ds.PlanarConfiguration = 0
    assert pixels.as_stored(ds, frame) == bytes([1, 2, 3, 4, 5, 6])


def test_one_bit_pixels_wherever_they_begin() -> None:
    ds = header(BitsAllocated=1, BitsStored=1, HighBit=0, PixelRepresentation=0)
    ds.Rows, ds.Columns = 2, 5
    bits = [1, 0, 1, 1, 0, 0, 1, 1, 1, 0]
    data = np.packbits([0, 1, *bits], bitorder="little").tobytes()
    frame = pixels.decode(ds, data, "1.2.840.10008.1.2.1", bit_offset=2)
    assert frame.values.reshape(-1).tolist() == bits
    assert np.unpackbits(
        np.frombuffer(pixels.as_stored(ds, frame), np.uint8), bitorder="little"
    ).tolist() == [*bits, *[0] * 6]
