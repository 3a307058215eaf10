"""From stored values to what a screen shows: modality, VOI and palette look-ups (PS3.3 §C.11)."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from pydicom.dataset import Dataset
from pydicom.multival import MultiValue
from pydicom.pixels.processing import (
    apply_color_lut,
    apply_modality_lut,
    apply_voi,
    convert_color_space,
)

from storage.codecs.imaging.pixels import Frame

MAX_SIDE = 4096
_LINEAR, _EXACT, _SIGMOID = "LINEAR", "LINEAR_EXACT", "SIGMOID"


@dataclass(frozen=True, slots=True)
class Window:
    """Centre and width in modality values (Hounsfield units…), and the function's name."""

    center: float
    width: float
    function: str = _LINEAR


def displayed(ds: Dataset, frame: Frame, number: int, window: Window | None) -> NDArray[np.uint8]:
    """Eight-bit grey (rows, columns) or RGB (rows, columns, 3) of frame `number`, from 1.

    Without `window` the file's own first one is taken, then its VOI table, then its full range.
    """
    if frame.values.ndim == 3:
        return _colours(frame)
    if frame.photometric == "PALETTE COLOR":
        return _eight_bits(apply_color_lut(frame.values, ds))
    values = _modality(ds, frame.values, number)
    if frame.values.dtype.kind == "f":
        # The plain linear function is made for integers: at a width of 1 it is a step.
        window = window or _own_window(_group(ds, "FrameVOILUTSequence", number) or ds)
        window = replace(window, function=_EXACT) if window else None
    grey = _voi(ds, values, number, window)
    if frame.photometric == "MONOCHROME1" or ds.get("PresentationLUTShape") == "INVERSE":
        grey = 1 - grey
    shown: NDArray[np.uint8] = np.rint(np.clip(grey, 0, 1) * 255).astype(np.uint8)
    return shown


def _colours(frame: Frame) -> NDArray[np.uint8]:
    values = frame.values
    if frame.photometric.startswith("YBR_FULL"):
        values = convert_color_space(values.astype(np.uint8), "YBR_FULL", "RGB")
    return _eight_bits(values)[..., :3]


def _eight_bits(values: NDArray[Any]) -> NDArray[np.uint8]:
    shift = 8 * (values.dtype.itemsize - 1)
    return (values >> shift).astype(np.uint8) if shift else values.astype(np.uint8)


def _modality(ds: Dataset, values: NDArray[Any], number: int) -> NDArray[Any]:
    values = _sign_extended(ds, values)
    group = _group(ds, "PixelValueTransformationSequence", number)
    if group is None:
        return np.asarray(apply_modality_lut(values, ds))
    return np.asarray(apply_modality_lut(values, group))


def _sign_extended(ds: Dataset, values: NDArray[Any]) -> NDArray[Any]:
    """Bits above Bits Stored are not part of a value: old files keep overlays there."""
    if values.dtype.kind not in "iu" or values.dtype.itemsize == 1:
        return values
    spare = 8 * values.dtype.itemsize - int(ds.BitsStored)
    return (values << spare) >> spare if spare > 0 else values


def _voi(ds: Dataset, values: NDArray[Any], number: int, window: Window | None) -> NDArray[Any]:
    """Values from 0 (black) to 1 (white)."""
    source = _group(ds, "FrameVOILUTSequence", number) or ds
    window = window or _own_window(source)
    if window is not None:
        return windowed(values, window)
    if source.get("VOILUTSequence") and int(ds.get("BitsAllocated") or 0) <= 16:
        bits = int(source.VOILUTSequence[0].LUTDescriptor[2])
        looked_up: NDArray[Any] = apply_voi(np.rint(values).astype(np.int32), source).astype(
            np.float32
        )
        return np.asarray(looked_up / (2**bits - 1))
    if int(ds.get("BitsAllocated") or 0) == 1:
        return values.astype(np.float32)
    return _full_range(values)


def _full_range(values: NDArray[Any]) -> NDArray[Any]:
    finite = values[np.isfinite(values)] if values.dtype.kind == "f" else values
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 0.0)
    scaled = (values.astype(np.float32) - low) / (high - low or 1)
    full: NDArray[Any] = np.nan_to_num(scaled, posinf=1, neginf=0)
    return full


def windowed(values: NDArray[Any], window: Window) -> NDArray[Any]:
    """PS3.3 §C.11.2.1.2 (linear) and §C.11.2.1.3, not yet clipped to 0…1."""
    center, width = window.center, window.width
    x = values.astype(np.float32)
    if window.function == _SIGMOID:
        return np.asarray(1 / (1 + np.exp(-4 * (x - center) / max(width, 1e-6))))
    if window.function == _EXACT:
        return np.asarray((x - center) / max(width, 1e-6) + 0.5)
    if width <= 1:
        return (x > center - 0.5).astype(np.float32)
    return np.asarray((x - (center - 0.5)) / (width - 1) + 0.5)


def _own_window(source: Dataset) -> Window | None:
    try:
        center, width = _first(source.WindowCenter), _first(source.WindowWidth)
    except (AttributeError, TypeError, ValueError):
        return None
    function = str(source.get("VOILUTFunction") or _LINEAR)
    return Window(center, width, function) if width > 0 else None


def _first(value: Any) -> float:
    return float(value[0] if isinstance(value, (list, MultiValue)) else value)


def _group(ds: Dataset, keyword: str, number: int) -> Dataset | None:
    """The functional group of a frame, its own before the shared one (PS3.3 §C.7.6.16)."""
    frames = ds.get("PerFrameFunctionalGroupsSequence") or []
    own = frames[number - 1] if 0 < number <= len(frames) else None
    shared = (ds.get("SharedFunctionalGroupsSequence") or [None])[0]
    for holder in (own, shared):
        found = holder.get(keyword) if holder is not None else None
        if found:
            item: Dataset = found[0]
            return item
    return None


def picture(shown: NDArray[np.uint8], media_type: str, viewport: tuple[int, int] | None) -> bytes:
    """JPEG (lossy) or PNG (lossless), made smaller to fit (width, height), never larger."""
    image = Image.fromarray(shown)
    width, height = viewport or image.size
    image.thumbnail((min(width, MAX_SIDE), min(height, MAX_SIDE)), Image.Resampling.BOX)
    out = io.BytesIO()
    if media_type == "image/png":
        image.save(out, "PNG", compress_level=3)
    else:
        image.save(out, "JPEG", quality=80)
    return out.getvalue()
