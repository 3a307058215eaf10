"""One open socket: its frames through the dialogue, the dialogue's effects into the hub."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

import structlog
from starlette.websockets import WebSocket, WebSocketDisconnect

from consult.actions.rooms.positions import MarkUpTo
from consult.errors import HuizhenError, Throttled, Unavailable
from consult.rooms.protocol import replies
from consult.rooms.protocol.dialogue import Dialogue
from consult.rooms.protocol.effects import Commit, Effect, Greet, HangUp, Send
from consult.rooms.protocol.frames import Join, Leave, Loading, Present, Ptr, State, Typing, UpTo
from consult.rooms.protocol.limits import Close
from consult.rooms.protocol.resume import resync_reason
from consult.rooms.room import Posted
from server.live.carrier import carrier_of
from server.live.channel import Channel
from server.live.entry import Entry
from server.live.mailbox import DirectMailbox, Mailbox, QueuedMailbox
from server.live.members import Member
from server.live.parcels import encode
from server.live.standing import Connected
from server.security.auth.identity import Identity
from server.security.web.direction import json_without_turning

if TYPE_CHECKING:
    from server.live.hub import Hub

GOODBYE_WITHIN = 2.0
COME_BACK_WITHIN_MS = 5000
_log = structlog.get_logger("huizhen.live")


class Connection:
    """Lives from the accepted handshake to the last frame. `members` holds it per joined room."""

    def __init__(self, socket: WebSocket, who: Identity, hub: Hub, id_: str) -> None:
        clock = asyncio.get_running_loop().time
        self.id = id_
        self.actor = who.actor
        self.person_id = who.actor.person_id
        self._carrier = carrier_of(socket)
        self.mailbox: Mailbox = (
            QueuedMailbox(clock, hub.latest, socket.send)
            if self._carrier is None
            else DirectMailbox(clock, hub.latest, self._carrier)
        )
        self.members: dict[str, Member] = {}
        self.topics: set[str] = set()
        self.greeted = False
        self._session_id = who.session.id if who.session else None
        self._token_id = who.token.id if who.token else None
        self._socket = socket
        self._hub = hub
        self._clock = clock
        self._dialogue = Dialogue(clock(), hub.limits)
        self._over = asyncio.Event()
        self._code: Close | None = None

    def connected(self) -> Connected:
        return Connected(
            actor=self.actor,
            session_id=self._session_id,
            token_id=self._token_id,
            rooms=frozenset(self.members),
        )

    # ---- its life

    async def run(self, first: str | None = None) -> None:
        """Until either side hangs up; `first` was heard before it was known who speaks."""
        self._hub.come(self)
        tasks = [asyncio.create_task(self._listen())]
        if isinstance(self.mailbox, QueuedMailbox):
            tasks.append(asyncio.create_task(self._speak(self.mailbox)))
        if first is not None:
            self._hear(first)
        if self._carrier is not None:
            self._carrier.farewell = lambda: encode(self._bye()).texts[0]
            self._carrier.hear = self._hear_now
        try:
            await self._over.wait()
        finally:
            self._hub.gone(self)
            self.mailbox.close()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        await self._hang_up()

    def close(self, code: Close) -> None:
        """Say no more but the code; what was not sent is resumed from `pos`."""
        if not self._over.is_set():
            self._code = code
            self._over.set()

    def tick(self, now: float) -> None:
        self._perform(self._dialogue.tick(now))
        if self.mailbox.stalled():
            self.close(Close.SLOW)

    async def _listen(self) -> None:
        try:
            while not self._over.is_set():
                message = await self._socket.receive()
                if message["type"] != "websocket.receive":
                    break
                self._hear(message.get("text"))
        except Exception as error:
            self._failed(error)
        finally:
            self._over.set()

    def _hear_now(self, text: str) -> None:
        """From the carrier; what ASGI still holds was said before and is heard first."""
        try:
            if not self._over.is_set():
                self._hear(text)
        except Exception as error:
            self._failed(error)

    def _failed(self, error: Exception) -> None:
        _log.error("failed", error=type(error).__name__, connection=self.id)
        self._code = Close.INTERNAL
        self._over.set()

    def _hear(self, text: str | None) -> None:
        if text is None:  # binary frames have no meaning yet
            self.close(Close.PROTOCOL)
        else:
            plain = json_without_turning(text.encode()).decode()
            self._perform(self._dialogue.receive(plain, self._clock()))

    async def _speak(self, mailbox: QueuedMailbox) -> None:
        try:
            await mailbox.run()
        except (WebSocketDisconnect, RuntimeError, OSError):
            self._over.set()

    async def _hang_up(self) -> None:
        if self._code is None:
            return
        try:
            async with asyncio.timeout(GOODBYE_WITHIN):
                with suppress(WebSocketDisconnect, RuntimeError, OSError):
                    if self._code is Close.RESTART:
                        await self._socket.send_text(encode(self._bye()).texts[0])
                    await self._socket.close(self._code)
        except TimeoutError:
            if self._carrier is not None:
                self._carrier.abort()

    def _bye(self) -> replies.Frame:
        """Everyone is sent away at once; let them come back one after the other."""
        return replies.bye(Close.RESTART, random.randrange(COME_BACK_WITHIN_MS))  # noqa: S311

    # ---- effects

    def _perform(self, effects: Iterable[Effect]) -> None:
        for effect in effects:
            if self._over.is_set():
                return  # a client that is gone sends again what it was not told of
            self._do(effect)

    def _do(self, effect: Effect) -> None:
        match effect:
            case Send(frame):
                self.mailbox.post(encode(frame))
            case HangUp(code):
                self.close(code)
            case Greet():
                self._greet()
            case Commit():
                self._commit(effect)
            case Join():
                self._hub.begin(self._join(effect))
            case Leave(room):
                self._hub.leave(self, room)
            case UpTo():
                self._move_up(effect)
            case Typing() | Loading():
                self._pass_on(effect)
            case Present() | State() | Ptr():
                self._show(effect)

    def _greet(self) -> None:
        self.greeted = True
        welcome = replies.welcome(self.id, self.person_id, self._hub.limits, self._hub.uow.clock())
        self.mailbox.post(encode(welcome))
        self._hub.greeted(self)

    def _commit(self, commit: Commit) -> None:
        posts = [pub.post(self.person_id) for pub in commit.pubs]
        posted = self._hub.post(self.actor, posts, self.id)
        posted.add_done_callback(partial(self._posted, commit))

    def _posted(self, commit: Commit, posted: asyncio.Future[list[Posted]]) -> None:
        if posted.cancelled():
            return
        error = posted.exception()
        if error is None:
            self._perform(self._dialogue.committed(commit, posted.result()))
        elif isinstance(error, HuizhenError):
            later = isinstance(error, Unavailable | Throttled)
            self._perform(self._dialogue.refused(commit, error.code, retry=later))
        else:
            _log.error("failed", error=type(error).__name__, connection=self.id)
            self._perform(self._dialogue.refused(commit, "unexpected", retry=True))

    async def _join(self, join: Join) -> None:
        try:
            entry = await self._hub.look_in(self.actor, join.room, self.id)
        except HuizhenError as error:
            final = not isinstance(error, Unavailable)
            self.put_out(join.room, error.code, ref=join.ref, final=final)
        except Exception:
            self.put_out(join.room, "unexpected", ref=join.ref, final=False)
            raise
        else:
            if join.room in self._dialogue.rooms and not self._over.is_set():
                self._enter(join, entry)

    def _enter(self, join: Join, entry: Entry) -> None:
        room = entry.room
        self._hub.leave(self, room.id)
        channel = self._hub.channel(room)
        reason = resync_reason(room, join.after, join.epoch)
        member = Member(
            self.person_id, self.mailbox, pos=join.after if reason is None else room.head_seq
        )
        online = channel.online() | {self.person_id}
        if entry.track is not None:
            channel.view.recall(entry.track.by, entry.track.view)
        joined = replies.joined(join.ref, room, entry.members, sorted(online), channel.view)
        self.mailbox.post(encode(joined))
        if reason is not None:
            self.mailbox.post(encode(replies.resync(room, reason)))
        self.members[room.id] = member
        channel.add(member)
        self._hub.subscribe(self)
        self._perform(self._dialogue.entered(room.id))

    def put_out(
        self, room_id: str, code: str, *, ref: str | int | None = None, final: bool = True
    ) -> None:
        """Not let in, or no longer; `final` asks the client not to try again by itself."""
        self._hub.leave(self, room_id)
        status = Close.FORBIDDEN if final else None
        self._perform(self._dialogue.turned_away(room_id, code, ref=ref, status=status))

    def _move_up(self, up_to: UpTo) -> None:
        channel, member = self._hub.channels.get(up_to.room), self.members.get(up_to.room)
        if channel is not None and member is not None:
            moved = MarkUpTo(up_to.room, up_to.seq, up_to.mark)
            self._hub.marks.told(self.actor, moved, member, head=channel.head, trace=self.id)

    def _pass_on(self, effect: Typing | Loading) -> None:
        match effect:
            case Typing(room, on):
                self._tell(room, "typing", replies.typing(room, self.person_id, on))
            case Loading(room, percent):
                self._tell(room, "loading", replies.loading(room, self.person_id, percent))

    def _show(self, effect: Present | State | Ptr) -> None:
        channel, member = self._hub.channels.get(effect.room), self.members.get(effect.room)
        if channel is None or member is None:
            return
        match effect:
            case Ptr(room, picture, x, y):
                frame = replies.ptr(room, self.person_id, picture, x, y)
                self._tell(room, "ptr", frame)
                if x is not None:
                    channel.point(self.actor, {"i": picture, "x": x, "y": y})
            case Present(on=True):
                channel.view.take(self.person_id)
                channel.presenting(self._hub.neighbours.shared)
            case Present():
                if channel.view.release(self.person_id):
                    channel.presenting(self._hub.neighbours.shared)
            case State(room, clk, v):
                self._show_view(channel, member, clk, v)

    def _show_view(self, channel: Channel, member: Member, clk: int, v: dict[str, object]) -> None:
        shown = channel.view.show(self.person_id, clk, v)
        if shown is None:
            self.mailbox.post(encode(replies.err("room.not_presenting", room=channel.id)))
        elif shown:
            channel.unsampled = self.actor
            channel.tell_view(but=member)
            self._hub.neighbours.shared(channel)

    def _tell(self, room_id: str, kind: str, frame: replies.Frame) -> None:
        channel, member = self._hub.channels.get(room_id), self.members.get(room_id)
        if channel is not None and member is not None:
            channel.tell(kind, self.person_id, frame, but=member)
            self._hub.neighbours.pass_on(room_id, kind, self.person_id, frame)
