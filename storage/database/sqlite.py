"""SQLite in WAL mode: one writer thread with group commit, a few reader threads."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any, Literal, TypeVar

from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event, text

from storage.database.json_text import dump_json
from storage.database.sqlite_errors import failed
from storage.database.sqlite_queue import (
    Item,
    Queue,
    commit_together,
    keeping,
    read_one,
    tell,
    waiting,
)
from storage.errors import StorageUnavailable

T = TypeVar("T")

READERS = 4
BUSY_TIMEOUT_MS = 5000
BEGIN, BEGIN_TO_WRITE = "BEGIN", "BEGIN IMMEDIATE"


def connect_engine(url: URL, *, writes: bool, foreign_keys: bool = True, pool: int = 1) -> Engine:
    """An engine whose connections have our PRAGMAs and begin as BEGIN IMMEDIATE when they write."""
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=pool,
        max_overflow=0,
        json_serializer=dump_json,
        connect_args={"check_same_thread": False, "cached_statements": 512},
    )
    pragmas = (
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        f"foreign_keys={int(foreign_keys)}",
        f"query_only={int(not writes)}",
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # the driver must not begin by itself
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        driver: Any = connection.connection.driver_connection
        if driver.in_transaction:  # begun already, by whoever keeps the connection
            return
        try:
            driver.execute(BEGIN_TO_WRITE if writes else BEGIN)
        except sqlite3.Error as error:  # busy, or a file that cannot be written
            raise failed("BEGIN", error) from error

    return engine


def create_file(url: URL) -> None:
    """Create the database file unless it is there: mode 600, WAL, whole at once.

    It is made aside and linked into place. Two processes that turn an open file to WAL at once lock
    each other out, and closing a descriptor of a file SQLite has open drops SQLite's locks on it.
    """
    path = Path(url.database or "")
    try:
        if path.exists():
            return
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with TemporaryDirectory(dir=path.parent, prefix=".new-") as folder:
            aside = Path(folder) / path.name
            aside.touch(mode=0o600)
            with closing(sqlite3.connect(aside)) as connection:
                connection.execute("PRAGMA journal_mode=WAL")
            with suppress(FileExistsError):
                path.hardlink_to(aside)
    except (OSError, sqlite3.Error) as error:
        raise StorageUnavailable("database") from error


def file_exists(url: URL) -> bool:
    return Path(url.database or "").is_file()


class SqliteDatabase:
    """Database on one SQLite file; see storage.database.engine.Database."""

    dialect: Literal["sqlite"] = "sqlite"

    def __init__(self, url: URL) -> None:
        create_file(url)
        self._writing = connect_engine(url, writes=True)
        self._reading = connect_engine(url, writes=False, pool=READERS)
        self._writes: Queue = SimpleQueue()
        self._reads: Queue = SimpleQueue()
        self._closed = False
        self._threads = [
            Thread(target=self._write_all, name="database-write", daemon=True),
            *(
                Thread(target=self._read_all, name="database-read", daemon=True)
                for _ in range(READERS)
            ),
        ]
        for thread in self._threads:
            thread.start()

    async def read(self, work: Callable[[Connection], T], *, single: bool = False) -> T:
        return await self._put(self._reads, work)

    async def write(self, work: Callable[[Connection], T]) -> T:
        return await self._put(self._writes, work)

    async def _put(self, queue: Queue, work: Callable[[Connection], T]) -> T:
        if self._closed:
            raise StorageUnavailable("database")
        done: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        queue.put(Item(work, done))
        return await done

    async def ping(self) -> None:
        await self.read(lambda connection: connection.execute(text("SELECT 1")).scalar_one())
        await self.write(lambda connection: None)

    async def close(self) -> None:
        """Finish what is queued, then close every connection."""
        self._closed = True
        self._writes.put(None)
        for _ in range(READERS):
            self._reads.put(None)
        await asyncio.to_thread(self._join)
        self._reading.dispose()
        self._writing.dispose()

    def _join(self) -> None:
        for thread in self._threads:
            thread.join()

    def _read_all(self) -> None:
        with keeping(self._reading, BEGIN) as kept:
            while (item := self._reads.get()) is not None:
                if not item.done.cancelled():
                    tell([read_one(kept, item)])

    def _write_all(self) -> None:
        with keeping(self._writing, BEGIN_TO_WRITE) as kept:
            while (first := self._writes.get()) is not None:
                group = [first, *waiting(self._writes)]
                tell(commit_together(kept, [item for item in group if not item.done.cancelled()]))
