"""The statements of a table whose rows are values, each made when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from storage.database.statement import Statement, among
from storage.database.tables.columns import MADE
from storage.repositories.mapping import Mapper

T = TypeVar("T")


class RowStatements(Generic[T]):
    """`guard` names the optimistic counter, `order` what comes before the key in lists."""

    def __init__(
        self,
        table: sa.Table,
        kind: type[T],
        *,
        guard: str | None = None,
        order: str | None = None,
    ) -> None:
        self.name = table.name
        self.mapper = Mapper(kind)
        self.guard = guard
        self.key: Sequence[str] = [column.name for column in table.primary_key.columns]
        # Columns that follow from others, with what makes them.
        self.made: Sequence[tuple[str, Callable[[Mapping[str, Any]], Any]]] = [
            (column.name, column.info[MADE]) for column in table.columns if MADE in column.info
        ]
        self._table = table
        self._order = [*([order] if order else []), *self.key]
        self._known: dict[object, Statement] = {}

    def insert(self, dialect: str) -> Statement:
        """Of one row. With a row that is there PostgreSQL's transaction would be lost, so there
        it adds none; SQLite's goes on after the error."""
        if dialect == "postgresql":
            return self._once(
                "skip", lambda: postgresql.insert(self._table).on_conflict_do_nothing()
            )
        return self._once("insert", lambda: sa.insert(self._table), self._written)

    def update(self) -> Statement:
        """Of the row with the key, and the counter, given by the names of `this`."""
        found_by = [*self.key, *([self.guard] if self.guard else [])]
        return self._once(
            "update", lambda: sa.update(self._table).where(*self._are(found_by)), self._changing
        )

    def delete(self) -> Statement:
        return self._once("delete", lambda: sa.delete(self._table).where(*self._are(self.key)))

    def select(self, equal: Mapping[str, object], *, one: bool) -> Statement:
        """By values, or lists of values, bound by the columns' names; None means no value."""
        shapes = _shapes(equal)

        def make() -> sa.Select[Any]:
            query = self._query(shapes)
            order = [self._table.c[name] for name in self._order]
            return query.limit(1) if one else query.order_by(*order)

        return self._once((one, shapes), make)

    def hold(self, equal: Mapping[str, object]) -> Statement:
        """Rows are locked, in order of their key; SQLite has one writer anyhow."""
        shapes = _shapes(equal)
        by_key = [self._table.c[name] for name in self.key]
        return self._once(
            ("hold", shapes), lambda: self._query(shapes).order_by(*by_key).with_for_update()
        )

    def _query(self, shapes: Sequence[tuple[str, str]]) -> sa.Select[Any]:
        columns = [self._table.c[name] for name in self.mapper.names]
        return sa.select(*columns).where(*(self._fits(*shape) for shape in shapes))

    def _once(
        self,
        what: object,
        make: Callable[[], sa.Executable],
        keys: Callable[[], Sequence[str]] | None = None,
    ) -> Statement:
        known = self._known.get(what)
        if known is None:
            known = self._known[what] = Statement(make(), keys() if keys else None)
        return known

    def _written(self) -> Sequence[str]:
        return [*self.mapper.names, *(name for name, _ in self.made)]

    def _changing(self) -> Sequence[str]:
        return [name for name in self._written() if name not in self.key]

    def _are(self, names: Sequence[str]) -> list[sa.ColumnElement[bool]]:
        return [self._table.c[name] == sa.bindparam(this(name)) for name in names]

    def _fits(self, name: str, shape: str) -> sa.ColumnElement[bool]:
        column = self._table.c[name]
        if shape == "several":
            return among(column, name)
        return column.is_(None) if shape == "none" else column == sa.bindparam(name)


def this(name: str) -> str:
    """The value a row is found by, beside the one it gets."""
    return f"this_{name}"


def _shapes(equal: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    return tuple((name, _shape(value)) for name, value in equal.items())


def _shape(value: object) -> str:
    if isinstance(value, list | tuple | set | frozenset):
        return "several"
    return "none" if value is None else "one"
