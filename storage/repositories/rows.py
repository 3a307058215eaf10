"""One repository for every table that is plain rows of values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Generic, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import IntegrityError

from consult.errors import Duplicate, NotFound, StaleVersion
from storage.database.statement import Statement, among
from storage.database.tables.columns import MADE
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
        self._made = _made(table)

    def get(self, *key: object) -> T:
        names = [column.name for column in self._key]
        found = self.find(**dict(zip(names, key, strict=True)))
        if found is None:
            raise NotFound(self._table.name)
        return found

    def find(self, **equal: object) -> T | None:
        rows = self._select(equal, one=True).rows(self._conn, equal)
        return self._mapper.from_row(rows[0]) if rows else None

    def list(self, **equal: object) -> Sequence[T]:
        rows = self._select(equal, one=False).rows(self._conn, equal)
        return [self._mapper.from_row(row) for row in rows]

    def add(self, item: T, /) -> None:
        try:
            added = self._statement("add", self._insert).run(self._conn, self._dump(item))
        except IntegrityError as error:
            if "unique" in str(error.orig).lower():
                raise Duplicate(f"{self._table.name}.duplicate") from error
            raise
        if added != 1:  # PostgreSQL: it was there
            raise Duplicate(f"{self._table.name}.duplicate")

    def save(self, item: T, /) -> None:
        values = self._keyed(item)
        if self._guard is not None:
            values[_this(self._guard)] = values[self._guard] - 1
        if self._statement("save", self._update).run(self._conn, values) != 1:
            raise StaleVersion(self._table.name)

    def remove(self, item: T, /) -> None:
        self._statement("remove", self._delete).run(self._conn, self._keyed(item))

    def _keyed(self, item: T) -> dict[str, Any]:
        """The row's values, those of its key by the names of `_this`."""
        values = self._dump(item)
        for column in self._key:
            values[_this(column.name)] = values.pop(column.name)
        return values

    def _dump(self, item: T) -> dict[str, Any]:
        values = self._mapper.dump(item)
        for name, make in self._made:
            values[name] = make(values)
        return values

    # ---- statements: making one costs more than running it

    def _statement(self, verb: object, make: Callable[[], Statement]) -> Statement:
        asked = (self._table.name, self._mapper.kind, self._conn.dialect.name, verb)
        known = _STATEMENTS.get(asked)
        if known is None:
            known = _STATEMENTS[asked] = make()
        return known

    def _insert(self) -> Statement:
        """PostgreSQL's transaction would be lost with a row that is there; SQLite's is not."""
        if self._conn.dialect.name == "postgresql":
            return Statement(postgresql.insert(self._table).on_conflict_do_nothing())
        return Statement(sa.insert(self._table), self._written())

    def _update(self) -> Statement:
        where = self._where(*(column.name for column in self._key))
        if self._guard is not None:
            where += self._where(self._guard)
        keys = {column.name for column in self._key}
        rest = [name for name in self._written() if name not in keys]
        return Statement(sa.update(self._table).where(*where), rest)

    def _delete(self) -> Statement:
        where = self._where(*(column.name for column in self._key))
        return Statement(sa.delete(self._table).where(*where))

    def _written(self) -> list[str]:
        return [*self._mapper.names, *(name for name, _ in self._made)]

    def _where(self, *names: str) -> list[sa.ColumnElement[bool]]:
        return [self._table.c[name] == sa.bindparam(_this(name)) for name in names]

    def _select(self, equal: dict[str, object], *, one: bool) -> Statement:
        shapes = tuple((name, _shape(value)) for name, value in equal.items())

        def make() -> Statement:
            query = sa.select(*self._columns).where(*(self._fits(*shape) for shape in shapes))
            return Statement(query.limit(1) if one else query.order_by(*self._order))

        return self._statement((one, shapes), make)

    def _fits(self, name: str, shape: str) -> sa.ColumnElement[bool]:
        column = self._table.c[name]
        if shape == "one of":
            return among(column, name)
        return column.is_(None) if shape == "null" else column == sa.bindparam(name)


@cache
def _made(table: sa.Table) -> Sequence[tuple[str, Callable[[dict[str, Any]], Any]]]:
    """Columns that follow from others, with what makes them."""
    return [(column.name, column.info[MADE]) for column in table.columns if MADE in column.info]


_STATEMENTS: dict[tuple[object, ...], Statement] = {}


def _shape(value: object) -> str:
    if isinstance(value, list | tuple | set | frozenset):
        return "one of"
    return "null" if value is None else "equal"


def _this(name: str) -> str:
    """A value that finds the row, beside the one it gets."""
    return f"this_{name}"
