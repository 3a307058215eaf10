"""Names, lines and codes of the network's records, checked before they are kept."""

from __future__ import annotations

from consult.errors import Invalid
from consult.network.specialties import SPECIALTIES

LOCALES = ("en", "zh-CN", "vi")
MAX_NAME = 200


def check_name(name: str, field: str = "name") -> str:
    name = name.strip()
    if not name or len(name) > MAX_NAME:
        raise Invalid("network.bad_name", field=field, limit=MAX_NAME)
    return name


def short_line(text: str, field: str) -> str:
    """A short text as it is kept."""
    text = text.strip()
    if len(text) > MAX_NAME:
        raise Invalid("network.too_long", field=field, limit=MAX_NAME)
    return text


def check_specialty(code: str, field: str = "specialty") -> str:
    if code not in SPECIALTIES:
        raise Invalid("network.bad_specialty", field=field, value=code)
    return code
