"""Positions gathered in memory: what a reader sees is what was told, a second later at most."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, cast

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from consult.actions.rooms import posting
from consult.actions.rooms.positions import MarkUpTo
from consult.actions.work import Work
from consult.errors import HuizhenError, Unavailable
from consult.rooms.room import Mark, Post
from server.live.marks import EVERY, GATHER, Marks, Told
from server.live.members import Member
from storage.database.unit_of_work import Call, UnitOfWork
from storage.repositories.views.rooms.marks import message_marks
from tests.worlds.steps import take
from tests.worlds.world import World, build_world

PEOPLE = ("county.doctor", "cardiologist", "coordinator")
INSIDE = PEOPLE[:2]
WITHIN = timedelta(seconds=EVERY + GATHER)
# The time it takes; also whatever the machine may do between two lines.
A_BIT = 0.001
Key = tuple[str, Mark]


@dataclass
class Store:
    """The unit of work over the world in memory, whose database may be away."""

    world: World
    away: bool = False

    def clock(self) -> datetime:
        return self.world.now

    async def together(self, action: Any, calls: Sequence[Call[Any]], *, name: str) -> Any:
        await asyncio.sleep(0)
        if self.away:
            raise Unavailable("database.unavailable")
        with self.world.store() as store:
            works = [Work(c.actor, self.world.now, self.world.new_id, store) for c in calls]
            results: list[int | HuizhenError] = action(works, [call.cmd for call in calls])
        return results


class SetLoop(asyncio.SelectorEventLoop):
    now = 0.0

    def time(self) -> float:
        return self.now


@dataclass
class Hour:
    """An event loop whose time goes on when it is told to."""

    loop: SetLoop = field(default_factory=SetLoop)

    def settle(self) -> None:
        async def turns() -> None:
            for _ in range(12):
                await asyncio.sleep(0)

        self.loop.run_until_complete(turns())


class Positions(RuleBasedStateMachine):
    """`told` is the model: by person and mark every number told, with when it was."""

    @initialize()
    def open(self) -> None:
        self.world, self.hour = build_world(), Hour()
        case = self.world.case(send=True)
        take(self.world, case.request_id)
        self.room, self.head = case.room_id, 0
        self.actors = {who: self.world.actor(who) for who in PEOPLE}
        self.store = Store(self.world)
        self.told: dict[Key, list[tuple[int, datetime]]] = {}
        self.seen: dict[Key, int] = {}
        self.delayed = False
        self.begin()
        self.say()

    def begin(self) -> None:
        def spawn(work: Any) -> asyncio.Task[None]:
            return self.hour.loop.create_task(work)

        self.marks = Marks(cast("UnitOfWork", self.store), spawn, self.hear)

    def hear(self, told: Told, seq: int) -> None:
        """Nobody is told what is not on disk."""
        assert self.position(told.call.actor.person_id, told.call.cmd.mark) >= seq

    def position(self, person: str, mark: Mark) -> int:
        with self.world.store() as store:
            member = store.members.get(self.room, person)
        return member.read_seq if mark is Mark.READ else member.got_seq

    @rule()
    def say(self) -> None:
        author = self.actors["county.doctor"].person_id
        cmid = str(self.head)
        post = Post(room_id=self.room, author_id=author, cmid=cmid, body={"text": "x"})
        self.head = self.world.do(posting.post_messages, [post], "county.doctor")[-1].seq

    @rule(who=st.sampled_from(PEOPLE), mark=st.sampled_from(Mark), back=st.integers(0, 4))
    def tell(self, who: str, mark: Mark, back: int) -> None:
        actor, seq = self.actors[who], max(self.head - back, 0)

        async def tell() -> None:
            moved = MarkUpTo(self.room, seq, mark)
            self.marks.told(actor, moved, cast("Member", None), head=self.head)

        self.hour.loop.run_until_complete(tell())
        if who in INSIDE and seq > 0:
            self.told.setdefault((actor.person_id, mark), []).append((seq, self.world.now))

    @rule(seconds=st.sampled_from((0.0, GATHER, 0.4, EVERY)))
    def go_on(self, seconds: float) -> None:
        self.hour.loop.now += seconds + A_BIT
        self.world.later(seconds=seconds + A_BIT)
        self.hour.settle()

    @rule(away=st.booleans())
    def lose(self, away: bool) -> None:
        self.store.away = away
        self.delayed = self.delayed or away

    @precondition(lambda self: not self.store.away)
    @rule()
    def restart(self) -> None:
        """What waits is written at the end."""
        self.hour.loop.run_until_complete(self.marks.stop())
        self.begin()
        self.same()

    @precondition(lambda self: not self.store.away)
    @rule()
    def all_is_seen(self) -> None:
        for _ in range(3):  # what is under way, and what came behind it
            self.go_on(EVERY)
        self.same()

    def same(self) -> None:
        for key, told in self.told.items():
            assert self.position(*key) >= max(seq for seq, _ in told)
        for seq in range(1, self.head + 1):
            self.compare(seq)

    def compare(self, seq: int) -> None:
        """By when each had the message, as somebody reads it who asks."""
        with self.world.store() as store:
            actor, now = self.actors["coordinator"], self.world.now
            found = message_marks(store, actor, self.room, now, seq=seq).value.items
        for each in found:
            read = self.first(each.person_id, Mark.READ, seq)
            came = [read, self.first(each.person_id, Mark.GOT, seq)]
            self.close(each.read_at, read)
            self.close(each.got_at, min((at for at in came if at is not None), default=None))
            assert (each.got, each.read) == (each.got_at is not None, each.read_at is not None)

    def first(self, person: str, mark: Mark, seq: int) -> datetime | None:
        told = self.told.get((person, mark), [])
        return min((at for upto, at in told if upto >= seq), default=None)

    def close(self, shown: datetime | None, told: datetime | None) -> None:
        """Of what one second brought the newest has its time, and what it covers."""
        assert (shown is None) is (told is None)
        if shown is not None and told is not None:
            assert told <= shown
            assert self.delayed or shown - told <= WITHIN

    @invariant()
    def no_way_back(self) -> None:
        for key, told in self.told.items():
            now = self.position(*key)
            most = max(seq for at in Mark for seq, _ in self.told.get((key[0], at), []))
            assert self.seen.get(key, 0) <= now <= most, told
            self.seen[key] = now

    def teardown(self) -> None:
        if hasattr(self, "hour"):
            self.store.away = False
            self.hour.loop.run_until_complete(self.marks.stop())
            self.hour.loop.close()


TestPositions = Positions.TestCase
TestPositions.settings = settings(max_examples=6, stateful_step_count=16, deadline=None)
