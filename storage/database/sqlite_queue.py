"""Work for SQLite on its way through a thread.

A thread keeps its connection, writes that wait are committed together, and everybody is told in
their own event loop.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from storage.database.sqlite_errors import reachable
from storage.errors import StorageUnavailable

GROUP_LIMIT = 256


@dataclass(slots=True, frozen=True)
class Item:
    work: Callable[[Connection], Any]
    done: asyncio.Future[Any]


Queue = SimpleQueue[Item | None]


class Kept:
    """One thread's connection, kept until something fails on it.

    SQLAlchemy is left in the belief of one long transaction: beginning and ending it is the
    driver's here, at a fraction of the time.
    """

    def __init__(self, engine: Engine, begin: str) -> None:
        self._engine = engine
        self._begin = begin
        self._connection: Connection | None = None

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        if self._connection is None:
            self._connection = self._engine.connect()
        driver: Any = self._connection.connection.driver_connection
        try:
            driver.execute(self._begin)
            yield self._connection
            driver.execute("COMMIT")
        except BaseException as error:
            try:
                if driver.in_transaction:
                    driver.execute("ROLLBACK")
            finally:
                if isinstance(error, DBAPIError | sqlite3.Error):
                    self.give_back()
            raise

    def give_back(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()


@contextmanager
def keeping(engine: Engine, begin: str) -> Iterator[Kept]:
    kept = Kept(engine, begin)
    try:
        yield kept
    finally:
        kept.give_back()


def waiting(queue: Queue) -> list[Item]:
    items: list[Item] = []
    while len(items) < GROUP_LIMIT - 1:
        try:
            item = queue.get_nowait()
        except Empty:
            break
        if item is None:
            queue.put(None)
            break
        items.append(item)
    return items


def read_one(kept: Kept, item: Item) -> _Outcome:
    try:
        with reachable(), kept.transaction() as connection:
            return _Outcome(item, item.work(connection))
    except BaseException as error:  # nobody may wait for ever on a dead reader
        return _Outcome(item, error=error)


def commit_together(kept: Kept, group: list[Item]) -> list[_Outcome]:
    try:
        with reachable(), kept.transaction() as connection:
            if len(group) == 1:  # nobody else to spare: it fails with its transaction
                return [_Outcome(group[0], group[0].work(connection))]
            return [_apart(connection, item) for item in group]
    except BaseException as error:  # nobody may wait for ever on a dead writer
        return [_Outcome(item, error=error) for item in group]


@dataclass(slots=True, frozen=True)
class _Outcome:
    item: Item
    result: object = None
    error: BaseException | None = None

    def tell(self) -> None:
        if self.item.done.done():
            return
        if self.error is None:
            self.item.done.set_result(self.result)
        else:
            self.item.done.set_exception(self.error)


def _apart(connection: Connection, item: Item) -> _Outcome:
    """Run one item in a savepoint.

    When the disk failed, SQLite may have rolled back the whole transaction: the savepoint is then
    gone, its rollback raises, and the group fails together.
    """
    driver: Any = connection.connection.driver_connection
    try:
        with reachable():
            driver.execute("SAVEPOINT item")
            result = item.work(connection)
            driver.execute("RELEASE item")
    except BaseException as error:
        try:
            driver.execute("ROLLBACK TO item")
            driver.execute("RELEASE item")
        except sqlite3.Error:
            raise StorageUnavailable("database") from error
        return _Outcome(item, error=error)
    return _Outcome(item, result)


def tell(outcomes: list[_Outcome]) -> None:
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
