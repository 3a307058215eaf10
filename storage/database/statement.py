"""Statements that are made once and run by every action.

SQLAlchemy's work for each execution is many times SQLite's own, so SQLite's driver is handed what
SQLAlchemy wrote once. PostgreSQL is waited for far longer, and is asked through SQLAlchemy.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import NullType, TypeDecorator, TypeEngine

from storage.database.json_text import dump_json
from storage.database.sqlite_errors import failed

Values = Mapping[str, Any]
Row = Sequence[Any]
Convert = Callable[[Any], Any]


class Statement:
    """A SELECT, or an INSERT of the columns `keys`, or an UPDATE or DELETE; values by name.

    Raises what SQLAlchemy would raise. On SQLite the caller has begun the transaction.
    """

    def __init__(self, made: sa.Executable, keys: Sequence[str] | None = None) -> None:
        self._made = made
        self._keys = keys
        self._plan: _Plan | None = None

    def rows(self, conn: sa.Connection, values: Values) -> Sequence[Row]:
        if conn.dialect.name != "sqlite":
            return conn.execute(self._made, values).all()
        plan = self._sqlite(conn)
        cursor = plan.run(conn, [values])
        return [plan.read(row) for row in cursor] if plan.results else cursor.fetchall()

    def run(self, conn: sa.Connection, *values: Values) -> int:
        """Once for each of `values`; how many rows it was."""
        if conn.dialect.name != "sqlite":
            many = values[0] if len(values) == 1 else list(values)
            return conn.execute(self._made, many).rowcount
        return self._sqlite(conn).run(conn, values).rowcount

    def _sqlite(self, conn: sa.Connection) -> _Plan:
        if self._plan is None:
            self._plan = _plan(self._made, self._keys, conn.dialect)
        return self._plan


@dataclass(frozen=True, slots=True)
class _Plan:
    """A statement in SQLite's words; `defaults` are the values written into it."""

    text: str
    names: Sequence[str]
    defaults: Values
    binds: Sequence[tuple[int, Convert]]
    results: Sequence[tuple[int, Convert]]

    def run(self, conn: sa.Connection, many: Sequence[Values]) -> sqlite3.Cursor:
        driver: Any = conn.connection.driver_connection
        cursor: sqlite3.Cursor = driver.cursor()
        try:
            if len(many) == 1:
                return cursor.execute(self.text, self._bound(many[0]))
            return cursor.executemany(self.text, [self._bound(values) for values in many])
        except sqlite3.Error as error:
            raise failed(self.text, error) from error

    def _bound(self, values: Values) -> list[Any]:
        bound = [values[name] if name in values else self.defaults[name] for name in self.names]
        for place, convert in self.binds:
            bound[place] = convert(bound[place])
        return bound

    def read(self, row: Row) -> list[Any]:
        read = list(row)
        for place, convert in self.results:
            read[place] = convert(read[place])
        return read


def _plan(made: sa.Executable, keys: Sequence[str] | None, dialect: sa.Dialect) -> _Plan:
    compiled: Any = made.compile(dialect=dialect, column_keys=keys)  # type: ignore[attr-defined]
    names = tuple(compiled.positiontup or ())
    binds = [_impl(compiled.binds[name].type, dialect).bind_processor(dialect) for name in names]
    columns = made.selected_columns if isinstance(made, sa.Select | sa.CompoundSelect) else ()
    results = [_impl(column.type, dialect).result_processor(dialect, None) for column in columns]
    return _Plan(
        text=compiled.string,
        names=names,
        defaults=dict(compiled.params),
        binds=[(place, each) for place, each in enumerate(binds) if each is not None],
        results=[(place, each) for place, each in enumerate(results) if each is not None],
    )


def _impl(kind: TypeEngine[Any], dialect: sa.Dialect) -> TypeEngine[Any]:
    return kind.dialect_impl(dialect)


# ---- a value among several, in one text for any number of them


class _Several(TypeDecorator[Sequence[Any]]):
    impl = sa.Text
    cache_ok = True

    def __init__(self, of: TypeEngine[Any]) -> None:
        super().__init__()
        self.of = of

    def load_dialect_impl(self, dialect: sa.Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(
            ARRAY(self.of) if dialect.name == "postgresql" else sa.Text()
        )

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> Any:
        return list(value) if dialect.name == "postgresql" else dump_json(list(value))


class among(FunctionElement[Any]):  # noqa: N801 - reads like the functions of SQL
    """Whether the column is one of the list bound as `name`; of text or numbers."""

    name = "among"
    # As a Boolean it would be compared with 1 on SQLite, and no index be used.
    type = NullType()
    inherit_cache = True

    def __init__(self, column: sa.ColumnElement[Any], name: str) -> None:
        super().__init__(column, sa.bindparam(name, type_=_Several(column.type)))


@compiles(among, "sqlite")
def _sqlite(element: among, compiler: Any, **kw: Any) -> str:
    column, several = (compiler.process(each, **kw) for each in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({several}))"  # noqa: S608 - our own text


@compiles(among, "postgresql")
def _postgresql(element: among, compiler: Any, **kw: Any) -> str:
    column, several = (compiler.process(each, **kw) for each in element.clauses)
    return f"{column} = ANY ({several})"
