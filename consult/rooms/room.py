"""Rooms, their members and their events."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from consult.cases.request import Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """`head_seq` counts events without a gap; a new `epoch` says the log was restored."""

    id: str
    case_id: str
    head_seq: int
    epoch: str


class Notify(StrEnum):
    """What of a room makes a sound: urgent messages and emergencies always do."""

    ALL = "all"
    MENTIONS = "mentions"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomMember:
    """Membership is made by actions, never by joining; `until` set means no more frames."""

    room_id: str
    person_id: str
    org_id: str
    part: Part
    since: datetime
    until: datetime | None = None
    read_seq: int = 0
    got_seq: int = 0
    notify: Notify = Notify.ALL

    def active(self, now: datetime) -> bool:
        return self.since <= now and (self.until is None or now < self.until)


class EventKind(StrEnum):
    """`content.SHAPES` says what each may carry; `system` lines are written by the server alone."""

    TEXT = "text"
    FILE = "file"
    VOICE = "voice"
    CARD = "card"
    CARD_CHANGE = "card_change"
    EDIT = "edit"
    WITHDRAW = "withdraw"
    ACK = "ack"
    HAND = "hand"
    FLOOR = "floor"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomEvent:
    """One durable event. `author_id` None is the system; `cmid` is the author's own message id."""

    room_id: str
    seq: int
    kind: EventKind
    body: dict[str, object]
    at: datetime
    author_id: str | None = None
    cmid: str | None = None
    target_seq: int | None = None
    anchor: dict[str, object] | None = None

    def numbered(self, seq: int) -> RoomEvent:
        """`dataclasses.replace`, at a third of its price."""
        return RoomEvent(
            room_id=self.room_id,
            seq=seq,
            kind=self.kind,
            body=self.body,
            at=self.at,
            author_id=self.author_id,
            cmid=self.cmid,
            target_seq=self.target_seq,
            anchor=self.anchor,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A message on its way into a room, not yet numbered."""

    room_id: str
    author_id: str
    cmid: str
    body: dict[str, object]
    kind: EventKind = EventKind.TEXT
    target_seq: int | None = None
    anchor: dict[str, object] | None = None

    def event(self, at: datetime) -> RoomEvent:
        """As it goes into the log, which gives it its number."""
        return RoomEvent(
            room_id=self.room_id,
            seq=0,
            kind=self.kind,
            body=self.body,
            at=at,
            author_id=self.author_id,
            cmid=self.cmid,
            target_seq=self.target_seq,
            anchor=self.anchor,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """What became of a `Post`: its number, or the number it already had."""

    room_id: str
    cmid: str
    seq: int
    at: datetime
    dup: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomSeal:
    """Signing an opinion seals everything up to `upto_seq` (nothing below changes any more)."""

    room_id: str
    upto_seq: int
    sha256: str
    opinion_id: str
    at: datetime


class Mark(StrEnum):
    """`got`: it arrived on one of the person's devices; `read`: it was on the glass before them."""

    GOT = "got"
    READ = "read"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomMark:
    """From `at` on this person had everything up to `seq`."""

    room_id: str
    person_id: str
    mark: Mark
    seq: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomTrack:
    """A view that was shown in a room, one a second at most, after the event `after_seq`.

    `pointers`: where people pointed since the one before, as `{"by", "i", "x", "y"}` each.
    """

    id: str
    room_id: str
    after_seq: int
    at: datetime
    by: str
    view: dict[str, object]
    pointers: tuple[dict[str, object], ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomDraft:
    """What a person began to write, kept per room so that it survives the device."""

    room_id: str
    person_id: str
    text: str
    at: datetime


MAX_TEXT = 8_000
MAX_CMID = 64


@dataclass(frozen=True, slots=True)
class SystemNote:
    """A line the server writes: `code` has a text in every language (`room.system.<code>`)."""

    code: str
    params: dict[str, object] = field(default_factory=dict)

    def body(self) -> dict[str, object]:
        return {"code": self.code, "params": self.params}
