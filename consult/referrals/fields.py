"""Checks of what is typed into the papers of a referral; each raises Invalid naming the field."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from consult.errors import Invalid

MAX_TEXT = 8_000
MAX_LINE = 200
MAX_ROWS = 60


def known(data: object, names: Collection[str], field: str = "") -> Mapping[str, Any]:
    """A mapping with no other names than these."""
    if not isinstance(data, Mapping):
        raise Invalid("referral.bad_value", field=field)
    unknown = set(data) - set(names)
    if unknown:
        raise Invalid("form.unknown_field", field=_at(field, min(map(str, unknown))))
    return data


def texts(data: Mapping[str, Any], names: Collection[str], limit: int = MAX_TEXT) -> dict[str, str]:
    """Trimmed texts; empty ones are left out."""
    clean = {name: line(data.get(name), name, limit) for name in names}
    return {name: text for name, text in clean.items() if text}


def line(value: object, field: str, limit: int = MAX_LINE) -> str:
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > limit:
        raise Invalid("form.text_too_long", field=field, limit=limit)
    return value.strip()


def required(value: object, field: str, limit: int = MAX_LINE) -> str:
    text = line(value, field, limit)
    if not text:
        raise Invalid("referral.field_missing", field=field)
    return text


def one(value: object, allowed: Collection[str], field: str) -> str:
    """One of the codes, or "" where nothing was chosen."""
    if value in (None, ""):
        return ""
    if not isinstance(value, str) or value not in allowed:
        raise Invalid("referral.bad_value", field=field)
    return str(value)


def rows(value: object, field: str) -> list[Any]:
    if value is None:
        return []
    if not isinstance(value, list | tuple) or len(value) > MAX_ROWS:
        raise Invalid("referral.too_many_rows", field=field, limit=MAX_ROWS)
    return list(value)


def lines(value: object, field: str) -> list[str]:
    return [text for each in rows(value, field) if (text := line(each, field))]


def day(value: object, field: str) -> str:
    """A calendar day as ISO text."""
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError as error:
        raise Invalid("referral.bad_date", field=field) from error


def _at(field: str, name: str) -> str:
    return f"{field}.{name}" if field else name
