"""PostgreSQL through asyncpg; the same synchronous work, one transaction each."""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, Literal, TypeVar

from sqlalchemy import URL, Connection, event, text
from sqlalchemy.exc import DBAPIError, InvalidatePoolError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from storage.database.json_text import dump_json
from storage.errors import StorageUnavailable

T = TypeVar("T")

ATTEMPTS = 5
POOL_SIZE = 10
POOL_TIMEOUT_S = 10
CONNECT_TIMEOUT_S = 5
# Connections that rested longer are asked whether they live.
RESTED_S = 0.5
# A server that says nothing any more is given up; no statement of ours comes near it.
COMMAND_TIMEOUT_S = 30
_RETRIED = {"40001", "40P01"}  # serialization_failure, deadlock_detected
# Classes 08 connection, 28 login, 3D no such database, 53 resources, 57P operator intervention,
# 58 system; lock_not_available.
_FAILURES = ("08", "28", "3D", "53", "57P", "58", "55P03")
_SESSION = {
    "application_name": "huizhen",
    "timezone": "UTC",
    "jit": "off",
    # As on a disk without a moving arm: with 4 a long table is read whole for the month's few rows.
    "random_page_cost": "1.1",
    "lock_timeout": "10s",
    "idle_in_transaction_session_timeout": "60s",
}


def connect_async_engine(
    url: URL, pool: int = POOL_SIZE, *, command_timeout: float | None = None
) -> AsyncEngine:
    query = dict(url.query)
    if "sslmode" in query:  # libpq's name; asyncpg calls it ssl
        query["ssl"] = query.pop("sslmode")
    engine = create_async_engine(
        url.set(drivername="postgresql+asyncpg", query=query),
        pool_size=pool,
        max_overflow=0,
        pool_timeout=POOL_TIMEOUT_S,
        json_serializer=dump_json,
        connect_args={
            "timeout": CONNECT_TIMEOUT_S,
            "command_timeout": command_timeout,
            "server_settings": _SESSION,
        },
    )
    _ask_after_a_pause(engine)
    return engine


def _ask_after_a_pause(engine: AsyncEngine) -> None:
    """A connection that was closed on us is replaced; one that rested may be dead, and is asked.

    Asking costs three round trips, as many as a short read itself.
    """

    @event.listens_for(engine.sync_engine, "checkin")
    def rest(_connection: object, record: ConnectionPoolEntry) -> None:
        record.info["rests_since"] = time.monotonic()

    @event.listens_for(engine.sync_engine, "checkout")
    def ask(connection: Any, record: ConnectionPoolEntry, _proxy: object) -> None:
        if connection.driver_connection.is_closed():
            raise InvalidatePoolError
        if time.monotonic() - record.info.get("rests_since", time.monotonic()) > RESTED_S:
            try:
                connection.ping()
            except Exception as error:
                raise InvalidatePoolError from error


@asynccontextmanager
async def reachable() -> AsyncIterator[None]:
    """Turn failures of the server or of the way to it into StorageUnavailable."""
    try:
        yield
    except DBAPIError as error:
        if error.connection_invalidated or _sqlstate(error).startswith(_FAILURES):
            raise StorageUnavailable("database") from error
        raise
    except (OSError, PoolTimeout) as error:
        raise StorageUnavailable("database") from error


def _sqlstate(error: DBAPIError) -> str:
    return getattr(error.orig, "sqlstate", None) or ""


class PostgresDatabase:
    """Database on PostgreSQL; see storage.database.engine.Database. Belongs to one event loop."""

    dialect: Literal["postgresql"] = "postgresql"

    def __init__(self, url: URL) -> None:
        self._engine = connect_async_engine(url, command_timeout=COMMAND_TIMEOUT_S)
        self._reading = self._engine.execution_options(
            postgresql_readonly=True, isolation_level="REPEATABLE READ"
        )
        self._single = self._engine.execution_options(isolation_level="AUTOCOMMIT")

    async def read(self, work: Callable[[Connection], T], *, single: bool = False) -> T:
        reading = self._single if single else self._reading
        async with reachable():
            try:
                return await self._read_once(reading, work)
            except DBAPIError as error:
                if not error.connection_invalidated:
                    raise
            # Cut a moment ago; the pool has forgotten what it held, and a read may be repeated.
            return await self._read_once(reading, work)

    @staticmethod
    async def _read_once(reading: AsyncEngine, work: Callable[[Connection], T]) -> T:
        async with reading.connect() as connection:
            return await connection.run_sync(work)

    async def write(self, work: Callable[[Connection], T]) -> T:
        for attempt in range(ATTEMPTS - 1):
            try:
                return await self._write_once(work)
            except DBAPIError as error:
                if _sqlstate(error) not in _RETRIED:
                    raise
            await asyncio.sleep(random.uniform(0, 0.02 * 2**attempt))  # noqa: S311
        return await self._write_once(work)

    async def _write_once(self, work: Callable[[Connection], T]) -> T:
        async with reachable(), self._engine.begin() as connection:
            return await connection.run_sync(work)

    async def ping(self) -> None:
        await self.read(lambda connection: connection.execute(text("SELECT 1")).scalar_one())

    async def close(self) -> None:
        await self._engine.dispose()
