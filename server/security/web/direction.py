"""Signs that turn the direction of text around: a name with one makes the dose after it lie."""

from __future__ import annotations

import re

# Unicode's embeddings, overrides and isolates; the plain marks of right-to-left scripts stay.
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_SIGNS = str.maketrans("", "", TURNING)
_BYTES = re.compile(rb"\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]")
# A backslash always stands with what follows it, so that an escaped backslash is not misread.
_ESCAPES = re.compile(rb"\\(u20(?:2[a-eA-E]|6[6-9])|.)", re.DOTALL)


def without_turning(text: str) -> str:
    return text.translate(_SIGNS)


def json_without_turning(raw: bytes) -> bytes:
    """The same for JSON, where the signs may be written as they are or as escapes."""
    if b"\\u20" in raw:
        raw = _ESCAPES.sub(_kept, raw)
    return _BYTES.sub(b"", raw) if b"\xe2" in raw else raw


def _kept(found: re.Match[bytes]) -> bytes:
    return b"" if len(found[1]) > 1 else found[0]
