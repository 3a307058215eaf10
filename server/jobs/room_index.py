"""Keeps the words of rooms findable: a little after they were said, and after any restart."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial

import structlog

from server.services import Services
from storage.database.unit_of_work import UnitOfWork
from storage.repositories import room_words

LOOK_EVERY = 3.0
_log = structlog.get_logger("huizhen.room_index")


class RoomIndex:
    """One per process; two may run on one database."""

    def __init__(self, uow: UnitOfWork, look_every: float = LOOK_EVERY) -> None:
        self._uow = uow
        self._look_every = look_every

    async def run(self) -> None:
        while True:
            try:
                while await self.take_in_all():
                    pass
            except Exception as error:
                _log.error("failed", error=type(error).__name__, code=getattr(error, "code", ""))
            await asyncio.sleep(self._look_every)

    async def take_in_all(self) -> int:
        """Bring some rooms up to date; returns how many events were taken in."""
        rooms = await self._uow.database.read(room_words.behind)
        taken = 0
        for room_id in rooms:
            # One short transaction a room: who writes a message waits for no index.
            taken += await self._uow.database.write(partial(room_words.take_in, room_id=room_id))
        return taken


@asynccontextmanager
async def room_index(services: Services) -> AsyncIterator[None]:
    task = asyncio.create_task(RoomIndex(services.uow).run(), name="room-index")
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
