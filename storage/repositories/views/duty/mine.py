"""Somebody's own duty: until when, on which lines, what comes next, and whether they are heard."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from consult.access.policy import Actor
from consult.actions.duty.book import duty_books
from consult.duty.coverage import stretches
from consult.duty.on_call import DutyBook, on_call
from consult.duty.roster import Presence
from consult.duty.swaps import SwapState
from consult.duty.validity import Validity
from consult.network.roles import CLINICAL
from storage.repositories.store import SqlStore
from storage.repositories.views.duty.papers import papers_of
from storage.repositories.views.values import View

AHEAD = timedelta(days=14)
MOST_SHIFTS = 40


class MyStretch(View, frozen=True):
    """On this line from `starts_at` to `ends_at`, its past cut off; the shift ends at `until`."""

    org_id: str
    org_name: str
    time_zone: str
    roster_id: str
    specialty: str
    line: int
    starts_at: datetime
    ends_at: datetime
    until: datetime


class MyDuty(View, frozen=True):
    """`until` is when the duty of this moment ends, `next` when the following one begins.

    `tested_at` is the last test of the alarm since this duty began; null asks for one.
    `asked` counts swaps and hand-overs that wait for a yes. `warnings` are papers that end soon.
    """

    on_duty: bool
    until: datetime | None
    now: tuple[MyStretch, ...]
    next: tuple[MyStretch, ...]
    presence: Presence
    presence_until: datetime | None
    tested_at: datetime | None
    tested_on: str
    swaps_asked: int
    handovers_asked: int
    warnings: tuple[Validity, ...]


def my_duty(store: SqlStore, actor: Actor, now: datetime) -> MyDuty:
    mine = _merged(sorted(_stretches(store, actor, now), key=_key))
    current = tuple(each for each in mine if each.starts_at <= now)
    until = max((each.until for each in current), default=None)
    said = store.duty_availability.find(person_id=actor.person_id)
    tests = store.duty_alarm_tests.list(person_id=actor.person_id)
    fresh = [test for test in tests if test.at > now - timedelta(hours=16)]
    swaps = store.duty_swaps.list(state=SwapState.PROPOSED)
    handovers = store.duty_handovers.list(
        to_id=actor.person_id, acknowledged_at=None, withdrawn_at=None
    )
    presence = said.at(now) if said else Presence.AVAILABLE
    return MyDuty(
        on_duty=bool(current),
        until=until,
        now=current,
        next=tuple(each for each in mine if each.starts_at > now)[:MOST_SHIFTS],
        presence=presence,
        presence_until=said.until if said and presence is not Presence.AVAILABLE else None,
        tested_at=fresh[-1].at if fresh else None,
        tested_on=fresh[-1].device if fresh else "",
        swaps_asked=sum(each.waits_for(actor.person_id) for each in swaps),
        handovers_asked=len(handovers),
        warnings=tuple(
            paper
            for org_id in sorted(actor.orgs_with(CLINICAL, now))
            for paper in papers_of(store, actor.person_id, org_id, now)
            if paper.warns
        ),
    )


def on_duty_until(store: SqlStore, actor: Actor, now: datetime) -> datetime | None:
    """When the duty of this moment ends; None for somebody who has none."""
    ends = []
    for org_id in sorted(actor.orgs_with(CLINICAL, now)):
        rosters = list(store.duty_rosters.list(org_id=org_id, retired=False))
        if rosters:
            for book in duty_books(store, store.organizations.get(org_id), rosters):
                ends += [
                    p.until for p in on_call(book, now).people if p.person_id == actor.person_id
                ]
    return max((end for end in ends if end is not None), default=None)


def _stretches(store: SqlStore, actor: Actor, now: datetime) -> Iterator[MyStretch]:
    """Also those of somebody busy: whoever looks wants to know the duty, not the excuse."""
    for org_id in sorted(actor.orgs_with(CLINICAL, now)):
        org = store.organizations.get(org_id)
        rosters = list(store.duty_rosters.list(org_id=org_id, retired=False))
        for book in duty_books(store, org, rosters):
            if actor.person_id not in book.people:
                continue
            for line, starts_at, ends_at, until in _mine(book, actor.person_id, now):
                yield MyStretch(
                    org_id=org.id,
                    org_name=org.name,
                    time_zone=str(ZoneInfo(org.time_zone)),
                    roster_id=book.roster.id if book.roster else "",
                    specialty=book.specialty,
                    line=line,
                    starts_at=starts_at,
                    ends_at=ends_at,
                    until=until,
                )


def _mine(
    book: DutyBook, person_id: str, now: datetime
) -> Iterator[tuple[int, datetime, datetime, datetime]]:
    for stretch in stretches(book, now, now + AHEAD):
        held = [*stretch.line.people]
        held += [s.contact for s in stretch.line.skipped if s.reason in ("busy", "away")]
        for each in held:
            if each.person_id == person_id and each.until is not None:
                yield stretch.line.line, stretch.starts_at, stretch.ends_at, each.until


def _key(each: MyStretch) -> tuple[str, int, datetime]:
    return (each.roster_id, each.line, each.starts_at)


def _merged(ordered: list[MyStretch]) -> list[MyStretch]:
    """One piece where only others came or went in between; in order of time."""
    found: list[MyStretch] = []
    for each in ordered:
        last = found[-1] if found else None
        if last and _same(last, each) and last.ends_at == each.starts_at:
            found[-1] = _until(last, each.ends_at)
        else:
            found.append(each)
    return sorted(found, key=lambda each: (each.starts_at, each.line))


def _same(one: MyStretch, other: MyStretch) -> bool:
    return _key(one)[:2] == _key(other)[:2] and one.until == other.until


def _until(each: MyStretch, ends_at: datetime) -> MyStretch:
    values = {name: getattr(each, name) for name in each.__struct_fields__}
    return MyStretch(**(values | {"ends_at": ends_at}))
