"""What is sent to change duty. Days are local (`2026-11-21`), minutes count from local midnight."""

from __future__ import annotations

from datetime import date

from msgspec import UNSET, UnsetType

from consult.duty.roster import LeaveKind, Presence
from server.http import Body, Id, Instant


class RosterIn(Body, frozen=True):
    org_id: Id
    specialty: str
    lines: int = 2
    head_id: Id | None = None
    phone: str = ""
    retired: bool = False


class ShiftsIn(Body, frozen=True):
    line: int
    person_id: Id
    weekdays: tuple[int, ...]
    starts_min: int
    length_min: int
    valid_from: date
    valid_to: date | None = None


class ShiftMove(Body, frozen=True):
    """From the day `starting` on; what is not given stays."""

    starting: date
    person_id: Id | None = None
    line: int | None = None
    weekday: int | None = None
    starts_min: int | None = None
    length_min: int | None = None


class OverrideIn(Body, frozen=True):
    line: int
    person_id: Id
    starts_at: Instant
    ends_at: Instant
    instead_of: Id | None = None
    reason: str = ""


class LeaveIn(Body, frozen=True):
    org_id: Id
    starts_at: Instant
    ends_at: Instant
    person_id: Id | UnsetType = UNSET
    kind: LeaveKind = LeaveKind.LEAVE
    note: str = ""


class AvailabilityIn(Body, frozen=True):
    presence: Presence
    until: Instant | None = None


class AlarmIn(Body, frozen=True):
    device: str = ""


class StretchIn(Body, frozen=True):
    line: int
    starts_at: Instant
    ends_at: Instant


class SwapIn(Body, frozen=True):
    from_id: Id
    to_id: Id
    gives: StretchIn
    back: StretchIn | None = None


class SwapAnswer(Body, frozen=True):
    agree: bool


class TermIn(Body, frozen=True):
    org_id: Id
    starts: date
    ends: date | None = None
    successor_id: Id | None = None


class HandedIn(Body, frozen=True):
    request_id: Id
    note: str = ""


class HandoverIn(Body, frozen=True):
    """`reason` is said where a case changes its expert."""

    org_id: Id
    to_id: Id
    items: tuple[HandedIn, ...]
    reason: str
    note: str = ""


class TermEndIn(Body, frozen=True):
    org_id: Id
    person_id: Id
    to_id: Id
    reason: str
