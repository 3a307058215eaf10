"""How far people say they have a room: gathered in memory, written together.

A position is nobody's message: of one person only the newest counts. The first word in a calm room
is written at once, with what comes just behind it; after that what changed in the room is written
once a second, in one transaction. Others hear of it when it is on disk.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field

from consult.access.policy import Actor
from consult.actions.rooms.positions import MarkUpTo, mark_together
from consult.errors import HuizhenError, Unavailable
from consult.rooms.room import Mark
from server.live.members import Member
from storage.database.unit_of_work import Call, UnitOfWork

# Everybody's answer to one message comes within the first; the second is what a crash may lose.
GATHER, EVERY = 0.05, 1.0
NAME = "mark_up_to"

Spawn = Callable[[Coroutine[None, None, None]], "asyncio.Task[None]"]


@dataclass(frozen=True, slots=True)
class Told:
    """By which connection somebody told how far they are."""

    call: Call[MarkUpTo]
    member: Member


Tell = Callable[[Told, int], None]


@dataclass(eq=False, slots=True)
class _Room:
    """There while it is being written, or was within the last second."""

    waiting: dict[tuple[str, Mark], Told] = field(default_factory=dict)
    timer: asyncio.TimerHandle | None = None
    writing: asyncio.Task[None] | None = None

    def take(self, told: Told) -> None:
        key = told.call.actor.person_id, told.call.cmd.mark
        known = self.waiting.get(key)
        if known is None or known.call.cmd.seq < told.call.cmd.seq:
            self.waiting[key] = told


class Marks:
    """`tell` is called for each position that was stored."""

    def __init__(self, uow: UnitOfWork, spawn: Spawn, tell: Tell) -> None:
        self._uow = uow
        self._spawn = spawn
        self._tell = tell
        self._rooms: dict[str, _Room] = {}
        self._stopping = False

    def told(
        self, actor: Actor, moved: MarkUpTo, member: Member, *, head: int, trace: str = ""
    ) -> None:
        """`head`: how far the room goes. What lies beyond cannot have come yet, or came to another
        process first; its time is when it is written."""
        at = self._uow.clock() if moved.seq <= head else None
        told = MarkUpTo(moved.room_id, moved.seq, moved.mark, at)
        room = self._rooms.get(moved.room_id)
        if room is None:
            room = self._rooms[moved.room_id] = _Room()
            self._later(moved.room_id, room, GATHER)
        room.take(Told(Call(actor, told, trace), member))

    async def stop(self) -> None:
        """Write what waits."""
        self._stopping = True
        while self._rooms:
            for room_id, room in list(self._rooms.items()):
                if room.timer is not None:
                    room.timer.cancel()
                    self._go(room_id, room)
            if writing := [room.writing for room in self._rooms.values() if room.writing]:
                await asyncio.wait(writing)

    def _later(self, room_id: str, room: _Room, seconds: float) -> None:
        loop = asyncio.get_running_loop()
        room.timer = loop.call_later(seconds, self._go, room_id, room)

    def _go(self, room_id: str, room: _Room) -> None:
        room.timer = None
        if room.waiting:
            room.writing = self._spawn(self._write(room_id, room))
        else:
            del self._rooms[room_id]

    async def _write(self, room_id: str, room: _Room) -> None:
        taken, room.waiting = list(room.waiting.values()), {}
        try:
            outcomes = await self._uow.together(
                mark_together, [told.call for told in taken], name=NAME
            )
            for told, outcome in zip(taken, outcomes, strict=True):
                if not isinstance(outcome, HuizhenError):
                    self._tell(told, outcome)
        except Unavailable:
            if not self._stopping:  # nobody waits for a database at the end
                for told in taken:
                    room.take(told)
        finally:
            room.writing = None
            self._later(room_id, room, EVERY)
