"""Rows to values and back, read off a dataclass once."""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from enum import StrEnum
from operator import attrgetter
from typing import Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
Convert = Callable[[Any], Any]


class Mapper(Generic[T]):
    """Builds a `kind` from a row's mapping: enumerations and tuples come back as such."""

    def __init__(self, kind: type[T]) -> None:
        self.kind = kind
        hints = get_type_hints(kind)
        self.names = tuple(field.name for field in fields(kind))  # type: ignore[arg-type]
        self._get = attrgetter(*self.names)  # a tuple: every value has two fields or more
        self._instants = [place for place, name in enumerate(self.names) if _dated(hints[name])]
        self._convert = [
            (place, name, convert)
            for place, name in enumerate(self.names)
            if (convert := _converter(hints[name])) is not None
        ]

    def load(self, row: Mapping[str, Any]) -> T:
        return self.from_row([row[name] for name in self.names])

    def from_row(self, row: Sequence[Any]) -> T:
        """`row` in the order of `names`."""
        values = list(row)
        for place, _, convert in self._convert:
            if values[place] is not None:
                values[place] = convert(values[place])
        return self.kind(**dict(zip(self.names, values, strict=True)))

    def from_json(self, row: list[Any]) -> T:
        """As `from_row`, of a row that came as JSON: instants as text."""
        for place in self._instants:
            if row[place] is not None:
                row[place] = instant(row[place])
        return self.from_row(row)

    def dump(self, item: T) -> dict[str, Any]:
        values = dict(zip(self.names, self._get(item), strict=True))
        for _, name, _ in self._convert:
            values[name] = _plain(values[name])
        return values


def _converter(hint: Any) -> Convert | None:
    if get_origin(hint) in (Union, types.UnionType):
        inner = [arg for arg in get_args(hint) if arg is not type(None)]
        return _converter(inner[0]) if len(inner) == 1 else None
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint
    if get_origin(hint) is tuple:
        element = _converter(get_args(hint)[0])
        return (lambda values: tuple(map(element, values))) if element else tuple
    return None


def _dated(hint: Any) -> bool:
    return hint is datetime or datetime in get_args(hint)


def instant(text: str) -> datetime:
    """SQLite's own text names no zone and means UTC."""
    at = datetime.fromisoformat(text)
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def _plain(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value
