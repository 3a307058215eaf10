"""Delivers the outbox: calls and news for people, each row to its people once.

A row waits until one of its people is connected; what became needless meanwhile is marked done
without a sound. After a crash between delivering and marking it is delivered again, with its key.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta
from typing import cast

import structlog

from consult.events import Delivery
from consult.rooms.protocol import replies
from server.live.hub import Hub
from storage.database.unit_of_work import UnitOfWork
from storage.failpoints import reach
from storage.repositories.outgoing import outbox
from storage.repositories.outgoing.outbox import Due

LEASE = timedelta(seconds=30)
POLL_EVERY = 2.0
_log = structlog.get_logger("huizhen.outbox")


class OutboxJob:
    """Looks when something was committed, when somebody connects, and every two seconds."""

    def __init__(self, uow: UnitOfWork, hub: Hub, poll_every: float = POLL_EVERY) -> None:
        self._uow = uow
        self._hub = hub
        self._poll_every = poll_every
        self._owner = secrets.token_hex(8)
        self._news = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        hub.on_news(self._news.set)

    async def start(self) -> None:
        self._news.set()
        self._task = asyncio.create_task(self._run(), name="outbox")

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _run(self) -> None:
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._poll_every):
                    await self._news.wait()
            self._news.clear()
            try:
                await self.deliver_due()
            except Exception as error:
                _log.error("failed", error=type(error).__name__, code=getattr(error, "code", ""))
                await asyncio.sleep(self._poll_every)

    async def deliver_due(self) -> int:
        """One look; returns how many rows were delivered or found needless."""
        now = self._uow.clock()
        found = await self._uow.database.read(lambda conn: outbox.due(conn, now))
        ready = {row.delivery.id: row for row in found if self._can_go(row)}
        if not ready:
            return 0
        mine = await self._uow.database.write(
            lambda conn: outbox.claim(conn, ready, self._owner, now, LEASE)
        )
        reach("outbox.claimed")
        for id_ in sorted(mine):
            if not ready[id_].stale:
                self._deliver(ready[id_].delivery)
        reach("outbox.delivered")
        done = await self._uow.database.write(
            lambda conn: outbox.finish(conn, mine, self._owner, self._uow.clock())
        )
        return len(done)

    def _can_go(self, row: Due) -> bool:
        return row.stale or self._hub.reaches(_people(row.delivery))

    def _deliver(self, delivery: Delivery) -> None:
        reached = self._hub.alarm(_people(delivery), replies.alarm(delivery))
        _log.info("delivered", kind=delivery.kind, subject=delivery.subject, connections=reached)


def _people(delivery: Delivery) -> Iterable[str]:
    return cast("list[str]", delivery.payload.get("people", []))
