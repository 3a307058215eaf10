"""Fires timers: each in one transaction with what it does, so that it happens exactly once.

Any number of servers may do this on one database; whoever is killed in the middle leaves the timer
to the others and to its next start. Only the database is touched here, so a clock never waits for
a slow network: what leaves the house goes through the outbox, in slots of its own.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta

import structlog

from consult.access.system import SYSTEM
from consult.actions.timers import Fire, Firing, fire
from consult.timers import Timer
from storage.database.unit_of_work import UnitOfWork
from storage.repositories import timers

LOOK_EVERY = 1.0
AT_ONCE = 100
TRY_AGAIN = (1, 2, 5, 10, 30)
_log = structlog.get_logger("huizhen.clocks")


class Clocks:
    """One per process. `beat_at`: when the last look ended well; `late`: how late the oldest is."""

    def __init__(
        self, uow: UnitOfWork, kinds: Mapping[str, Firing], look_every: float = LOOK_EVERY
    ) -> None:
        self._uow = uow
        self._kinds = kinds
        self._look_every = look_every
        self._owner = secrets.token_hex(8)
        self._news = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self.beat_at: datetime = uow.clock()
        self.late = timedelta(0)

    def wake(self) -> None:
        """Something was committed: look at once."""
        self._news.set()

    async def start(self) -> None:
        self._news.set()
        self._task = asyncio.create_task(self._run(), name="clocks")

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _run(self) -> None:
        wait = self._look_every
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(wait):
                    await self._news.wait()
            self._news.clear()
            try:
                wait = await self.fire_due()
            except Exception as error:
                _log.error("failed", error=type(error).__name__, code=getattr(error, "code", ""))
                await asyncio.sleep(self._look_every)

    async def fire_due(self) -> float:
        """Fire all that is due; returns the seconds until the next look."""
        while True:
            now = self._uow.clock()
            found = await self._look(now)
            for timer in found.due:
                await self._fire(timer)
            if len(found.due) < AT_ONCE:
                break
        self._beat(found, now)
        if found.due:
            return 0.0
        if found.next_at is None:
            return self._look_every
        return min(self._look_every, max(0.0, (found.next_at - now).total_seconds()))

    async def _look(self, now: datetime) -> timers.Look:
        return await self._uow.database.read(
            lambda conn: timers.look(conn, self._kinds, now, AT_ONCE)
        )

    def _beat(self, found: timers.Look, now: datetime) -> None:
        fired = {timer.due_at for timer in found.due}
        waiting = found.oldest is not None and found.oldest not in fired
        self.late = now - found.oldest if waiting and found.oldest else timedelta(0)
        self.beat_at = self._uow.clock()

    async def _fire(self, timer: Timer) -> None:
        try:
            done = await self._uow.run(fire, Fire(timer, self._kinds[timer.kind]), actor=SYSTEM)
        except Exception as error:  # one that fails must not hold up the others
            _log.error(
                "timer failed",
                kind=timer.kind,
                subject=timer.subject,
                error=type(error).__name__,
                code=getattr(error, "code", ""),
            )
            await self._hold(timer)
            return
        if done:
            _log.info("fired", kind=timer.kind, subject=timer.subject, step=timer.step)

    async def _hold(self, timer: Timer) -> None:
        pause = TRY_AGAIN[min(timer.attempts, len(TRY_AGAIN) - 1)]
        until = self._uow.clock() + timedelta(seconds=pause)
        await self._uow.database.write(lambda conn: timers.hold(conn, timer.id, until, self._owner))
