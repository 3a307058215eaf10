"""The roster of one specialty at one hospital, and everything that changes it (排班)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

LINES = (1, 2, 3)
DAY_MIN = 24 * 60
WEEK_MIN = 7 * DAY_MIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """One per hospital and specialty; `lines` is how many are to be held, gaps in them are holes.

    `phone` reaches the centre or the duty desk when no line answers. Retired rosters call nobody.
    """

    id: str
    org_id: str
    specialty: str
    lines: int = 2
    head_id: str | None = None
    phone: str = ""
    retired: bool = False
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A weekly duty: `weekday` 0 is Monday, `starts_min` minutes after local midnight.

    Holds on local days from `valid_from` to `valid_to`, both included, by the day it begins.
    """

    id: str
    roster_id: str
    line: int
    person_id: str
    weekday: int
    starts_min: int
    length_min: int
    valid_from: date
    valid_to: date | None = None

    def begins_on(self, day: date) -> bool:
        within = self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
        return within and day.weekday() == self.weekday


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """From `starts_at` to `ends_at` somebody has a line instead of another person.

    Without `instead_of` they have it instead of everybody. Later ones win over earlier ones.
    """

    id: str
    roster_id: str
    line: int
    person_id: str
    starts_at: datetime
    ends_at: datetime
    instead_of: str | None = None
    reason: str = ""
    swap_id: str | None = None
    made_by: str
    made_at: datetime
    ended_at: datetime | None = None

    def covers(self, at: datetime) -> bool:
        return self.ended_at is None and self.starts_at <= at < self.ends_at


class LeaveKind(StrEnum):
    LEAVE = "leave"
    SICK = "sick"
    TRAINING = "training"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave:
    """Somebody is not there, whatever the roster says (请假)."""

    id: str
    person_id: str
    org_id: str
    kind: LeaveKind
    starts_at: datetime
    ends_at: datetime
    note: str = ""
    made_by: str
    made_at: datetime
    ended_at: datetime | None = None

    def covers(self, at: datetime) -> bool:
        return self.ended_at is None and self.starts_at <= at < self.ends_at


class Presence(StrEnum):
    AVAILABLE = "available"
    BUSY = "busy"
    AWAY = "away"


@dataclass(frozen=True, slots=True, kw_only=True)
class Availability:
    """What somebody says of themselves now; after `until` they are available again."""

    person_id: str
    presence: Presence
    until: datetime | None
    since: datetime

    def at(self, moment: datetime) -> Presence:
        over = self.until is not None and self.until <= moment
        return Presence.AVAILABLE if over or moment < self.since else self.presence


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """An expert's time at a hospital (援助任期): local days, both included, and who follows."""

    id: str
    person_id: str
    org_id: str
    starts: date
    ends: date | None = None
    successor_id: str | None = None
    version: int = 1

    def holds(self, day: date) -> bool:
        return self.starts <= day and (self.ends is None or day <= self.ends)
