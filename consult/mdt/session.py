"""One meeting of a board, or a window to answer by writing; who is there, and a quorum."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from consult.mdt.board import SIGNING, SeatPart

# A page that is open says so this often; after one and a half of it its link counts as lost.
BEAT = timedelta(seconds=30)
SILENT_AFTER = BEAT * 1.5


class Mode(StrEnum):
    LIVE = "live"
    ASYNC = "async"


class SessionState(StrEnum):
    PLANNED = "planned"
    OPEN = "open"
    ENDED = "ended"
    CANCELLED = "cancelled"


TO_COME = frozenset({SessionState.PLANNED, SessionState.OPEN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """`lock_at` is when the list locks, `agenda` the requests in their order."""

    id: str
    board_id: str
    org_id: str
    mode: Mode
    state: SessionState
    starts_at: datetime
    ends_at: datetime
    lock_at: datetime
    made_by: str
    made_at: datetime
    bridge_phone: str = ""
    link: str = ""
    agenda: tuple[str, ...] = ()
    current_request_id: str | None = None
    published_at: datetime | None = None
    opened_at: datetime | None = None
    ended_at: datetime | None = None
    version: int = 1

    def locked(self, now: datetime) -> bool:
        return now >= self.lock_at

    @property
    def prepared(self) -> bool:
        """Invitations have gone out."""
        return self.published_at is not None


class Answer(StrEnum):
    INVITED = "invited"
    COMING = "coming"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee:
    """Somebody invited to a session; `called_at` is when the roll call last found them or not."""

    session_id: str
    person_id: str
    org_id: str
    part: SeatPart
    specialty: str
    required: bool
    answer: Answer
    deputy_id: str | None = None
    deputy_for: str | None = None
    reason: str = ""
    called_at: datetime | None = None


class How(StrEnum):
    LINK = "link"
    PHONE = "phone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """A stretch somebody was there; `seen_at` is the last sign of life of a link."""

    id: str
    session_id: str
    person_id: str
    how: How
    joined_at: datetime
    seen_at: datetime
    left_at: datetime | None = None

    def until(self, now: datetime, grace: timedelta) -> datetime | None:
        """When it ended; None while it lasts. A lost link ends it after the grace, looking back."""
        if self.left_at is not None:
            return self.left_at
        gone = self.how is How.LINK and now - self.seen_at > grace
        return self.seen_at if gone else None


class Standing(StrEnum):
    """Where somebody is now, as the list of members shows it."""

    PRESENT = "present"
    LOST = "lost"
    PHONE = "phone"
    ABSENT = "absent"
    UNKNOWN = "unknown"


THERE = frozenset({Standing.PRESENT, Standing.LOST, Standing.PHONE})


@dataclass(frozen=True, slots=True)
class Place:
    """`since` is when it began; `lost_until` when a lost link stops counting."""

    standing: Standing
    since: datetime | None = None
    lost_until: datetime | None = None


def place_of(
    attendee: Attendee, presences: Iterable[Presence], now: datetime, grace: timedelta
) -> Place:
    mine = [row for row in presences if row.person_id == attendee.person_id]
    going = [row for row in mine if row.until(now, grace) is None]
    phone = next((row for row in going if row.how is How.PHONE), None)
    if phone is not None:
        return Place(Standing.PHONE, phone.joined_at)
    if going:
        last = max(going, key=lambda row: row.seen_at)
        if now - last.seen_at <= SILENT_AFTER:
            return Place(Standing.PRESENT, last.joined_at)
        return Place(Standing.LOST, last.seen_at, last.seen_at + grace)
    ends = [end for row in mine if (end := row.until(now, grace)) is not None]
    if attendee.called_at is None and not ends:
        return Place(Standing.UNKNOWN)
    return Place(Standing.ABSENT, max(ends, default=attendee.called_at))


@dataclass(frozen=True, slots=True)
class Quorum:
    """`specialties` in their order: whether somebody of them is there."""

    chair: bool
    specialties: Mapping[str, bool]

    @property
    def met(self) -> bool:
        return self.chair and all(self.specialties.values())

    @property
    def missing(self) -> list[str]:
        return [name for name, there in self.specialties.items() if not there]


def quorum_of(
    attendees: Sequence[Attendee], there: Iterable[str], required: Iterable[str]
) -> Quorum:
    """The chair and one of each required specialty; who brings the case does not count."""
    present = set(there)
    sitting = [row for row in attendees if row.person_id in present and row.part in SIGNING]
    answered = {row.specialty for row in sitting}
    return Quorum(
        chair=any(row.part is SeatPart.CHAIR for row in sitting),
        specialties={name: name in answered for name in dict.fromkeys(required)},
    )
