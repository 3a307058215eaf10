"""Who is connected, and the way from a commit to them: rooms, notes and alarms."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Callable, Coroutine, Iterable, Sequence
from contextlib import suppress

import structlog

from consult.access.policy import Actor
from consult.actions.rooms.discussion.say import say
from consult.actions.rooms.positions import TrackView, track_view
from consult.errors import Duplicate
from consult.events import AccessChanged, Event, Nudge, RoomMoved
from consult.rooms.content import plain
from consult.rooms.protocol import replies
from consult.rooms.protocol.limits import LIMITS, Close, Limits
from consult.rooms.protocol.replies import Frame
from consult.rooms.room import Post, Posted, Room, RoomEvent
from server.live.bus import Bus
from server.live.bus.memory import MemoryBus
from server.live.bus.news import News
from server.live.channel import Channel
from server.live.connection import Connection
from server.live.entry import Entry, enter
from server.live.lanes import Lanes
from server.live.mailbox import Tick
from server.live.marks import Marks, Told
from server.live.neighbours import Neighbours
from server.live.parcels import encode
from server.live.standing import Standing, look_again
from storage.database.unit_of_work import UnitOfWork

TICK = 1.0
POLL_HEADS_EVERY = 2
LOOK_AGAIN_EVERY = 4
# Everybody hears when calls stand still (server.jobs.dead_man).
ALARMS = "alarms"
_log = structlog.get_logger("huizhen.live")


class Hub:
    """One per process, on the event loop. `publish` is what the unit of work calls after commit.

    Everything it gives to connections goes into their mailboxes; it never waits for one of them.
    """

    def __init__(
        self,
        uow: UnitOfWork,
        bus: Bus | None = None,
        news: News | None = None,
        limits: Limits = LIMITS,
        tick: float = TICK,
    ) -> None:
        self.uow = uow
        self.neighbours = Neighbours(self, bus or MemoryBus(), news)
        self.limits = limits
        self.channels: dict[str, Channel] = {}
        self.connections: set[Connection] = set()
        self.stopping = False
        self._tick = tick
        self._counts: Counter[str] = Counter()
        self._people: dict[str, set[Connection]] = defaultdict(set)
        self._topics: dict[str, set[Connection]] = defaultdict(set)
        self._tasks: set[asyncio.Task[None]] = set()
        self._timer: asyncio.Task[None] | None = None
        self._rev = 0
        self.latest = Tick()
        self._lanes = Lanes(uow, self.spawn)
        self.marks = Marks(uow, self.spawn, self._marked)
        self._bells: list[Callable[[], None]] = []
        self._listeners: list[Callable[[str], None]] = []

    # ---- life

    async def start(self) -> None:
        await self.neighbours.start()
        self._timer = asyncio.create_task(self._run(), name="live-timer")

    async def stop(self) -> None:
        """Ask everyone to come back a little later, and finish what is being committed."""
        self.stopping = True
        if self._timer is not None:
            self._timer.cancel()
            with suppress(asyncio.CancelledError):
                await self._timer
        for connection in self.connections:
            connection.close(Close.RESTART)
        for channel in self.channels.values():
            channel.close()
        self.begin(self.marks.stop())
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=5)
            for task in late:
                task.cancel()
        await self.neighbours.stop()

    def spawn(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        """Run to the end even when the connection it was begun for is gone."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)
        return task

    def begin(self, work: Coroutine[None, None, None]) -> None:
        """`spawn` for work nobody waits for."""
        _ = self.spawn(work)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            _log.error("failed", error=type(error).__name__, code=getattr(error, "code", ""))

    # ---- after a commit

    def now(self) -> float:
        return asyncio.get_running_loop().time()

    def publish(self, events: Sequence[Event]) -> None:
        if self.neighbours.bus.alone:
            self._spread(events)
            return
        self.neighbours.tell(events)
        # Theirs is the longer way: a turn from now the bus is given its words, then come our own.
        loop = asyncio.get_running_loop()
        loop.call_soon(loop.call_soon, self._spread, events)

    def _spread(self, events: Sequence[Event]) -> None:
        for event in events:
            match event:
                case RoomMoved(room_id, head, news):
                    self._moved(room_id, head, news)
                case Nudge(topic):
                    self._note(topic)
                case AccessChanged(person_id):
                    self.look_again_at(person_id)
        if any(isinstance(event, Nudge) for event in events):
            self._ring()

    def _moved(self, room_id: str, head: int, news: Sequence[RoomEvent]) -> None:
        if (channel := self.channels.get(room_id)) is not None:
            channel.moved(head, news)
            channel.hand_over()  # a commit is all there is to this turn
        for listener in self._listeners:
            listener(room_id)

    def on_moved(self, listener: Callable[[str], None]) -> None:
        """`listener` is told of each room in which something was said through this process."""
        self._listeners.append(listener)

    def _note(self, topic: str) -> None:
        """Revisions grow across restarts, so that a client can tell a newer one."""
        self._rev = max(self._rev + 1, int(self.uow.clock().timestamp() * 1000))
        if listeners := self._topics.get(topic):
            parcel = encode(replies.note(topic, self._rev))
            for connection in listeners:
                connection.mailbox.offer(("note", "", topic), lambda: parcel)

    def hear_note(self, topic: str) -> None:
        """Another process committed something."""
        self._note(topic)
        self._ring()

    def note_everything(self) -> None:
        """Something may have changed that nobody told."""
        for topic in list(self._topics):
            self._note(topic)
        self._ring()

    def on_news(self, bell: Callable[[], None]) -> None:
        """`bell` is rung when something was committed, or somebody came who may be waited for."""
        self._bells.append(bell)

    def _ring(self) -> None:
        for bell in self._bells:
            bell()

    def reaches(self, people: Iterable[str]) -> bool:
        return any(person in self._people for person in people)

    def alarm(self, people: Iterable[str], frame: Frame) -> int:
        """To every connection of these people; how many are this process's."""
        self.neighbours.ring(people, frame)
        return self.ring_here(people, frame)

    def ring_here(self, people: Iterable[str], frame: Frame) -> int:
        there = {one for person in people for one in self._people.get(person, ())}
        parcel = encode(frame)
        for connection in there:
            connection.mailbox.post(parcel)
        return len(there)

    # ---- connections

    def count_of(self, person_id: str) -> int:
        return self._counts[person_id]

    def come(self, connection: Connection) -> None:
        self.connections.add(connection)
        self._counts[connection.person_id] += 1

    def greeted(self, connection: Connection) -> None:
        """From `hello` on a connection gets notes and alarms."""
        self._people[connection.person_id].add(connection)
        self.subscribe(connection)
        self._ring()

    def gone(self, connection: Connection) -> None:
        self.connections.discard(connection)
        self._counts[connection.person_id] -= 1
        if not self._counts[connection.person_id]:
            del self._counts[connection.person_id]
        for room in list(connection.members):
            self.leave(connection, room)
        _drop(self._people, connection.person_id, connection)
        for topic in connection.topics:
            _drop(self._topics, topic, connection)

    def subscribe(self, connection: Connection) -> None:
        """To itself, to the person's hospitals of this moment, to the cases of joined rooms."""
        now = self.uow.clock()
        orgs = {f"org:{role.org_id}" for role in connection.actor.roles if role.active(now)}
        cases = {f"case:{self.channels[room].case_id}" for room in connection.members}
        topics = {ALARMS, f"person:{connection.person_id}"} | orgs | cases
        for topic in connection.topics - topics:
            _drop(self._topics, topic, connection)
        for topic in topics - connection.topics:
            self._topics[topic].add(connection)
        connection.topics = topics

    # ---- rooms

    async def look_in(self, actor: Actor, room_id: str, trace: str) -> Entry:
        return await self.uow.show(
            enter(actor, room_id, self.uow.clock()), actor=actor, trace=trace
        )

    def channel(self, room: Room) -> Channel:
        """The room's channel, made for its first member; `room` is as just read."""
        channel = self.channels.get(room.id)
        if channel is None:
            channel = self.channels[room.id] = Channel(
                id=room.id,
                case_id=room.case_id,
                epoch=room.epoch,
                head=room.head_seq,
                pos=room.head_seq,
                read=self._read,
                spawn=self.spawn,
                announce=self.neighbours.here,
            )
            self.neighbours.opened(channel)
        channel.check(room)
        return channel

    def leave(self, connection: Connection, room_id: str) -> None:
        member = connection.members.pop(room_id, None)
        if member is None:
            return
        channel = self.channels[room_id]
        channel.remove(member)
        person = connection.person_id
        if person not in channel.online() and channel.view.release(person):
            channel.presenting(self.neighbours.shared)
        if not channel.members:
            self._track_view(channel)
            channel.close()
            del self.channels[room_id]
        self.subscribe(connection)

    async def _read(self, room_id: str, after: int, limit: int) -> Sequence[RoomEvent]:
        return await self.uow.look(
            lambda store: store.room_log.read(room_id, after=after, limit=limit), single=True
        )

    def post(self, actor: Actor, posts: Sequence[Post], trace: str) -> asyncio.Future[list[Posted]]:
        """Posts into one room; done after their commit. What is not plain comes alone."""
        if all(plain(post) for post in posts):
            return self._lanes.post(actor, posts, trace)
        done: asyncio.Future[list[Posted]] = asyncio.get_running_loop().create_future()
        self.begin(self._say_each(actor, posts, trace, done))
        return done

    async def _say_each(
        self, actor: Actor, posts: Sequence[Post], trace: str, done: asyncio.Future[list[Posted]]
    ) -> None:
        try:
            done.set_result([await self._say(actor, post, trace) for post in posts])
        except Exception as error:
            done.set_exception(error)

    async def _say(self, actor: Actor, post: Post, trace: str) -> Posted:
        try:
            return await self.uow.run(say, post, actor=actor, trace=trace)
        except Duplicate:  # the same message was just committed over another connection
            return await self.uow.run(say, post, actor=actor, trace=trace)

    def _marked(self, told: Told, seq: int) -> None:
        """A position is on disk: everybody but who told it hears of it."""
        moved, person = told.call.cmd, told.call.actor.person_id
        frame = replies.UP_TO[moved.mark](moved.room_id, person, seq)
        if (channel := self.channels.get(moved.room_id)) is not None:
            channel.tell(moved.mark, person, frame, but=told.member)
        self.neighbours.pass_on(moved.room_id, moved.mark, person, frame)

    # ---- time

    async def _run(self) -> None:
        """Heartbeats each tick; now and then what no event told us: other processes, expiry."""
        checks = {
            self._poll_heads: POLL_HEADS_EVERY,
            self._look_again_at_all: LOOK_AGAIN_EVERY,
        }
        last = dict.fromkeys(checks, asyncio.get_running_loop().time())
        running: dict[Callable[[], Coroutine[None, None, None]], asyncio.Task[None]] = {}
        while True:
            await asyncio.sleep(self._tick)
            now = asyncio.get_running_loop().time()
            for channel in self.channels.values():
                channel.abreast.settle()
            for connection in list(self.connections):
                connection.tick(now)
            self.neighbours.tick(now)
            self._track_views()
            for check, every in checks.items():
                idle = check not in running or running[check].done()
                if idle and now - last[check] >= every * self._tick:
                    last[check] = now
                    running[check] = self.spawn(check())

    def _track_views(self) -> None:
        """What our own people show, once a second at most; each view by one process alone."""
        for channel in self.channels.values():
            self._track_view(channel)

    def _track_view(self, channel: Channel) -> None:
        actor, channel.unsampled = channel.unsampled, None
        pointers, channel.pointed = tuple(channel.pointed.values()), {}
        shown = channel.view
        if actor is not None and shown.v is not None and shown.by is not None:
            self.begin(self._track(actor, TrackView(channel.id, shown.by, shown.v, pointers)))

    async def _track(self, actor: Actor, shown: TrackView) -> None:
        await self.uow.run(track_view, shown, actor=actor, trace="view")

    async def _poll_heads(self) -> None:
        """Covers wake-ups that were lost or belong to another process."""
        wanted = list(self.channels)
        if not wanted:
            return
        rooms = await self.uow.look(lambda store: store.rooms.list(id=wanted))
        for room in rooms:
            channel = self.channels.get(room.id)
            if channel is not None:
                channel.check(room)

    async def _look_again_at_all(self) -> None:
        await self._look_again(list(self.connections))

    def look_again_at(self, person_id: str) -> None:
        theirs = [one for one in self.connections if one.person_id == person_id]
        if theirs:
            self.begin(self._look_again(theirs))

    async def _look_again(self, connections: list[Connection]) -> None:
        if not connections:
            return
        asked = [connection.connected() for connection in connections]
        now = self.uow.clock()
        found = await self.uow.look(lambda store: look_again(store, asked, now))
        for connection, standing in zip(connections, found, strict=True):
            self._apply(connection, standing)

    def _apply(self, connection: Connection, standing: Standing) -> None:
        if connection not in self.connections:
            return
        if not standing.alive:
            connection.close(Close.UNAUTHENTICATED)
            return
        connection.actor = standing.actor
        for room_id, reason in standing.ended.items():
            connection.put_out(room_id, reason)
        if connection.greeted:
            self.subscribe(connection)


def _drop(index: dict[str, set[Connection]], key: str, connection: Connection) -> None:
    index[key].discard(connection)
    if not index[key]:
        del index[key]
