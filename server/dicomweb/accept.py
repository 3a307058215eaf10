"""What a DICOMweb caller accepts (PS3.18 §8.7), and the best of it we have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from starlette.requests import Request

from server.errors import NotAcceptable

EXPLICIT = "1.2.840.10008.1.2.1"
RLE = "1.2.840.10008.1.2.5"
OCTETS, DICOM, DICOM_JSON = (
    "application/octet-stream",
    "application/dicom",
    "application/dicom+json",
)
_4 = "1.2.840.10008.1.2.4."
# PS3.18 table 8.7.3-5: the media types of compressed frames, the default syntax first.
IMAGE_TYPES: Mapping[str, tuple[str, ...]] = {
    "image/jpeg": (_4 + "70", _4 + "50", _4 + "51", _4 + "57"),
    "image/jls": (_4 + "80", _4 + "81"),
    "image/jp2": (_4 + "90", _4 + "91"),
    "image/jphc": (_4 + "202", _4 + "201", _4 + "203"),
    "image/jxl": (_4 + "110", _4 + "111", _4 + "112"),
    "image/dicom-rle": (RLE,),
}
# Sent as stored to whoever says he takes anything; browsers' viewers decode these.
SENT_AS_STORED = frozenset(
    syntax for name, syntaxes in IMAGE_TYPES.items() if name != "image/jxl" for syntax in syntaxes
)
# Possessive, and the text is cut: a header nobody means must not keep the server busy.
_ITEM = re.compile(r'\s*+((?:[^,"]++|"[^"]*+")++)(?:,|$)')
_PARAMETER = re.compile(r';\s*([\w.-]+)\s*=\s*("[^"]*"|[^;\s]*)')
_MOST = 50
_LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Wanted:
    """One alternative: `media_type` of the parts; `syntax` a UID, "*" or None where unsaid."""

    media_type: str
    multipart: bool
    syntax: str | None
    quality: float = 1.0


@dataclass(frozen=True, slots=True)
class Choice:
    """What is sent: parts of `media_type` in `syntax`, in one body or one after the other."""

    media_type: str
    multipart: bool
    syntax: str


def wanted(request: Request) -> list[Wanted]:
    """The alternatives, best first; nothing said means anything.

    The query parameter `accept` stands for the header (PS3.18 §8.3.3.1).
    """
    text = request.query_params.get("accept") or ",".join(request.headers.getlist("accept"))
    found = [_wanted(item) for item in _ITEM.findall(text[:_LONGEST])[:_MOST]]
    return sorted(found or [Wanted("*/*", False, None)], key=lambda each: -each.quality)


def _wanted(item: str) -> Wanted:
    kind = item.partition(";")[0].strip().lower()
    parameters = {name.lower(): value.strip('"') for name, value in _PARAMETER.findall(item)}
    multipart = kind == "multipart/related"
    if multipart:
        kind = parameters.get("type", "*/*").lower()
    return Wanted(kind, multipart, parameters.get("transfer-syntax"), _quality(parameters.get("q")))


def _quality(text: str | None) -> float:
    try:
        return float(text) if text else 1.0
    except ValueError:
        return 0.0


def choose_frames(asked: Iterable[Wanted], stored: str, *, many: bool) -> Choice:
    """How frames in the syntax `stored` are sent; raises NotAcceptable.

    Native pixel data is always Explicit VR Little Endian. A compressed frame is decoded unless
    its syntax, its media type, or anything (`*`) was asked for.
    """
    for each in asked:
        if each.quality <= 0 or (many and not each.multipart and each.media_type != "*/*"):
            continue
        syntax = _syntax(each, stored)
        if syntax is None:
            continue
        any_type = each.media_type in ("*/*", OCTETS)
        multipart = each.multipart or each.media_type == "*/*"
        return Choice(OCTETS if any_type else each.media_type, multipart, syntax)
    raise NotAcceptable("dicom.not_acceptable", stored=stored)


def _syntax(each: Wanted, stored: str) -> str | None:
    if each.media_type in IMAGE_TYPES:
        fits = stored in IMAGE_TYPES[each.media_type] and each.syntax in (None, "*", stored)
        return stored if fits else None
    if each.media_type not in ("*/*", OCTETS):
        return None
    if each.syntax in (None, EXPLICIT):
        return EXPLICIT
    if each.syntax == "*":
        return stored if stored in SENT_AS_STORED else EXPLICIT
    return stored if each.syntax == stored else None


def choose_instances(asked: Iterable[Wanted], stored: set[str], *, many: bool) -> Choice:
    """How whole instances are sent: as stored (`*`, or their one syntax) or Explicit VR LE."""
    for each in asked:
        if each.quality <= 0 or each.media_type not in ("*/*", DICOM):
            continue
        if many and not each.multipart and each.media_type == DICOM:
            continue
        multipart = each.multipart or each.media_type == "*/*"
        if each.syntax == "*" or {each.syntax} == stored:
            return Choice(DICOM, multipart, "*")
        if each.syntax in (None, EXPLICIT):
            return Choice(DICOM, multipart, EXPLICIT)
    raise NotAcceptable("dicom.not_acceptable", stored=", ".join(sorted(stored)))


def choose(asked: Iterable[Wanted], offered: tuple[str, ...]) -> Choice:
    """The best of whole media types, for answers without transfer syntax; raises NotAcceptable."""
    for each in asked:
        if each.quality <= 0:
            continue
        for media_type in offered:
            family = media_type.partition("/")[0] + "/*"
            if each.media_type in (media_type, family, "*/*"):
                return Choice(media_type, each.multipart, EXPLICIT)
    raise NotAcceptable("dicom.not_acceptable", stored=", ".join(offered))
