"""Bring a database to the schema this release was written for.

Each call blocks and, on PostgreSQL, runs an event loop of its own: from a coroutine call it by
`asyncio.to_thread`. Two processes may upgrade at once; the second waits and finds nothing to do.
Alembic is imported only where there is something to migrate: every start would pay for it.
"""

import asyncio
import importlib
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Connection, inspect, make_url, text

from storage.database import postgres, sqlite
from storage.database.metadata import metadata
from storage.database.sqlite_errors import reachable
from storage.errors import DatabaseNewer, SchemaOutdated, StorageUnavailable

if TYPE_CHECKING:
    from alembic.config import Config

T = TypeVar("T")

_FOLDER = files("storage.database") / "migrations"
_LOCK = 0x4875697A68656E  # "Huizhen": one upgrade at a time in a PostgreSQL database


def upgrade(url: str) -> str | None:
    """Apply every missing revision in one transaction; returns the revision reached.

    Raises DatabaseNewer for a revision this release does not know, and changes nothing then.
    """
    return _run(url, _upgrade, writes=True)


def current(url: str) -> str | None:
    """The revision the database is at, None for an empty one."""
    return _run(url, _revision)


def check(url: str) -> None:
    """Raise SchemaOutdated or DatabaseNewer unless this release can serve this database."""
    _run(url, _check)


def drift(url: str) -> list[Any]:
    """What the tables in code have and the database has not, or the reverse; empty when equal."""
    return _run(url, _drift)


def configuration(connection: Connection) -> "Config":
    """Alembic's configuration for work on one open connection; no file is read."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.attributes["connection"] = connection
    return config


@cache
def revisions() -> tuple[str, ...]:
    """The revisions this release knows, first to last: one file each, named by its number."""
    names = (each.name for each in (_FOLDER / "versions").iterdir())
    return tuple(sorted(name[:4] for name in names if name[:4].isdigit() and name.endswith(".py")))


def _upgrade(connection: Connection) -> str | None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL lock_timeout = '10min'"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    found = _known(connection)
    if found == revisions()[-1]:
        return found
    from alembic import command

    command.upgrade(configuration(connection), "head")
    if connection.dialect.name == "sqlite":
        _check_foreign_keys(connection)
    return _revision(connection)


def _check_foreign_keys(connection: Connection) -> None:
    # Batch mode rebuilds tables with foreign keys off; what it broke must not be committed.
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise RuntimeError(f"the migration would leave table {broken[0]} with dangling references")


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _known(connection: Connection) -> str | None:
    found = _revision(connection)
    if found is not None and found not in revisions():
        raise DatabaseNewer(found)
    return found


def _check(connection: Connection) -> None:
    found, head = _known(connection), revisions()[-1]
    if found != head:
        raise SchemaOutdated(found, head)


def _drift(connection: Connection) -> list[Any]:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    importlib.import_module("storage.database.tables")  # registers every table
    context = MigrationContext.configure(connection, opts={"compare_server_default": True})
    return list(compare_metadata(context, metadata))


def _run(url: str, work: Callable[[Connection], T], *, writes: bool = False) -> T:
    parsed = make_url(url)
    if parsed.drivername == "postgresql":
        return asyncio.run(_run_postgres(url, work))
    if writes:
        sqlite.create_file(parsed)
    elif not sqlite.file_exists(parsed):
        raise StorageUnavailable("database")
    engine = sqlite.connect_engine(parsed, writes=writes, foreign_keys=False)
    try:
        with reachable(), engine.begin() as connection:
            return work(connection)
    finally:
        engine.dispose()


async def _run_postgres(url: str, work: Callable[[Connection], T]) -> T:
    engine = postgres.connect_async_engine(make_url(url), pool=1)
    try:
        async with postgres.reachable(), engine.begin() as connection:
            return await connection.run_sync(work)
    finally:
        await engine.dispose()
