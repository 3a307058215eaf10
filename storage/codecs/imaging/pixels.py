"""One frame of pixel data as its stored values."""

from __future__ import annotations

import importlib
import io
import logging
import warnings
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
import pydicom
from numpy.typing import NDArray
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.pixels.decoders.base import get_decoder
from pydicom.uid import UID

from consult.studies.reasons import Reason
from storage.codecs.errors import Unreadable
from storage.codecs.imaging import plugin, syntaxes

MAX_FRAME = 192 * 2**20
PIXEL_DATA, FLOAT_PIXELS, DOUBLE_PIXELS = 0x7FE00010, 0x7FE00008, 0x7FE00009
_FLOATS: dict[int, np.dtype[Any]] = {FLOAT_PIXELS: np.dtype("<f4"), DOUBLE_PIXELS: np.dtype("<f8")}
_IMAGE_MODULE = (
    *("Rows", "Columns", "SamplesPerPixel", "PhotometricInterpretation", "PlanarConfiguration"),
    *("BitsAllocated", "BitsStored", "HighBit", "PixelRepresentation"),
)
_PLUGIN = {str(syntax): plugin.NAME for syntax in plugin.DECODER_DEPENDENCIES}

plugin.register()
# pydicom logs whole tracebacks of damaged frames; they may quote the file.
logging.getLogger("pydicom").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Frame:
    """Stored values, (rows, columns) or (rows, columns, samples), and the colours they now are.

    `photometric` differs from the header's where a codec undoes its own colour transform
    (YBR_ICT, YBR_RCT → RGB) or chroma is no longer subsampled (YBR_FULL_422 → YBR_FULL).
    """

    values: NDArray[Any]
    photometric: str


def warm() -> None:
    """Loads the codecs' libraries, which they would do on their first frame."""
    _ = imagecodecs.jpeg8_decode, imagecodecs.ljpeg_decode, imagecodecs.jpegls_decode
    _ = imagecodecs.jpegxl_decode, get_decoder(syntaxes.RLE).available_plugins
    for name in ("openjpeg", "rle"):
        importlib.import_module(name)


def read_header(source: Path) -> Dataset:
    """The data set before its pixel data, with what the image module may leave out filled in."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ds = pydicom.dcmread(io.BytesIO(source.read_bytes()), force=True, stop_before_pixels=True)
        return complete(ds)


def complete(ds: Dataset) -> Dataset:
    """Defaults for the attributes of the image pixel module that files omit (PS3.3 §C.7.6.3)."""
    grey = int(ds.get("SamplesPerPixel") or 1) == 1
    defaults = {
        "SamplesPerPixel": 1,
        "PixelRepresentation": 0,
        "BitsStored": ds.get("BitsAllocated"),
        "PhotometricInterpretation": "MONOCHROME2" if grey else "RGB",
    }
    for keyword, value in defaults.items():
        if ds.get(keyword) in (None, "") and value is not None:
            setattr(ds, keyword, value)
    if ds.get("HighBit") in (None, "") and ds.get("BitsStored"):
        ds.HighBit = int(ds.BitsStored) - 1
    if int(ds.SamplesPerPixel) > 1 and ds.get("PlanarConfiguration") in (None, ""):
        ds.PlanarConfiguration = 0
    return ds


def frame_bits(ds: Dataset, tag: int = PIXEL_DATA) -> int:
    """Bits of one native frame (PS3.5 §8.1.1, §8.2); raises Unreadable for an impossible one."""
    try:
        pixels = int(ds.Rows) * int(ds.Columns)
        bits = 8 * _FLOATS[tag].itemsize if tag in _FLOATS else int(ds.BitsAllocated)
        samples = int(ds.SamplesPerPixel)
    except (AttributeError, TypeError, ValueError) as error:
        raise Unreadable(Reason.PIXELS, str(error)) from error
    if str(ds.PhotometricInterpretation) == "YBR_FULL_422" and samples == 3:
        samples = 2
    if not (pixels > 0 and samples > 0 and bits in (1, 8, 16, 32, 64)):
        raise Unreadable(Reason.PIXELS, "impossible image module")
    if pixels * samples * bits > 8 * MAX_FRAME:
        raise Unreadable(Reason.FRAME_TOO_LARGE)
    return pixels * samples * bits


def decode(
    ds: Dataset, data: bytes, syntax: str, *, tag: int = PIXEL_DATA, bit_offset: int = 0
) -> Frame:
    """The stored values of one frame; `data` is its native bytes or its codestream.

    Native little endian throughout. Raises Unreadable when the frame is damaged.
    """
    bits = frame_bits(ds, tag)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _decode(ds, data, syntax, tag, bit_offset, bits)
    except (MemoryError, Unreadable):
        raise
    except Exception as error:  # codecs raise whatever they like on damaged data
        raise Unreadable(Reason.PIXELS, f"{type(error).__name__}: {error}") from error


def _decode(ds: Dataset, data: bytes, syntax: str, tag: int, bit_offset: int, bits: int) -> Frame:
    photometric = str(ds.PhotometricInterpretation)
    if syntax == syntaxes.DEFLATED_FRAMES:
        data, syntax = _inflate(data, (bits + 7) // 8), syntaxes.EXPLICIT
    if syntax in syntaxes.JPEG_XL:
        return Frame(_fitting(ds, np.asarray(imagecodecs.jpegxl_decode(data))), photometric)
    if tag in _FLOATS or int(ds.BitsAllocated) == 1:
        return Frame(_plain(ds, data, tag, bit_offset, bits), photometric)
    native = not syntaxes.is_encapsulated(syntax)
    if native and len(data) * 8 < bits:
        raise Unreadable(Reason.PIXELS, "a frame is too short")
    values, facts = get_decoder(syntaxes.EXPLICIT if native else syntax).as_array(
        _with_pixels(ds, data, syntax, native),
        index=0,
        raw=True,
        decoding_plugin=_PLUGIN.get(syntax, "" if native else "pylibjpeg"),
    )
    colours = str(facts["photometric_interpretation"])
    # No decoder leaves chroma subsampled.
    return Frame(_fitting(ds, values), "YBR_FULL" if colours == "YBR_FULL_422" else colours)


def _with_pixels(ds: Dataset, data: bytes, syntax: str, native: bool) -> Dataset:
    single = Dataset()
    for keyword in _IMAGE_MODULE:
        if keyword in ds:
            setattr(single, keyword, ds[keyword].value)
    single.file_meta = FileMetaDataset()
    single.file_meta.TransferSyntaxUID = UID(syntaxes.EXPLICIT if native else syntax)
    single.set_original_encoding(False, True)
    single.NumberOfFrames = 1
    single.PixelData = data + b"\0" * (len(data) % 2) if native else encapsulate([data])
    single["PixelData"].VR = "OW" if int(ds.BitsAllocated) > 8 else "OB"
    single["PixelData"].is_undefined_length = not native
    return single


def _inflate(data: bytes, size: int) -> bytes:
    inflater = zlib.decompressobj(-15)
    plain = inflater.decompress(data, size + 1)
    if len(plain) < size:
        raise Unreadable(Reason.PIXELS, "a deflated frame is too short")
    return plain[:size]


def _plain(ds: Dataset, data: bytes, tag: int, bit_offset: int, bits: int) -> NDArray[Any]:
    shape = (int(ds.Rows), int(ds.Columns))
    if tag in _FLOATS:
        values: NDArray[Any] = np.frombuffer(data, _FLOATS[tag], shape[0] * shape[1])
        return values.reshape(shape)
    flat = np.unpackbits(np.frombuffer(data, np.uint8), bitorder="little")
    flat = flat[bit_offset : bit_offset + bits]
    samples = int(ds.SamplesPerPixel)
    return flat.reshape(shape if samples == 1 else (*shape, samples))


def _fitting(ds: Dataset, values: NDArray[Any]) -> NDArray[Any]:
    """In the size and signedness the header announces, whatever container a codec chose."""
    kind = "i" if int(ds.PixelRepresentation) == 1 else "u"
    size = max(1, int(ds.BitsAllocated) // 8)
    expected = (int(ds.Rows), int(ds.Columns))
    if values.shape[:2] != expected:
        raise Unreadable(Reason.PIXELS, "the codestream has another size than the header")
    return values.astype(np.dtype(f"<{kind}{size}"), copy=False)


def as_stored(ds: Dataset, frame: Frame) -> bytes:
    """The frame as Explicit VR Little Endian holds it, planes as the header says."""
    values = frame.values
    if values.ndim == 3 and int(ds.get("PlanarConfiguration") or 0) == 1:
        values = np.ascontiguousarray(values.transpose(2, 0, 1))
    if values.dtype.itemsize == 1 and int(ds.get("BitsAllocated") or 8) == 1:
        return np.packbits(values.reshape(-1), bitorder="little").tobytes()
    return values.astype(values.dtype.newbyteorder("<"), copy=False).tobytes()
