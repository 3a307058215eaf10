"""What a setting was and what it became, for the audit trail; never of a patient's data."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields
from datetime import date, datetime
from enum import Enum
from typing import Any

# By field, what it was and what it became: nothing for what is not said.
Changes = dict[str, list[object]]
# Names of the row itself, and counters that grow with every change.
_ALWAYS = frozenset({"id", "version"})


def changes_of(old: Any, new: Any, *, unsaid: Collection[str] = ()) -> Changes | None:
    """Between two values of one class; None for either where it was not there, or is no more.

    Of the fields `unsaid` only that they changed.
    """
    names = [each.name for each in fields(new if old is None else old) if each.name not in _ALWAYS]
    found: Changes = {}
    for name in names:
        was, became = (_plain(getattr(one, name, None)) for one in (old, new))
        if was != became:
            found[name] = [] if name in unsaid else [was, became]
    return found or None


def _plain(value: object) -> object:
    match value:
        case Enum():
            return value.value
        case datetime() | date():
            return value.isoformat()
        case tuple() | list():
            return [_plain(each) for each in value]
        case dict():
            return {str(name): _plain(each) for name, each in value.items()}
        case _:
            return value
