"""Bring a database to the schema this release was written for.

Each call blocks and, on PostgreSQL, runs an event loop of its own: from a coroutine call it by
`asyncio.to_thread`. Two processes may upgrade at once; the second waits and finds nothing to do.
"""

import asyncio
import importlib
from collections.abc import Callable
from importlib.resources import files
from typing import Any, TypeVar

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, make_url, text

from storage.database import postgres, sqlite
from storage.database.metadata import metadata
from storage.errors import DatabaseNewer, SchemaOutdated, StorageUnavailable

T = TypeVar("T")

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


def configuration(connection: Connection) -> Config:
    """Alembic's configuration for work on one open connection; no file is read."""
    config = Config()
    config.set_main_option("script_location", str(files("storage.database") / "migrations"))
    config.attributes["connection"] = connection
    return config


def _upgrade(connection: Connection) -> str | None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL lock_timeout = '10min'"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    config = configuration(connection)
    _refuse_newer(config, _revision(connection))
    command.upgrade(config, "head")
    if connection.dialect.name == "sqlite":
        _check_foreign_keys(connection)
    return _revision(connection)


def _check_foreign_keys(connection: Connection) -> None:
    # Batch mode rebuilds tables with foreign keys off; what it broke must not be committed.
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise RuntimeError(f"the migration would leave table {broken[0]} with dangling references")


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _refuse_newer(config: Config, revision: str | None) -> ScriptDirectory:
    script = ScriptDirectory.from_config(config)
    known = {one.revision for one in script.walk_revisions()}
    if revision is not None and revision not in known:
        raise DatabaseNewer(revision)
    return script


def _check(connection: Connection) -> None:
    found = _revision(connection)
    head = _refuse_newer(configuration(connection), found).get_current_head()
    if found != head:
        raise SchemaOutdated(found, head)


def _drift(connection: Connection) -> list[Any]:
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
        with sqlite.reachable(), engine.begin() as connection:
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
