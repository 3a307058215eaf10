"""Keeps the words of rooms findable: soon after they were said, and after any restart."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from functools import partial

import structlog

from consult.access.policy import Actor
from server.services import Services
from storage.database.unit_of_work import UnitOfWork
from storage.repositories.rooms import words
from storage.repositories.views.rooms.search import RoomQuery, not_yet_found

# Who writes goes before who may search: rooms are taken in when nobody has written for a moment,
# at the latest so long after something was said. A search takes in what it needs by itself.
QUIET, LATEST = 1.0, 20.0
# What was said through another process, or right before a kill.
LOOK_EVERY = 60.0
MOST_ROUNDS, MOST_ROOMS = 20, 20
_log = structlog.get_logger("huizhen.room_index")


class RoomIndex:
    """One per process; two may run on one database."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow
        self._moved: set[str] = set()
        self._news = asyncio.Event()
        self._latest: float | None = None

    def moved(self, room_id: str) -> None:
        """Something was said there."""
        self._moved.add(room_id)
        self._news.set()

    async def run(self) -> None:
        clock = asyncio.get_running_loop().time
        look_at = 0.0
        while True:
            try:
                if clock() >= look_at:
                    look_at = clock() + LOOK_EVERY
                    while await self.take_in_all():
                        pass
                await self._take_in_moved()
            except Exception as error:
                _log.error("failed", error=type(error).__name__, code=getattr(error, "code", ""))
            with suppress(TimeoutError):
                async with asyncio.timeout_at(look_at):
                    await self._news.wait()
                    await self._quiet()

    async def _quiet(self) -> None:
        """Until nobody has written for a moment."""
        clock = asyncio.get_running_loop().time
        self._latest = self._latest or clock() + LATEST
        with suppress(TimeoutError):
            while True:
                self._news.clear()
                async with asyncio.timeout_at(min(self._latest, clock() + QUIET)):
                    await self._news.wait()

    async def take_in_all(self) -> int:
        """Bring some rooms up to date; returns how many events were taken in."""
        return await take_in(self._uow, await self._uow.database.read(words.behind))

    async def _take_in_moved(self) -> None:
        """Gives way to whoever writes meanwhile, unless that has gone on for too long."""
        clock = asyncio.get_running_loop().time
        self._news.clear()
        while self._moved:
            room_id = self._moved.pop()
            while await take_in(self._uow, [room_id]) == words.AT_ONCE:
                if self._news.is_set() and clock() < (self._latest or 0):
                    self._moved.add(room_id)
                    return
        self._latest = None


async def take_in(uow: UnitOfWork, rooms: Iterable[str]) -> int:
    """The next events of these rooms; returns how many those were."""
    taken = 0
    for room_id in rooms:
        # One short transaction a room: who writes a message waits for no index.
        taken += await uow.database.write(partial(words.take_in, room_id=room_id))
    return taken


async def up_to_date(uow: UnitOfWork, actor: Actor, query: RoomQuery) -> None:
    """Take in what was just said where this search looks, so that it is found at once.

    Bounded: an index thrown away is made again in the background, not while somebody waits.
    """
    for _ in range(MOST_ROUNDS):
        rooms = await uow.look(
            partial(not_yet_found, actor=actor, query=query, now=uow.clock(), limit=MOST_ROOMS)
        )
        if not rooms:
            return
        await take_in(uow, rooms)


@asynccontextmanager
async def room_index(services: Services) -> AsyncIterator[None]:
    index = RoomIndex(services.uow)
    services.hub.on_moved(index.moved)
    task = asyncio.create_task(index.run(), name="room-index")
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
