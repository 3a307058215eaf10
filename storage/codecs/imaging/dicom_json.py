"""A data set as DICOM JSON (PS3.18 annex F), its text in Unicode whatever its sender wrote."""

from __future__ import annotations

import base64
import math
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydicom.charset import convert_encodings, decode_bytes
from pydicom.dataelem import RawDataElement
from pydicom.dataset import Dataset
from pydicom.multival import MultiValue
from pydicom.sequence import Sequence

from storage.codecs.text import clean, guess

Json = dict[str, Any]
# Whether the value at this path lies in the file as bulk data: then it is named, not copied.
IsBulk = Callable[[str], bool]

_CHARSET_TAG = "00080005"
_BINARY = frozenset({"OB", "OW", "OF", "OD", "OL", "OV", "UN"})
_WRITTEN = frozenset({"SH", "LO", "UC", "PN"})
_PARAGRAPHS = frozenset({"ST", "LT", "UT"})
_CODES = frozenset({"AE", "AS", "CS", "DA", "DT", "TM", "UI", "UR"})
_INTEGERS = frozenset({"US", "SS", "UL", "SL", "UV", "SV"})
_DELIMITERS = frozenset(b"\\^=\r\n\t\f")
_MAX_TEXT = 64 * 1024
_PN_GROUPS = ("Alphabetic", "Ideographic", "Phonetic")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the data set we are: the path so far and the text encodings that hold here."""

    path: tuple[str, ...]
    encodings: tuple[str, ...]
    is_bulk: IsBulk


def dataset_json(ds: Dataset, is_bulk: IsBulk) -> Json:
    """Every readable element but group lengths; unreadable ones are left out.

    Bulk values become a BulkDataURI "bulkdata/<path>", relative to the instance.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = _dataset(ds, _Place((), (), is_bulk))
    if _CHARSET_TAG in found:
        found[_CHARSET_TAG] = {"vr": "CS", "Value": ["ISO_IR 192"]}
    return found


def _dataset(ds: Dataset, place: _Place) -> Json:
    charset = ds.get("SpecificCharacterSet")
    if charset:
        names = list(charset) if isinstance(charset, (list, MultiValue)) else [str(charset)]
        place = _Place(place.path, tuple(convert_encodings(names)), place.is_bulk)
    found: Json = {}
    for tag in sorted(ds.keys()):
        if tag.element == 0:
            continue
        try:
            found[f"{tag:08X}"] = _element(ds, tag, place)
        except (MemoryError, RecursionError):
            raise
        except Exception:  # noqa: S112 - one unreadable value must not hide the others
            continue
    return found


def _element(ds: Dataset, tag: Any, place: _Place) -> Json:
    raw = ds.get_item(tag)
    written = raw.value if isinstance(raw, RawDataElement) else None
    element = ds[tag]
    vr = _one_vr(str(element.VR))
    name = f"{tag:08X}"
    if vr == "SQ" and isinstance(element.value, Sequence):
        return _filled("SQ", [_item(item, n, name, place) for n, item in enumerate(element.value)])
    if place.is_bulk("/".join((*place.path, name))) and (vr in _BINARY or vr in _PARAGRAPHS):
        return {"vr": vr, "BulkDataURI": "bulkdata/" + "/".join((*place.path, name))}
    if vr in _BINARY:
        return _binary(vr, element.value)
    if vr in _WRITTEN or vr in _PARAGRAPHS:
        return _filled(vr, _text(vr, written, element.value, place))
    return _filled(vr, _plain(vr, element.value))


def _item(item: Dataset, number: int, name: str, place: _Place) -> Json:
    within = (*place.path, name, str(number))
    return _dataset(item, _Place(within, place.encodings, place.is_bulk))


def _one_vr(vr: str) -> str:
    """Where only the context says which (PS3.6 "US or SS"), the first, but words for bytes."""
    first = vr.partition(" or ")[0]
    return "OW" if first in {"OB", "OW"} and " or " in vr else first


def _filled(vr: str, values: list[Any]) -> Json:
    return {"vr": vr, "Value": values} if values else {"vr": vr}


def _binary(vr: str, value: Any) -> Json:
    if not isinstance(value, bytes) or not value:
        return {"vr": vr}
    return {"vr": vr, "InlineBinary": base64.b64encode(value).decode()}


def _text(vr: str, written: Any, value: Any, place: _Place) -> list[Any]:
    if isinstance(written, bytes):
        text = _decoded(written.rstrip(b"\0 "), place.encodings)
    else:
        text = "\\".join(map(str, value)) if isinstance(value, MultiValue) else str(value or "")
    if not text.strip():
        return []
    if vr in _PARAGRAPHS:
        lines = text[:_MAX_TEXT].splitlines()
        return ["\n".join(clean(line, _MAX_TEXT) for line in lines)]
    parts = [part if vr == "PN" else clean(part, _MAX_TEXT) for part in text.split("\\")]
    return [(_person_name(part) if vr == "PN" else part) or None for part in parts]


def _decoded(written: bytes, encodings: tuple[str, ...]) -> str:
    """Old Chinese modalities write GBK without naming it: nothing declared is guessed."""
    if not encodings or encodings == ("iso8859",):
        try:
            return written.decode("ascii")
        except UnicodeDecodeError:
            return guess(written)[0]
    return decode_bytes(written, list(encodings), set(_DELIMITERS))


def _person_name(text: str) -> Json:
    groups = [clean(group, 256) for group in text.split("=")[:3]]
    return {name: group for name, group in zip(_PN_GROUPS, groups, strict=False) if group}


def _plain(vr: str, value: Any) -> list[Any]:
    if value is None or value in ("", b""):
        return []
    values = list(value) if isinstance(value, (list, MultiValue)) else [value]
    return [_one(vr, item) for item in values]


def _one(vr: str, value: Any) -> Any:
    if value is None or value == "":
        return None
    if vr in _CODES:
        return clean(str(value), 1024)
    if vr == "AT":
        return f"{int(value):08X}"
    if vr in _INTEGERS or vr == "IS":
        return int(value)
    number = float(value)
    return number if math.isfinite(number) else None
