"""Transfer syntaxes by what we do with them (PS3.5 §8 and annex A)."""

from __future__ import annotations

IMPLICIT = "1.2.840.10008.1.2"
EXPLICIT = "1.2.840.10008.1.2.1"
DEFLATED = "1.2.840.10008.1.2.1.99"
BIG_ENDIAN = "1.2.840.10008.1.2.2"
DEFLATED_FRAMES = "1.2.840.10008.1.2.8.1"
RLE = "1.2.840.10008.1.2.5"
_JPEG = "1.2.840.10008.1.2.4."
JPEG_XL = frozenset(_JPEG + n for n in ("110", "111", "112"))
# Every frame a file of its own kind, which we decode and any reader may be given as it is.
JPEG_FAMILY = frozenset(
    _JPEG + n for n in ("50", "51", "57", "70", "80", "81", "90", "91", "201", "202", "203")
)
NATIVE = frozenset({IMPLICIT, EXPLICIT, DEFLATED, BIG_ENDIAN})
# Never sent as they are (PS3.18 §8.7.3.2); kept beside the original as Explicit VR Little Endian.
REWRITTEN = frozenset({DEFLATED, BIG_ENDIAN})
DECODED = NATIVE | JPEG_FAMILY | JPEG_XL | {RLE, DEFLATED_FRAMES}
VIDEO = frozenset(
    _JPEG + n + end
    for n in ("100", "101", "102", "103", "104", "105", "106", "107", "108")
    for end in ("", ".1")
)
LOSSY = frozenset(_JPEG + n for n in ("50", "51", "81", "91", "203", "112"))


def is_encapsulated(syntax: str) -> bool:
    """Whether pixel data of this syntax comes in fragments."""
    return syntax not in NATIVE
