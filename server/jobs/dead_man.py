"""Tells every client when the clocks stand still: then nobody is called any more, so people must.

It stands outside of the clocks' own task, and says so in /readyz, /metrics, /api/v1/about and, by a
note on the topic `alarms`, over every socket.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

import structlog

from server.jobs.clocks import Clocks

STALLED_AFTER = timedelta(seconds=15)


_log = structlog.get_logger("huizhen.clocks")


class DeadMan:
    """Watches the clocks from outside of their task: a stall is told to every client."""

    def __init__(
        self,
        clocks: Clocks,
        now: Callable[[], datetime],
        tell: Callable[[], None],
        every: float = 2,
    ) -> None:
        self._clocks = clocks
        self._now = now
        self._tell = tell
        self._every = every
        self._told = False
        self._task: asyncio.Task[None] | None = None

    @property
    def stalled(self) -> bool:
        """No look has ended well for a while, or something due does not happen."""
        silent = self._now() - self._clocks.beat_at
        return silent > STALLED_AFTER or self._clocks.late > STALLED_AFTER

    async def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name="dead-man")

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _run(self) -> None:
        while True:
            if self.stalled != self._told:
                self._told = self.stalled
                _log.error("stalled") if self._told else _log.info("goes on")
                self._tell()
            await asyncio.sleep(self._every)
