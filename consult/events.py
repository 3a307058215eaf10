"""What people are told after a commit: topics to look at again, deliveries that must arrive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from consult.rooms.room import RoomEvent


@dataclass(frozen=True, slots=True)
class Nudge:
    """A topic changed (`person:<id>`, `org:<id>`, `case:<id>`); carries no content."""

    topic: str


@dataclass(frozen=True, slots=True)
class RoomMoved:
    """A room has new events up to `head`; `events` are the last of them, if they are at hand."""

    room_id: str
    head: int
    events: tuple[RoomEvent, ...] = ()


@dataclass(frozen=True, slots=True)
class AccessChanged:
    """Sessions, roles or membership of a person changed: open sockets are checked again."""

    person_id: str


Event = Nudge | RoomMoved | AccessChanged


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A row of the outbox: made in the transaction, delivered after it, never vanishing.

    Unique by (subject, kind, step); deliveries carry that key and may repeat after a crash.
    """

    id: str
    subject: str
    kind: str
    step: str
    payload: dict[str, object]
    due_at: datetime
    lease_until: datetime | None = None
    lease_by: str = ""
    attempts: int = 0
    done_at: datetime | None = None
