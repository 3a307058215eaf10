"""One repository for every table that is plain rows of values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from consult.errors import Duplicate, NotFound, StaleVersion
from storage.repositories.mapping import Mapper

T = TypeVar("T")


class Rows(Generic[T]):
    """`consult.ports.Repository` over a table; `guard` names its optimistic counter, if any."""

    def __init__(
        self,
        conn: sa.Connection,
        table: sa.Table,
        mapper: Mapper[T],
        *,
        guard: str | None = None,
        order: str | None = None,
    ) -> None:
        self._conn = conn
        self._table = table
        self._mapper = mapper
        self._guard = guard
        self._key = tuple(table.primary_key.columns)
        self._order = (table.c[order], *self._key) if order else self._key
        self._columns = [table.c[name] for name in mapper.names]

    def get(self, *key: object) -> T:
        names = [column.name for column in self._key]
        found = self.find(**dict(zip(names, key, strict=True)))
        if found is None:
            raise NotFound(self._table.name)
        return found

    def find(self, **equal: object) -> T | None:
        row = self._conn.execute(self._select(equal, one=True), _values(equal)).first()
        return None if row is None else self._mapper.from_row(row)

    def list(self, **equal: object) -> Sequence[T]:
        rows = self._conn.execute(self._select(equal, one=False), _values(equal))
        return [self._mapper.from_row(row) for row in rows]

    def add(self, item: T, /) -> None:
        values = self._mapper.dump(item)
        try:
            with self._conn.begin_nested():
                self._conn.execute(sa.insert(self._table), values)
        except IntegrityError as error:
            if "unique" in str(error.orig).lower() or "duplicate" in str(error.orig).lower():
                raise Duplicate(f"{self._table.name}.duplicate") from error
            raise

    def save(self, item: T, /) -> None:
        values = self._mapper.dump(item)
        where = [column == values[column.name] for column in self._key]
        if self._guard is not None:
            where.append(self._table.c[self._guard] == values[self._guard] - 1)
        result = self._conn.execute(sa.update(self._table).where(*where).values(values))
        if result.rowcount != 1:
            raise StaleVersion(self._table.name)

    def remove(self, item: T, /) -> None:
        values = self._mapper.dump(item)
        where = [column == values[column.name] for column in self._key]
        self._conn.execute(sa.delete(self._table).where(*where))

    def _select(self, equal: dict[str, object], *, one: bool) -> sa.Select[Any]:
        """Made once for each set of filters: making it costs more than running it."""
        kind = self._mapper.kind
        asked = (
            self._table.name,
            kind,
            one,
            *((name, _shape(value)) for name, value in equal.items()),
        )
        known = _SELECTS.get(asked)
        if known is None:
            query = sa.select(*self._columns).where(
                *(self._fits(name, _shape(value)) for name, value in equal.items())
            )
            known = _SELECTS[asked] = query.limit(1) if one else query.order_by(*self._order)
        return known

    def _fits(self, name: str, shape: str) -> sa.ColumnElement[bool]:
        column = self._table.c[name]
        if shape == "one of":
            return column.in_(sa.bindparam(name, expanding=True))
        return column.is_(None) if shape == "null" else column == sa.bindparam(name)


_SELECTS: dict[tuple[object, ...], sa.Select[Any]] = {}


def _shape(value: object) -> str:
    if isinstance(value, list | tuple | set | frozenset):
        return "one of"
    return "null" if value is None else "equal"


def _values(equal: dict[str, object]) -> dict[str, object]:
    return {
        name: list(value) if _shape(value) == "one of" else value  # type: ignore[call-overload]
        for name, value in equal.items()
        if value is not None
    }
