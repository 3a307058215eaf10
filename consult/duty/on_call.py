"""Whom a call to a specialty would reach at a given instant: a pure function of its book."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from consult.duty.roster import (
    LINES,
    WEEK_MIN,
    Availability,
    Leave,
    Override,
    Presence,
    Roster,
    Shift,
    Term,
)
from consult.duty.wall import instant, local_day
from consult.network.people import Person
from consult.network.roles import RoleAssignment


class SkipReason(StrEnum):
    LEAVE = "leave"
    BUSY = "busy"
    AWAY = "away"
    TERM = "term"
    NO_ROLE = "no_role"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Somebody to ring; `until` is when this duty of theirs ends, None for a head."""

    person_id: str
    name: str
    phone: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    contact: Contact
    reason: SkipReason


@dataclass(frozen=True, slots=True, kw_only=True)
class OnCallLine:
    line: int
    people: tuple[Contact, ...] = ()
    skipped: tuple[Skipped, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OnCall:
    org_id: str
    specialty: str
    at: datetime
    lines: tuple[OnCallLine, ...] = ()
    head: Contact | None = None
    phone: str = ""

    @property
    def people(self) -> tuple[Contact, ...]:
        """Everybody on a line who would be called, each once, first lines first."""
        found = {each.person_id: each for line in reversed(self.lines) for each in line.people}
        order = dict.fromkeys(each.person_id for line in self.lines for each in line.people)
        return tuple(found[person] for person in order)


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyBook:
    """All that decides about one roster; `people`, `roles` and `terms` of those it names."""

    org_id: str
    specialty: str
    zone: ZoneInfo
    phone: str = ""
    roster: Roster | None = None
    shifts: tuple[Shift, ...] = ()
    overrides: tuple[Override, ...] = ()
    leaves: tuple[Leave, ...] = ()
    availability: dict[str, Availability] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    roles: tuple[RoleAssignment, ...] = ()
    terms: dict[str, Term] = field(default_factory=dict)


def on_call(book: DutyBook, at: datetime) -> OnCall:
    """Lines 1 to the roster's last with whom they reach at `at`, leave and absence skipped."""
    roster = book.roster
    if roster is None or roster.retired:
        return OnCall(org_id=book.org_id, specialty=book.specialty, at=at, phone=book.phone)
    head = None if roster.head_id is None else contact(book, roster.head_id)
    reachable = head is not None and skip_reason(book, head.person_id, at) is None
    return OnCall(
        org_id=book.org_id,
        specialty=book.specialty,
        at=at,
        lines=tuple(_line(book, line, at) for line in LINES if line <= roster.lines),
        head=head if reachable else None,
        phone=roster.phone or book.phone,
    )


def _line(book: DutyBook, line: int, at: datetime) -> OnCallLine:
    people: list[Contact] = []
    skipped: list[Skipped] = []
    for person_id, until in holders(book, line, at).items():
        found = contact(book, person_id, until)
        reason = skip_reason(book, person_id, at)
        if reason is None:
            people.append(found)
        else:
            skipped.append(Skipped(found, reason))
    return OnCallLine(line=line, people=tuple(people), skipped=tuple(skipped))


def holders(book: DutyBook, line: int, at: datetime) -> dict[str, datetime]:
    """Who has the line by roster and overrides, absent or not, with the end of their duty."""
    held: dict[str, datetime] = {}
    for shift in book.shifts:
        for starts, ends in occurrences(book.zone, shift, at, at + timedelta(microseconds=1)):
            if shift.line == line and starts <= at < ends:
                held[shift.person_id] = max(ends, held.get(shift.person_id, ends))
    for override in sorted(book.overrides, key=lambda each: (each.made_at, each.id)):
        if override.line == line and override.covers(at):
            held = _replaced(held, override)
    return held


def _replaced(held: dict[str, datetime], override: Override) -> dict[str, datetime]:
    if override.instead_of is None:
        return {override.person_id: override.ends_at}
    swapped: dict[str, datetime] = {}
    for holder, until in held.items():
        gives = holder == override.instead_of
        has = override.person_id if gives else holder
        ends = min(until, override.ends_at) if gives else until
        swapped[has] = max(ends, swapped.get(has, ends))
    return swapped


def occurrences(
    zone: ZoneInfo, shift: Shift, start: datetime, end: datetime
) -> Iterator[tuple[datetime, datetime]]:
    """The shift's instants that touch `start` to `end`, in order."""
    longest = timedelta(minutes=min(shift.length_min, WEEK_MIN)) + timedelta(days=2)
    first, last = local_day(zone, start - longest), local_day(zone, end)
    day = first + timedelta(days=(shift.weekday - first.weekday()) % 7)
    while day <= last:
        if shift.begins_on(day):
            begins = instant(zone, day, shift.starts_min)
            stops = instant(zone, day, shift.starts_min + shift.length_min)
            if begins < end and stops > start:
                yield begins, stops
        day += timedelta(days=7)


def contact(book: DutyBook, person_id: str, until: datetime | None = None) -> Contact:
    person = book.people.get(person_id)
    return Contact(
        person_id=person_id,
        name=person.name if person else "",
        phone=person.phone if person else "",
        until=until,
    )


def skip_reason(book: DutyBook, person_id: str, at: datetime) -> SkipReason | None:
    """Why somebody on a line is not called at `at`; what they said of themselves comes last."""
    if not any(role.person_id == person_id and role.active(at) for role in book.roles):
        return SkipReason.NO_ROLE
    term = book.terms.get(person_id)
    if term is not None and not term.holds(local_day(book.zone, at)):
        return SkipReason.TERM
    if any(leave.person_id == person_id and leave.covers(at) for leave in book.leaves):
        return SkipReason.LEAVE
    said = book.availability.get(person_id)
    presence = said.at(at) if said else Presence.AVAILABLE
    return None if presence is Presence.AVAILABLE else SkipReason(presence.value)
