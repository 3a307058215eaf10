"""Rows to values and back, read off a dataclass once."""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import fields
from enum import StrEnum
from typing import Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
Convert = Callable[[Any], Any]


class Mapper(Generic[T]):
    """Builds a `kind` from a row's mapping: enumerations and tuples come back as such."""

    def __init__(self, kind: type[T]) -> None:
        self.kind = kind
        hints = get_type_hints(kind)
        self.names = tuple(field.name for field in fields(kind))  # type: ignore[arg-type]
        self._convert = {
            name: convert for name in self.names if (convert := _converter(hints[name])) is not None
        }

    def load(self, row: Mapping[str, Any]) -> T:
        values = {name: row[name] for name in self.names}
        for name, convert in self._convert.items():
            if values[name] is not None:
                values[name] = convert(values[name])
        return self.kind(**values)

    def dump(self, item: T) -> dict[str, Any]:
        return {name: _plain(getattr(item, name)) for name in self.names}


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


def _plain(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value
