"""One repository for every table that is plain rows of values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from consult.errors import Duplicate, NotFound, StaleVersion
from storage.database.statement import Statement
from storage.repositories.row_statements import RowStatements, this

T = TypeVar("T")


class Rows(Generic[T]):
    """`consult.ports.Repository` over a table."""

    def __init__(self, conn: sa.Connection, statements: RowStatements[T]) -> None:
        self._conn = conn
        self._statements = statements

    def get(self, *key: object) -> T:
        return self._there(self.find(**self._by(key)))

    def hold(self, *key: object) -> T:
        equal = self._by(key)
        return self._there(self._first(self._statements.hold(equal), equal))

    def hold_all(self, **equal: object) -> Sequence[T]:
        return self._all(self._statements.hold(equal), equal)

    def find(self, **equal: object) -> T | None:
        return self._first(self._statements.select(equal, one=True), equal)

    def list(self, **equal: object) -> Sequence[T]:
        return self._all(self._statements.select(equal, one=False), equal)

    def add(self, item: T, /) -> None:
        insert = self._statements.insert(self._conn.dialect.name)
        try:
            added = insert.run(self._conn, self._dump(item))
        except IntegrityError as error:
            if "unique" in str(error.orig).lower():
                raise Duplicate(f"{self._statements.name}.duplicate") from error
            raise
        if added != 1:
            raise Duplicate(f"{self._statements.name}.duplicate")

    def save(self, item: T, /) -> None:
        values = self._keyed(item)
        if (guard := self._statements.guard) is not None:
            values[this(guard)] = values[guard] - 1
        if self._statements.update().run(self._conn, values) != 1:
            raise StaleVersion(self._statements.name)

    def add_all(self, items: Sequence[T], /) -> None:
        if items:
            insert = self._statements.insert(self._conn.dialect.name)
            insert.run(self._conn, *map(self._dump, items))

    def save_all(self, items: Sequence[T], /) -> None:
        if items:
            self._statements.update().run(self._conn, *map(self._keyed, items))

    def remove(self, item: T, /) -> None:
        key = {this(name): getattr(item, name) for name in self._statements.key}
        self._statements.delete().run(self._conn, key)

    def _by(self, key: tuple[object, ...]) -> dict[str, object]:
        return dict(zip(self._statements.key, key, strict=True))

    def _all(self, statement: Statement, equal: dict[str, object]) -> Sequence[T]:
        return [self._statements.mapper.from_row(row) for row in statement.rows(self._conn, equal)]

    def _first(self, statement: Statement, equal: dict[str, object]) -> T | None:
        rows = statement.rows(self._conn, equal)
        return self._statements.mapper.from_row(rows[0]) if rows else None

    def _there(self, found: T | None) -> T:
        if found is None:
            raise NotFound(self._statements.name)
        return found

    def _keyed(self, item: T) -> dict[str, Any]:
        values = self._dump(item)
        for name in self._statements.key:
            values[this(name)] = values.pop(name)
        return values

    def _dump(self, item: T) -> dict[str, Any]:
        values = self._statements.mapper.dump(item)
        for name, make in self._statements.made:
            values[name] = make(values)
        return values
