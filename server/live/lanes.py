"""Messages on their way to disk: whatever waits for a lane is committed together.

SQLite has one lane, as it has one writer; PostgreSQL has a few, a room always in the same one. One
transaction of a lane is under way at a time, and what comes meanwhile makes up the next.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from zlib import crc32

from consult.access.policy import Actor
from consult.actions.rooms.posting import post_together
from consult.errors import HuizhenError, Unavailable
from consult.rooms.room import Post, Posted
from storage.database.unit_of_work import Call, UnitOfWork

MOST = 256
NAME = "post_messages"
LANES = {"sqlite": 1, "postgresql": 4}

Spawn = Callable[[Coroutine[None, None, None]], object]
Outcome = list[Posted] | HuizhenError


@dataclass(slots=True)
class _Waiting:
    call: Call[Sequence[Post]]
    done: asyncio.Future[list[Posted]]

    def tell(self, outcome: Outcome | Exception) -> None:
        if self.done.done():
            return
        if isinstance(outcome, Exception):
            self.done.set_exception(outcome)
        else:
            self.done.set_result(outcome)


@dataclass(slots=True)
class _Lane:
    waiting: deque[_Waiting] = field(default_factory=deque)
    moving: bool = False

    def take(self) -> list[_Waiting]:
        taken: list[_Waiting] = []
        posts = 0
        while self.waiting and posts < MOST:
            taken.append(self.waiting.popleft())
            posts += len(taken[-1].call.cmd)
        return taken


class Lanes:
    def __init__(self, uow: UnitOfWork, spawn: Spawn) -> None:
        self._uow = uow
        self._spawn = spawn
        self._lanes = [_Lane() for _ in range(LANES[uow.database.dialect])]

    def post(self, actor: Actor, posts: Sequence[Post], trace: str) -> asyncio.Future[list[Posted]]:
        """Posts into one room; done after their commit, or with why none of them was taken."""
        lane = self._lanes[crc32(posts[0].room_id.encode()) % len(self._lanes)]
        done: asyncio.Future[list[Posted]] = asyncio.get_running_loop().create_future()
        lane.waiting.append(_Waiting(Call(actor, posts, trace), done))
        if not lane.moving:
            lane.moving = True
            self._spawn(self._drain(lane))
        return done

    async def _drain(self, lane: _Lane) -> None:
        try:
            while taken := lane.take():
                await self._commit(taken)
        finally:
            lane.moving = False

    async def _commit(self, taken: list[_Waiting]) -> None:
        try:
            calls = [one.call for one in taken]
            outcomes = await self._uow.together(post_together, calls, name=NAME)
        except Exception as error:
            if len(taken) == 1 or isinstance(error, Unavailable):
                for one in taken:
                    one.tell(error)
                return
            for one in taken:  # so that nobody's message fails with another's
                await self._commit([one])
            return
        for one, outcome in zip(taken, outcomes, strict=True):
            one.tell(outcome)
