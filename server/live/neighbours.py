"""The other processes of this installation: what they are told, and what they tell.

Words that wake and what lives a moment: heads of rooms, topics, people whose rights changed, who is
there, who types. What was said comes along sealed (`bus.news`), to spare those who can open it a
read; nothing else from the bus is believed about it, nor ever about who may see it.
"""

from __future__ import annotations

import secrets
from base64 import b64decode
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

import msgspec
import structlog

from consult.events import AccessChanged, Event, Nudge, RoomMoved
from consult.rooms.protocol.replies import Frame
from consult.rooms.room import RoomEvent
from server.live.bus import Bus
from server.live.bus.news import News
from server.live.bus.port import EVERYONE

if TYPE_CHECKING:
    from server.live.channel import Channel
    from server.live.hub import Hub

# Who has not been heard of for so long is gone; so often everybody says who is there.
LEASE_S = 30.0
BEAT_S = 10.0
# While the bus is away nobody tells what happened elsewhere: lists are asked for again.
ASK_AGAIN_S = 10.0
Word = dict[str, Any]
_log = structlog.get_logger("huizhen.bus")


class Neighbours:
    def __init__(self, hub: Hub, bus: Bus, news: News | None = None) -> None:
        self._hub = hub
        self._bus = bus
        self._news = news
        self._me = secrets.token_hex(6)
        self._beaten = 0.0
        self._asked = 0.0

    @property
    def bus(self) -> Bus:
        return self._bus

    async def start(self) -> None:
        await self._bus.start(self._hear, self._back)

    async def stop(self) -> None:
        for room_id in self._hub.channels:
            self._say(room_id, k="here", people=[])
        await self._bus.stop()

    # ---- said

    def tell(self, events: Iterable[Event]) -> None:
        """What this process committed."""
        for event in events:
            match event:
                case RoomMoved(room_id, head, said):
                    self._say(room_id, k="moved", head=head, news=self._sealed(room_id, said))
                case Nudge(topic):
                    self._say(EVERYONE, k="note", topic=topic)
                case AccessChanged(person_id):
                    self._say(EVERYONE, k="access", person=person_id)

    def ring(self, people: Iterable[str], frame: Frame) -> None:
        self._say(EVERYONE, k="ring", people=list(people), frame=frame)

    def pass_on(self, room_id: str, kind: str, who: str, frame: Frame) -> None:
        """Latest wins, per kind and person."""
        self._say(room_id, k="tell", kind=kind, who=who, frame=frame)

    def opened(self, channel: Channel) -> None:
        """The first of ours came: who of theirs is there?"""
        self._say(channel.id, k="who")

    def here(self, channel: Channel) -> None:
        self._say(channel.id, k="here", people=sorted(channel.here()))
        if (view := channel.view.word()) is not None:
            self._say(channel.id, k="view", view=view)

    def shared(self, channel: Channel) -> None:
        """Who shows what."""
        if (view := channel.view.word()) is not None:
            self._say(channel.id, k="view", view=view)

    def tick(self, now: float) -> None:
        """Every second: beats, leases, and what to do without the bus."""
        if self._bus.alone:
            return
        if not self._bus.connected and now - self._asked >= ASK_AGAIN_S:
            self._asked = now
            self._hub.note_everything()
        if now - self._beaten >= BEAT_S:
            self._beaten = now
            for channel in self._hub.channels.values():
                self.here(channel)
        for channel in self._hub.channels.values():
            channel.forget_elsewhere(now)

    def _sealed(self, room_id: str, said: Sequence[RoomEvent]) -> bytes:
        channel = self._hub.channels.get(room_id)
        if channel is None or self._news is None:
            return b""
        return self._news.seal(room_id, channel.epoch, channel.frames(said))

    def _say(self, topic: str, /, **word: object) -> None:
        if not self._bus.alone:
            self._bus.say(topic, msgspec.json.encode({"n": self._me, **word}))

    # ---- heard

    def _back(self) -> None:
        """Nobody knows what was said meanwhile."""
        self._hub.note_everything()
        for channel in self._hub.channels.values():
            self.opened(channel)
            self.here(channel)

    def _hear(self, topic: str, data: bytes) -> None:
        if topic != EVERYONE and topic not in self._hub.channels:
            return
        try:
            word: Word = msgspec.json.decode(data)
            if word["n"] != self._me:
                WORDS[word["k"]](self, topic, word)
        except (msgspec.MsgspecError, LookupError, TypeError, ValueError) as error:
            _log.warning("not understood", error=type(error).__name__)

    def _moved(self, room_id: str, word: Word) -> None:
        channel, sealed = self._hub.channels[room_id], b64decode(word.get("news", ""))
        frames = self._news.unseal(room_id, channel.epoch, sealed) if self._news else ()
        channel.heard(int(word["head"]), frames)
        channel.hand_over()

    def _who(self, room_id: str, word: Word) -> None:
        self.here(self._hub.channels[room_id])

    def _here(self, room_id: str, word: Word) -> None:
        until = self._hub.now() + LEASE_S
        self._hub.channels[room_id].elsewhere(word["n"], frozenset(word["people"]), until)

    def _tell(self, room_id: str, word: Word) -> None:
        channel = self._hub.channels[room_id]
        channel.tell(str(word["kind"]), str(word["who"]), dict(word["frame"]), but=None)

    def _view(self, room_id: str, word: Word) -> None:
        self._hub.channels[room_id].heard_view(dict(word["view"]))

    def _note(self, topic: str, word: Word) -> None:
        self._hub.hear_note(str(word["topic"]))

    def _access(self, topic: str, word: Word) -> None:
        self._hub.look_again_at(str(word["person"]))

    def _ring(self, topic: str, word: Word) -> None:
        self._hub.ring_here(list(word["people"]), dict(word["frame"]))


WORDS: dict[str, Callable[[Neighbours, str, Word], None]] = {
    "moved": Neighbours._moved,
    "who": Neighbours._who,
    "here": Neighbours._here,
    "tell": Neighbours._tell,
    "view": Neighbours._view,
    "note": Neighbours._note,
    "access": Neighbours._access,
    "ring": Neighbours._ring,
}
