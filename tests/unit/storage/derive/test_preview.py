"""Photographs come out upright and bounded, whatever side the telephone was held."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import ExifTags, Image

from consult.studies.reasons import Reason
from storage.codecs.errors import Unreadable
from storage.derive.preview import make_preview

# The stored corner that is top left once the picture stands upright.
TOP_LEFT_STORED = {1: (0, 0), 3: (1, 1), 6: (0, 1), 8: (1, 0)}


def _photo(orientation: int, size: tuple[int, int] = (40, 20), fmt: str = "JPEG") -> bytes:
    """Grey, with the corner that belongs top left marked red."""
    width, height = size
    image = Image.new("RGB", size, (90, 90, 90))
    x, y = TOP_LEFT_STORED[orientation]
    left, top = x * width // 2, y * height // 2
    image.paste((250, 0, 0), (left, top, left + width // 2, top + height // 2))
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    out = io.BytesIO()
    image.save(out, fmt, exif=exif, **({"quality": 95} if fmt == "JPEG" else {}))
    return out.getvalue()


@pytest.mark.parametrize("orientation", TOP_LEFT_STORED)
@pytest.mark.parametrize("fmt", ["JPEG", "PNG"])
def test_the_marked_corner_ends_top_left(tmp_path: Path, orientation: int, fmt: str) -> None:
    path = tmp_path / "photo"
    path.write_bytes(_photo(orientation, fmt=fmt))
    made = make_preview(path, fmt.lower())
    assert (made.image.width, made.image.height, made.image.orientation) == (40, 20, orientation)
    with Image.open(io.BytesIO(made.data)) as upright:
        assert upright.size == ((20, 40) if orientation in {6, 8} else (40, 20))
        red, green, _ = upright.convert("RGB").split()
        assert min(red.crop((2, 2, 5, 5)).tobytes()) > 180
        assert max(green.crop((2, 2, 5, 5)).tobytes()) < 70
        assert upright.getexif().get(ExifTags.Base.Orientation, 1) == 1


def test_large_pictures_shrink(tmp_path: Path) -> None:
    path = tmp_path / "photo"
    path.write_bytes(_photo(1, size=(4200, 300)))
    made = make_preview(path, "jpeg")
    with Image.open(io.BytesIO(made.data)) as small:
        assert max(small.size) == 2000
    assert made.image.width == 4200


def test_a_picture_must_be_what_its_first_bytes_say(tmp_path: Path) -> None:
    path = tmp_path / "photo"
    path.write_bytes(_photo(1))
    with pytest.raises(Unreadable) as caught:
        make_preview(path, "png")
    assert caught.value.reason is Reason.IMAGE


def test_a_cut_photo_is_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "photo"
    path.write_bytes(_photo(1, size=(400, 400))[:600])
    with pytest.raises(Unreadable) as caught:
        make_preview(path, "jpeg")
    assert caught.value.reason is Reason.IMAGE
