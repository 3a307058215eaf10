"""The triggers that keep what was signed and said are there, and no reference dangles."""

from __future__ import annotations

import re

import sqlalchemy as sa

from storage.database.append_only import guards
from storage.database.engine import Database
from storage.maintenance.findings import Finding, Report, Weight

_CREATED = re.compile(r"CREATE TRIGGER (\w+)")
_THERE = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": (
        "SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
        "WHERE relnamespace = current_schema()::regnamespace "
        "AND NOT tgisinternal AND tgenabled <> 'D'"
    ),
}


async def check_guards(database: Database, found: Report) -> int:
    """How many triggers there should be."""
    wanted = _wanted(database.dialect)
    for name in sorted(wanted - await database.read(_there)):
        found(Finding(Weight.BROKEN, "guard_missing", name))
    if database.dialect == "sqlite":
        for table, row in await database.read(_dangling):
            found(Finding(Weight.BROKEN, "dangling", f"{table} row {row}"))
    return len(wanted)


def _wanted(dialect: str) -> set[str]:
    matches = (_CREATED.match(statement) for statement in guards(dialect))
    return {match[1] for match in matches if match}


def _there(conn: sa.Connection) -> set[str]:
    return set(conn.exec_driver_sql(_THERE[conn.dialect.name]).scalars())


def _dangling(conn: sa.Connection) -> list[tuple[str, int]]:
    return [(row[0], row[1]) for row in conn.exec_driver_sql("PRAGMA foreign_key_check")]
