"""An upright, bounded copy of a photograph or scan, for the page viewer (not for diagnosis)."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from pathlib import Path

from PIL import ExifTags, Image, ImageOps

from consult.studies.manifest import ImageSummary
from consult.studies.reasons import Caution, Reason
from storage.codecs.errors import Unreadable

MAKER = "preview"
MAKER_VERSION = "1"
MAX_SIDE = 2000
MAX_PIXELS = 64_000_000

# Pillow warns at this size and refuses at twice; our own limit comes first.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS
_PILLOW = {
    "jpeg": ("JPEG", "MPO"),
    "png": ("PNG",),
    "webp": ("WEBP",),
    "bmp": ("BMP",),
    "gif": ("GIF",),
    "tiff": ("TIFF",),
}
FORMATS = frozenset(_PILLOW)


@dataclass(frozen=True, slots=True)
class Preview:
    """What was found and the copy made: JPEG for JPEG, PNG for all others."""

    image: ImageSummary
    data: bytes
    media_type: str
    warnings: tuple[Caution, ...]


def warm() -> None:
    """Imports the decoders."""
    Image.init()


def make_preview(path: Path, fmt: str) -> Preview:
    """The preview of an image file of a format named in `FORMATS`; raises Unreadable."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(path, formats=_PILLOW[fmt]) as image:
                return _preview(image, fmt)
        except (Unreadable, MemoryError):
            raise
        except Image.DecompressionBombError as error:
            raise Unreadable(Reason.TOO_MANY_PIXELS) from error
        except Exception as error:  # Pillow's plug-ins raise whatever their decoder does
            raise Unreadable(Reason.IMAGE, f"{type(error).__name__}: {error}") from error


def _preview(image: Image.Image, fmt: str) -> Preview:
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise Unreadable(Reason.TOO_MANY_PIXELS)
    orientation, sound = _orientation(image)
    if fmt == "jpeg":
        image.draft("RGB", (MAX_SIDE, MAX_SIDE))
    upright = ImageOps.exif_transpose(image) if sound else image.copy()
    upright.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    if fmt == "jpeg":
        upright.convert("RGB").save(out, "JPEG", quality=85, optimize=True)
    else:
        _eight_bits(upright).save(out, "PNG", optimize=True)
    return Preview(
        image=ImageSummary(width, height, orientation),
        data=out.getvalue(),
        media_type="image/jpeg" if fmt == "jpeg" else "image/png",
        warnings=() if sound else (Caution.BAD_EXIF,),
    )


def _eight_bits(image: Image.Image) -> Image.Image:
    return image if image.mode in {"1", "L", "LA", "RGB", "RGBA"} else image.convert("RGBA")


def _orientation(image: Image.Image) -> tuple[int, bool]:
    """EXIF orientation 1..8 (1 when absent), and whether the EXIF block could be read."""
    try:
        value = image.getexif().get(ExifTags.Base.Orientation, 1)
    except Exception:  # damaged EXIF must not hide the picture
        return 1, False
    return (value, True) if value in range(1, 9) else (1, value == 0)
