"""Repair of text as old recorders write it: escape rests, GBK without saying so, stray controls."""

from __future__ import annotations

import re
import unicodedata

# ISO 2022 designations that decoders leave in the text (DICOM PS3.5 §6.1.2.5).
_DESIGNATION = re.compile(r"\x1b(?:\$?[()\-)*+][0-9A-Z@]|\$[@AB])")
_MAX_TEXT = 1024


def clean(text: str, limit: int = _MAX_TEXT) -> str:
    """One line without escape sequences, control or bidirectional-override characters."""
    text = _DESIGNATION.sub("", text)
    text = "".join(" " if ch in "\t\r\n" else ch for ch in text if ch in "\t\r\n" or _visible(ch))
    return " ".join(text.split())[:limit]


def _visible(ch: str) -> bool:
    return unicodedata.category(ch) not in {"Cc", "Cf", "Cs"}


def guess(raw: bytes) -> tuple[str, bool]:
    """Text of bytes whose encoding is not declared, and whether it had to be guessed.

    Plain ASCII is certain; then strict UTF-8, then GB18030, last Latin-1.
    """
    try:
        return raw.decode("ascii"), False
    except UnicodeDecodeError:
        pass
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding), True
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1"), True


def iso_date(text: str) -> str:
    """YYYYMMDD (DICOM DA) as YYYY-MM-DD; anything else cleaned and unchanged."""
    text = clean(text, 32)
    match = re.fullmatch(r"(\d{4})[.\-/]?(\d{2})[.\-/]?(\d{2})", text)
    return "-".join(match.groups()) if match else text


def sex_code(text: str) -> str:
    """M, F, O (other) or "" from a recorder's spelling."""
    known = {"M": "M", "MALE": "M", "男": "M", "F": "F", "FEMALE": "F", "女": "F", "O": "O"}
    return known.get(clean(text, 16).upper(), "")
