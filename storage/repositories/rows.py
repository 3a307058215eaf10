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
        row = self._conn.execute(self._select(equal).limit(1)).mappings().first()
        return None if row is None else self._mapper.load(dict(row))

    def list(self, **equal: object) -> Sequence[T]:
        rows = self._conn.execute(self._select(equal).order_by(*self._order)).mappings()
        return [self._mapper.load(dict(row)) for row in rows]

    def add(self, item: T, /) -> None:
        insert = sa.insert(self._table).values(self._mapper.dump(item))
        try:
            with self._conn.begin_nested():
                self._conn.execute(insert)
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

    def _select(self, equal: dict[str, object]) -> sa.Select[Any]:
        return sa.select(*self._columns).where(
            *(self._fits(name, value) for name, value in equal.items())
        )

    def _fits(self, name: str, value: object) -> sa.ColumnElement[bool]:
        column = self._table.c[name]
        if isinstance(value, list | tuple | set | frozenset):
            return column.in_(list(value))
        if value is None:
            return column.is_(None)
        return column == value
