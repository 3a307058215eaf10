"""A room with somebody connected: reads what is new once, gives it to everyone, waits for nobody.

What becomes known in one turn of the event loop leaves as one write per member.

Each member holds `pos`, the last event it was given. A member is live when events are handed to it
as they come; otherwise a task of its own reads them from the database: after joining, after a gap,
and when its mailbox was full. It goes live only when no event up to `head` is left, and nothing is
awaited between seeing that and going live. Most are abreast: they have all that was handed out.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from functools import partial

from consult.access.policy import Actor
from consult.rooms.protocol import replies
from consult.rooms.protocol.replies import Frame
from consult.rooms.protocol.view import SharedView, Word
from consult.rooms.room import Room, RoomEvent
from server.live.carrier import BUSY
from server.live.members import Abreast, Member
from server.live.parcels import Parcel, bundle, encode
from server.live.recent import Mouthful, Recent, mouthfuls

PAGE = 200
PRESENCE_AFTER = 0.25

ReadLog = Callable[[str, int, int], Awaitable[Sequence[RoomEvent]]]
Spawn = Callable[[Coroutine[None, None, None]], "asyncio.Task[None]"]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Who is in the room by another process."""

    people: frozenset[str]
    until: float


NOBODY = Elsewhere(frozenset(), 0.0)


@dataclass(eq=False, slots=True)
class Channel:
    """`head` is the highest event known to exist, `pos` the last one handed out.

    `unsampled` showed a view or pointed since the last was put into the room's track; `pointed` is
    where the people of this process pointed since then, the last place of each.
    """

    id: str
    case_id: str
    epoch: str
    head: int
    pos: int
    read: ReadLog
    spawn: Spawn
    announce: Callable[[Channel], None] = lambda channel: None
    members: set[Member] = field(default_factory=set)
    abreast: Abreast = field(default_factory=Abreast)
    view: SharedView = field(default_factory=SharedView)
    unsampled: Actor | None = None
    pointed: dict[str, Frame] = field(default_factory=dict)
    _here: frozenset[str] = frozenset()
    _counts: Counter[str] = field(default_factory=Counter)
    _elsewhere: dict[str, Elsewhere] = field(default_factory=dict)
    _pump: asyncio.Task[None] | None = None
    _announcing: asyncio.TimerHandle | None = None
    _diffs: dict[frozenset[str], Parcel | None] = field(default_factory=dict)
    _recent: Recent = field(default_factory=Recent)
    _apart: set[Member] = field(default_factory=set)
    _turn: list[Parcel] = field(default_factory=list)
    _pages: dict[int, asyncio.Future[Sequence[RoomEvent]]] = field(default_factory=dict)

    # ---- coming and going

    def add(self, member: Member) -> None:
        """Take a member in; what it misses after `pos` is on its way."""
        before = self._here
        self.members.add(member)
        self._counts[member.person_id] += 1
        if self._counts[member.person_id] == 1:
            self._here |= {member.person_id}
        member.seen = self.online()
        self._catch_up(member, member.pos)
        self._moved_in_or_out(before)

    def remove(self, member: Member) -> None:
        before = self._here
        self.members.discard(member)
        self._counts[member.person_id] -= 1
        if not self._counts[member.person_id]:
            self._here -= {member.person_id}
        if member.catching_up is not None:
            member.catching_up.cancel()
        self.abreast.discard(member)
        self._apart.discard(member)
        member.mailbox.forget(self.id)
        self._moved_in_or_out(before)

    def here(self) -> frozenset[str]:
        """The people connected to this process."""
        return self._here

    def online(self) -> frozenset[str]:
        """The people connected to any process, as far as is known."""
        return self.here().union(*(there.people for there in self._elsewhere.values()))

    def elsewhere(self, process: str, people: frozenset[str], until: float) -> None:
        """Another process says who is with it; believed `until` then, in the loop's seconds."""
        known = self._elsewhere.pop(process, NOBODY)
        if people:
            self._elsewhere[process] = Elsewhere(people, until)
        if people != known.people:
            self._presence_changed()

    def forget_elsewhere(self, now: float) -> None:
        over = [process for process, there in self._elsewhere.items() if there.until < now]
        for process in over:
            self.elsewhere(process, frozenset(), now)

    def _moved_in_or_out(self, before: frozenset[str]) -> None:
        if before != self._here:
            self._presence_changed()
            self.announce(self)

    def close(self) -> None:
        if self._announcing is not None:
            self._announcing.cancel()

    # ---- the log

    def moved(self, head: int, news: Sequence[RoomEvent] = ()) -> None:
        """The room has events up to `head`; any number of calls make one read.

        `news` are the last of them: when nothing lies between, nothing is read at all.
        """
        self.head = max(self.head, head)
        if self._pump is None and news and news[0].seq == self.pos + 1:
            for event in news:
                self._give(event)
        self._read_on()

    def heard(self, head: int, frames: Sequence[tuple[int, bytes]]) -> None:
        """`moved`, as another process says, with the last events by number as they are sent."""
        self.head = max(self.head, head)
        if self._pump is None and frames and frames[0][0] == self.pos + 1:
            for seq, data in frames:
                self._take(seq, self._recent.put_encoded(seq, data))
        self._read_on()

    def frames(self, events: Sequence[RoomEvent]) -> list[tuple[int, bytes]]:
        """For `heard` elsewhere."""
        return [(event.seq, self._recent.put(event).datas[0]) for event in events]

    def _read_on(self) -> None:
        if self._pump is None and self.pos < self.head:
            self._pump = self.spawn(self._hand_out())

    def check(self, room: Room) -> None:
        """Compare with the room as just read: lost wake-ups, failed reads, another log."""
        if self.epoch != room.epoch:
            self._restored(room)
        self.moved(room.head_seq)
        for member in self.members:
            if not member.live and (member.catching_up is None or member.catching_up.done()):
                self._catch_up(member, member.pos)
        if not self._turn:
            self._bring_in()

    def _restored(self, room: Room) -> None:
        """A backup was put back: everybody loads afresh."""
        self.epoch, self.head, self.pos = room.epoch, room.head_seq, room.head_seq
        self._turn.clear()
        self._recent.clear()
        parcel = encode(replies.resync(room, "epoch"))
        for member in self.members:
            member.pos = room.head_seq
            member.mailbox.post(parcel)
        self._bring_in()

    async def _hand_out(self) -> None:
        try:
            while self.members and self.pos < self.head:
                events = await self.read(self.id, self.pos, PAGE)
                if not events:
                    break
                for event in events:
                    self._give(event)
        finally:
            self._pump = None

    def _give(self, event: RoomEvent) -> None:
        if event.seq > self.pos:
            self._take(event.seq, self._recent.put(event))

    def _take(self, seq: int, parcel: Parcel) -> None:
        self.pos = seq
        self.head = max(self.head, seq)
        if not self._turn:
            asyncio.get_running_loop().call_soon(self.hand_over)
        self._turn.append(parcel)

    def hand_over(self) -> None:
        """The events of this turn, which end at `pos`, to everybody who has those before.

        By itself at the end of the turn, so that they are one write for each member.
        """
        turn, self._turn = self._turn, []
        if not turn:
            return
        before, whole = self.pos - len(turn), bundle(turn)
        if whole.size > BUSY:
            self._hand_over_much(mouthfuls(turn), before)
        else:
            for member in self.abreast.give(whole):
                self._catch_up(member, before)
        if self._apart:
            self._bring_in()

    def _hand_over_much(self, turn: Sequence[Mouthful], before: int) -> None:
        for member in self.abreast:
            self.abreast.discard(member)
            member.pos = before
            self._post_page(member, turn)
            self._apart.add(member)

    def _bring_in(self) -> None:
        """Who was elsewhere in the log: is abreast now, misses something, or is still ahead."""
        for member in [one for one in self._apart if one.pos <= self.pos]:
            self._apart.discard(member)
            if member.pos == self.pos:
                self.abreast.add(member)
            else:
                self._catch_up(member, member.pos)

    def _catch_up(self, member: Member, after: int) -> None:
        member.pos, member.live = after, False
        member.catching_up = self.spawn(self._replay(member))

    def _go_live(self, member: Member) -> None:
        member.live = True
        if member.pos == self.pos and not self._turn:
            self.abreast.add(member)
        else:
            self._apart.add(member)

    async def _replay(self, member: Member) -> None:
        while member.pos < self.head:
            await member.mailbox.roomy()
            page = self._recent.after(member.pos, PAGE) or await self._page(member.pos)
            if not page:
                break
            self._post_page(member, page)
        self._go_live(member)

    def _post_page(self, member: Member, page: Sequence[Mouthful]) -> None:
        """As much as fits."""
        for mouthful in page:
            if member.mailbox.full:
                break
            member.pos += mouthful.count
            member.mailbox.post(mouthful.parcel)

    async def _page(self, after: int) -> list[Mouthful]:
        """From the database; who asks for the same meanwhile waits for the same answer."""
        epoch, reading = self.epoch, self._pages.get(after)
        if reading is None:
            reading = self._pages[after] = asyncio.ensure_future(self.read(self.id, after, PAGE))
            reading.add_done_callback(partial(self._page_read, after))
        events = await asyncio.shield(reading)
        if epoch != self.epoch:
            return []
        return mouthfuls([self._recent.put(event) for event in events])

    def _page_read(self, after: int, reading: asyncio.Future[Sequence[RoomEvent]]) -> None:
        del self._pages[after]
        if not reading.cancelled():
            reading.exception()  # told to those who wait, if anybody still does

    # ---- what is never stored

    def tell(self, kind: str, person_id: str, frame: Frame, *, but: Member | None) -> None:
        """Latest wins, per kind and person."""
        parcel = encode(frame)
        for member in self.members:
            if member is not but:
                member.mailbox.offer((kind, self.id, person_id), lambda: parcel)

    def presenting(self, shared: Callable[[Channel], None]) -> None:
        """Showing changed hands here."""
        self.tell_presenter()
        shared(self)

    def tell_presenter(self) -> None:
        parcel = encode(replies.presenter(self.id, self.view.presenter))
        for member in self.members:
            member.mailbox.offer(("presenter", self.id), lambda: parcel)

    def tell_view(self, *, but: Member | None = None) -> None:
        parcel = encode(replies.state(self.id, self.view))
        for member in self.members:
            if member is not but:
                member.mailbox.offer(("state", self.id), lambda: parcel)

    def point(self, actor: Actor, at: Frame) -> None:
        """Kept for the replay while somebody shows."""
        if self.view.presenter is not None and self.view.v is not None:
            self.pointed[actor.person_id] = {"by": actor.person_id} | at
            self.unsampled = actor

    def heard_view(self, word: Word) -> None:
        """Another process says what is shown."""
        turned, newer = self.view.merge(word)
        if turned:
            self.tell_presenter()
        if newer and self.view.v is not None:
            self.tell_view()

    def _presence_changed(self) -> None:
        self._diffs.clear()
        if self._announcing is None and self.members:
            loop = asyncio.get_running_loop()
            self._announcing = loop.call_later(PRESENCE_AFTER, self._announce)

    def _announce(self) -> None:
        self._announcing = None
        for member in self.members:
            member.mailbox.offer(("pres", self.id), partial(self._diff, member))

    def _diff(self, member: Member) -> Parcel | None:
        """Who came and went since this member was last told; one encoding for all alike."""
        if member.seen not in self._diffs:
            now, seen = self.online(), member.seen
            frame = replies.pres(self.id, now - seen, seen - now)
            self._diffs[seen] = encode(frame) if now != seen else None
        parcel = self._diffs[member.seen]
        member.seen = self.online()
        return parcel
