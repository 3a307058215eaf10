"""SQLite in WAL mode: one writer thread with group commit, a few reader threads."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any, Literal, TypeVar

from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event, text
from sqlalchemy.exc import DBAPIError

from storage.database.json_text import dump_json
from storage.database.statement import failed
from storage.errors import StorageUnavailable

T = TypeVar("T")

READERS = 4
GROUP_LIMIT = 256
BUSY_TIMEOUT_MS = 5000
# Primary result codes that say the file or disk fails, not the statement.
_FAILURES = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_NOTADB,
}


@dataclass(slots=True, frozen=True)
class _Item:
    work: Callable[[Connection], Any]
    done: asyncio.Future[Any]


def connect_engine(url: URL, *, writes: bool, foreign_keys: bool = True, pool: int = 1) -> Engine:
    """An engine whose connections have our PRAGMAs and begin as BEGIN IMMEDIATE when they write."""
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=pool,
        max_overflow=0,
        json_serializer=dump_json,
        connect_args={"check_same_thread": False},
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
        try:
            driver.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
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


@contextmanager
def reachable() -> Iterator[None]:
    """Turn failures of the file or disk into StorageUnavailable."""
    try:
        yield
    except DBAPIError as error:
        code: int = getattr(error.orig, "sqlite_errorcode", 0)
        if code & 0xFF in _FAILURES:
            raise StorageUnavailable("database") from error
        raise


class SqliteDatabase:
    """Database on one SQLite file; see storage.database.engine.Database."""

    dialect: Literal["sqlite"] = "sqlite"

    def __init__(self, url: URL) -> None:
        create_file(url)
        self._writing = connect_engine(url, writes=True)
        self._reading = connect_engine(url, writes=False, pool=READERS)
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="database-read")
        self._queue: SimpleQueue[_Item | None] = SimpleQueue()
        self._closed = False
        self._kept: Connection | None = None
        self._writer = Thread(target=self._drain, name="database-write", daemon=True)
        self._writer.start()

    async def read(self, work: Callable[[Connection], T], *, single: bool = False) -> T:
        def run() -> T:
            with reachable(), self._reading.connect() as connection:
                if not single:
                    connection.begin()
                return work(connection)

        return await asyncio.wrap_future(self._readers.submit(run))

    async def write(self, work: Callable[[Connection], T]) -> T:
        if self._closed:
            raise StorageUnavailable("database")
        done: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._queue.put(_Item(work, done))
        return await done

    async def ping(self) -> None:
        await self.read(lambda connection: connection.execute(text("SELECT 1")).scalar_one())
        await self.write(lambda connection: None)

    async def close(self) -> None:
        """Finish what is queued, then close every connection."""
        self._closed = True
        self._queue.put(None)
        await asyncio.to_thread(self._writer.join)
        self._readers.shutdown()
        self._reading.dispose()
        self._writing.dispose()

    def _drain(self) -> None:
        while (first := self._queue.get()) is not None:
            group = [first, *self._waiting()]
            self._commit([item for item in group if not item.done.cancelled()])
        self._give_back()

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        """On the writer's connection, which is kept until something fails on it."""
        if self._kept is None:
            self._kept = self._writing.connect()
        try:
            with self._kept.begin():
                yield self._kept
        except BaseException:
            self._give_back()
            raise

    def _give_back(self) -> None:
        kept, self._kept = self._kept, None
        if kept is not None:
            kept.close()

    def _waiting(self) -> list[_Item]:
        items: list[_Item] = []
        while len(items) < GROUP_LIMIT - 1:
            try:
                item = self._queue.get_nowait()
            except Empty:
                break
            if item is None:
                self._queue.put(None)
                break
            items.append(item)
        return items

    def _commit(self, group: list[_Item]) -> None:
        outcomes: list[_Outcome] = []
        try:
            with reachable(), self._transaction() as connection:
                if len(group) == 1:  # nobody else to spare: it fails with its transaction
                    outcomes.append(_Outcome(group[0], group[0].work(connection)))
                else:
                    outcomes.extend(_apart(connection, item) for item in group)
        except BaseException as error:  # nobody may wait for ever on a dead writer
            outcomes = [_Outcome(item, error=error) for item in group]
        _tell(outcomes)


@dataclass(slots=True, frozen=True)
class _Outcome:
    item: _Item
    result: object = None
    error: BaseException | None = None

    def tell(self) -> None:
        if self.item.done.done():
            return
        if self.error is None:
            self.item.done.set_result(self.result)
        else:
            self.item.done.set_exception(self.error)


def _apart(connection: Connection, item: _Item) -> _Outcome:
    """Run one item in a savepoint.

    When the disk failed, SQLite may have rolled back the whole transaction: the savepoint is then
    gone, its rollback raises, and the group fails together.
    """
    savepoint = connection.begin_nested()
    try:
        with reachable():
            result = item.work(connection)
            savepoint.commit()
    except BaseException as error:
        try:
            savepoint.rollback()
        except DBAPIError:
            raise StorageUnavailable("database") from error
        return _Outcome(item, error=error)
    return _Outcome(item, result)


def _tell(outcomes: list[_Outcome]) -> None:
    """After COMMIT, each in its caller's event loop."""
    loops: dict[asyncio.AbstractEventLoop, list[_Outcome]] = {}
    for outcome in outcomes:
        loops.setdefault(outcome.item.done.get_loop(), []).append(outcome)
    for loop, theirs in loops.items():
        with suppress(RuntimeError):  # closed meanwhile: nobody waits any more
            loop.call_soon_threadsafe(_tell_here, theirs)


def _tell_here(outcomes: list[_Outcome]) -> None:
    for outcome in outcomes:
        outcome.tell()
