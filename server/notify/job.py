"""Sends what waits: a few at a time, beside the clocks, each with its delivery key.

After a crash between sending and marking it goes out again under the same key; it never vanishes.
"""

from __future__ import annotations

import asyncio
import secrets
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta

import sqlalchemy as sa
import structlog

from consult.escalation.notices import NoticeState
from consult.events import Nudge
from server.notify.senders import Senders, Sending
from storage.database.unit_of_work import UnitOfWork
from storage.failpoints import reach
from storage.repositories.outgoing import notices
from storage.repositories.outgoing.notices import Claimed

SLOTS = 8
LOOK_EVERY = 1.0
LEASE = timedelta(seconds=30)
TRY_AGAIN = (5, 10, 20, 40)
_log = structlog.get_logger("huizhen.notify")


class Notifier:
    """Looks after each commit and every second; slow gateways hold up only themselves."""

    def __init__(self, uow: UnitOfWork, senders: Senders, look_every: float = LOOK_EVERY) -> None:
        self._uow = uow
        self._senders = senders
        self._look_every = look_every
        self._owner = secrets.token_hex(8)
        self._threads = ThreadPoolExecutor(SLOTS, thread_name_prefix="notify")
        self._running: set[asyncio.Task[None]] = set()
        self._news = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def wake(self) -> None:
        self._news.set()

    async def start(self) -> None:
        self._news.set()
        self._task = asyncio.create_task(self._run(), name="notify")

    async def stop(self) -> None:
        """What is on its way is let go; its lease ends, and it is sent again with its key."""
        for task in (self._task, *self._running):
            if task is not None:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _run(self) -> None:
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._look_every):
                    await self._news.wait()
            self._news.clear()
            try:
                await self.begin_due()
            except Exception as error:
                _log.error("failed", error=type(error).__name__, code=getattr(error, "code", ""))
                await asyncio.sleep(self._look_every)

    async def begin_due(self) -> int:
        """Claim as many as there are free slots for, and begin to send them."""
        free = SLOTS - len(self._running)
        if free <= 0:
            return 0
        now = self._uow.clock()
        found = await self._uow.database.read(lambda conn: notices.due(conn, now, free))
        if not found:
            return 0
        mine = await self._uow.database.write(
            lambda conn: notices.claim(conn, found, self._owner, now, LEASE)
        )
        reach("notice.claimed")
        for item in mine:
            task = asyncio.create_task(self._send(item))
            self._running.add(task)
            task.add_done_callback(self._ended)
        return len(mine)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        self._news.set()
        if not task.cancelled() and (error := task.exception()) is not None:
            _log.error("failed", error=type(error).__name__, code=getattr(error, "code", ""))

    async def idle(self) -> None:
        """Until nothing is on its way."""
        while self._running:
            await asyncio.wait(self._running)

    async def _send(self, item: Claimed) -> None:
        loop = asyncio.get_running_loop()
        result = await loop.run_in_executor(
            self._threads,
            self._senders.send,
            item.channel,
            item.notice,
            item.subscription,
            self._uow.clock(),
        )
        reach("notice.sent")
        await self._mark(item, result)
        _log.info(
            "sent" if not result.error else "not sent",
            kind=item.channel.kind,
            key=item.notice.id,
            attempt=item.notice.attempts,
            error=result.error,
        )

    async def _mark(self, item: Claimed, result: Sending) -> None:
        now, attempts = self._uow.clock(), item.notice.attempts
        final = result.gone or attempts > len(TRY_AGAIN)
        state, again_at = NoticeState.SENT, None
        if result.error:
            state = NoticeState.FAILED if final else NoticeState.WAITING
        if state is NoticeState.WAITING:
            again_at = now + timedelta(seconds=TRY_AGAIN[attempts - 1])

        def write(conn: sa.Connection) -> list[str]:
            notices.finish(
                conn, item, self._owner, now, state=state, error=result.error, again_at=again_at
            )
            if result.gone and item.subscription is not None:
                notices.forget_subscription(conn, item.subscription.id)
            return notices.topics(conn, item.notice.request_id)

        topics = await self._uow.database.write(write)
        self._uow.publish([Nudge(topic) for topic in topics])
