"""Whatever members do, each gets every event after the place it came with, once and in order."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.types import Message

from consult.rooms.room import EventKind, RoomEvent
from server.live import mailbox as mailboxes
from server.live.carrier import BUSY, FULL, Carrier
from server.live.channel import Channel
from server.live.mailbox import DirectMailbox, Mailbox, QueuedMailbox, Tick
from server.live.members import Member
from storage.database.unit_of_work import new_id, system_clock

ROOM = new_id(system_clock())
NOW = system_clock()
BIG = "x" * 60_000


@dataclass
class Wire(asyncio.Transport):
    """Holds back what its peer does not take, and says so as a transport does."""

    takes: bool = True
    got: list[int] = field(default_factory=list)
    held: bytearray = field(default_factory=bytearray)
    carrier: Carrier | None = None
    paused: bool = False
    taken: asyncio.Event = field(default_factory=asyncio.Event)

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        assert (high, low) == (FULL, BUSY)

    def get_write_buffer_size(self) -> int:
        return len(self.held)

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.held += data
        self.flow()

    async def send(self, message: Message) -> None:
        while not self.takes:
            self.taken.clear()
            await self.taken.wait()
        self.got.append(json.loads(message["text"])["seq"])

    def flow(self) -> None:
        if self.takes:
            self.taken.set()
            self.got += [json.loads(text)["seq"] for text in _texts(bytes(self.held))]
            self.held.clear()
        if self.carrier is None or self.paused is (len(self.held) > FULL):
            return
        self.paused = not self.paused
        self.carrier.pause() if self.paused else self.carrier.resume()


def _texts(wire: bytes) -> list[bytes]:
    """RFC 6455 §5.2 undone."""
    found = []
    while wire:
        size, head = wire[1], 2
        if size >= 126:
            head = 4 if size == 126 else 10
            size = int.from_bytes(wire[2:head], "big")
        found.append(wire[head : head + size])
        wire = wire[head + size :]
    return found


class Hall:
    def __init__(self) -> None:
        self.log: list[RoomEvent] = []
        self.peers: list[tuple[Wire, Member, int]] = []
        self.speaking: list[asyncio.Task[None]] = []
        self.clock = 0.0
        self.channel = Channel(
            id=ROOM,
            case_id=ROOM,
            epoch="1",
            head=0,
            pos=0,
            read=self._read,
            spawn=asyncio.get_running_loop().create_task,
        )

    async def _read(self, room: str, after: int, limit: int) -> Sequence[RoomEvent]:
        await asyncio.sleep(0)
        return self.log[after : after + limit]

    def come(self, carried: bool, behind: int) -> None:
        wire, after = Wire(), max(0, len(self.log) - behind)
        box: Mailbox
        if carried:
            wire.carrier = Carrier(wire)
            box = DirectMailbox(lambda: self.clock, Tick(), wire.carrier)
        else:
            box = QueuedMailbox(lambda: self.clock, Tick(), wire.send)
            self.speaking.append(asyncio.get_running_loop().create_task(box.run()))
        member = Member(new_id(NOW), box, pos=after)
        self.peers.append((wire, member, after))
        self.channel.add(member)

    def say(self, text: str, told: bool) -> None:
        """`told` by a commit of this process; otherwise only the head becomes known."""
        seq = len(self.log) + 1
        event = RoomEvent(
            room_id=ROOM, seq=seq, kind=EventKind.TEXT, body={"text": text}, at=NOW, cmid=str(seq)
        )
        self.log.append(event)
        self.channel.moved(seq, [event] if told else ())

    def take(self, at: int, takes: bool) -> None:
        if self.peers:
            wire = self.peers[at % len(self.peers)][0]
            wire.takes = takes
            wire.flow()

    def leave(self, at: int) -> None:
        if self.peers:
            wire, member, after = self.peers.pop(at % len(self.peers))
            self.channel.remove(member)
            assert wire.got == list(range(after + 1, after + 1 + len(wire.got)))

    async def rest(self) -> None:
        """Until nobody has anything to do."""
        for _ in range(60):
            await asyncio.sleep(0)

    async def end(self) -> None:
        for wire, _, _ in self.peers:
            wire.takes = True
            wire.flow()
        for _ in range(3):
            await self.rest()
        for wire, member, after in self.peers:
            assert wire.got == list(range(after + 1, len(self.log) + 1))
            assert member.live
        for task in self.speaking:
            task.cancel()


Step = Callable[[Hall], Awaitable[None] | None]
WHICH = st.integers(0, 3)
SAY = st.builds(
    lambda text, count, told: lambda hall: [hall.say(text, told) for _ in range(count)] and None,
    st.sampled_from([BIG, "x"]),
    st.sampled_from([1, 1, 5]),
    st.sampled_from([True, True, False]),
)
TURN: st.SearchStrategy[Step] = st.sampled_from(
    [
        lambda hall: hall.channel.hand_over(),
        lambda hall: hall.channel.abreast.settle(),
        lambda hall: asyncio.sleep(0),
        lambda hall: hall.rest(),
    ]
)
STEPS: st.SearchStrategy[Step] = st.one_of(
    st.builds(lambda c, b: lambda hall: hall.come(c, b), st.booleans(), st.integers(0, 4)),
    SAY,
    SAY,
    st.builds(lambda i, t: lambda hall: hall.take(i, t), WHICH, st.booleans()),
    st.builds(lambda i: lambda hall: hall.leave(i), WHICH),
    TURN,
    TURN,
)


@given(st.lists(STEPS, min_size=10, max_size=60))
def test_each_member_gets_each_event_once_and_in_order(steps: list[Step]) -> None:
    async def story() -> None:
        hall = Hall()
        for step in steps:
            if (waiting := step(hall)) is not None:
                await waiting
        await hall.end()

    asyncio.run(story())


@pytest.mark.parametrize("carried", [True, False])
def test_who_is_full_is_left_out_and_reads_the_rest_later(carried: bool) -> None:
    async def story() -> None:
        hall = Hall()
        for _ in range(2):
            hall.come(carried=carried, behind=0)
        await hall.rest()
        hall.take(0, takes=False)
        for _ in range(12):
            hall.say(BIG, told=True)
            await hall.rest()
        (_, full, _), (quick, _, _) = hall.peers
        assert quick.got == list(range(1, 13))
        assert not full.live
        assert full.mailbox.size < FULL + BUSY
        hall.take(0, takes=True)
        await hall.rest()
        hall.say("x", told=True)
        await hall.end()

    asyncio.run(story())


def test_who_takes_something_now_and_then_is_not_stalled_and_who_takes_nothing_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(mailboxes, "STALLED_AFTER", 15.0)

    async def story() -> None:
        hall = Hall()
        hall.come(carried=True, behind=0)
        hall.come(carried=True, behind=0)
        await hall.rest()
        (slow, slow_member, _), (dead, dead_member, _) = hall.peers
        slow.takes = dead.takes = False
        stalled: set[str] = set()
        for second in range(20):
            hall.clock = float(second)
            hall.say("x" * 2000, told=True)
            await hall.rest()
            del slow.held[:1000]  # less than comes
            hall.channel.abreast.settle()
            for name, member in (("slow", slow_member), ("dead", dead_member)):
                if member.mailbox.stalled():
                    stalled.add(name)
        assert stalled == {"dead"}

    asyncio.run(story())
