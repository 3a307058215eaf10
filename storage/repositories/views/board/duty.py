"""Who answers now, by specialty: the lines of the rosters, else the experts on the list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from consult.access.policy import EXPERTS
from consult.actions.duty.book import duty_books
from consult.duty.on_call import OnCall, on_call
from storage.database.tables.people import login_session
from storage.repositories.store import SqlStore
from storage.repositories.views.values import View

# A session says every five minutes that it is there.
HEARD_WITHIN = timedelta(minutes=11)
LIST = 0


class OnDuty(View, frozen=True):
    """`dot`: `reading` holds a request of this board, `free` is connected, `silent` is not."""

    id: str
    name: str
    phone: str
    dot: str


class DutyLine(View, frozen=True):
    """Line 1, 2, 3 of a roster, 0 for the list; a line without anybody is a hole."""

    line: int
    people: tuple[OnDuty, ...]


class DutyNow(View, frozen=True):
    org_id: str
    specialty: str
    lines: tuple[DutyLine, ...]


@dataclass(frozen=True, slots=True)
class _Dots:
    reading: Collection[str]
    heard: Collection[str]

    def person(self, person_id: str, name: str, phone: str) -> OnDuty:
        free = "free" if person_id in self.heard else "silent"
        dot = "reading" if person_id in self.reading else free
        return OnDuty(id=person_id, name=name, phone=phone, dot=dot)


def duty_now(
    store: SqlStore, org_ids: Collection[str], reading: Collection[str], now: datetime
) -> tuple[DutyNow, ...]:
    """Every specialty somebody of these hospitals could be called for; `reading` are busy."""
    dots = _Dots(reading, _heard(store, now))
    found: list[DutyNow] = []
    for org_id in sorted(org_ids):
        planned = {each.specialty: each for each in _planned(store, org_id, now)}
        listed = _listed(store, org_id, now, dots)
        found += [_by_roster(each, dots) for each in planned.values()]
        found += [
            DutyNow(
                org_id=org_id,
                specialty=specialty,
                lines=(DutyLine(line=LIST, people=tuple(people)),),
            )
            for specialty, people in listed.items()
            if specialty not in planned
        ]
    return tuple(sorted(found, key=lambda each: (each.org_id, each.specialty)))


def _planned(store: SqlStore, org_id: str, now: datetime) -> Sequence[OnCall]:
    rosters = [r for r in store.duty_rosters.list(org_id=org_id) if not r.retired]
    if not rosters:
        return []
    books = duty_books(store, store.organizations.get(org_id), rosters)
    return [on_call(book, now) for book in books]


def _by_roster(duty: OnCall, dots: _Dots) -> DutyNow:
    lines = (
        DutyLine(
            line=line.line,
            people=tuple(dots.person(p.person_id, p.name, p.phone) for p in line.people),
        )
        for line in duty.lines
    )
    return DutyNow(org_id=duty.org_id, specialty=duty.specialty, lines=tuple(lines))


def _listed(store: SqlStore, org_id: str, now: datetime, dots: _Dots) -> dict[str, list[OnDuty]]:
    roles = store.roles.list(org_id=org_id, role=sorted(EXPERTS))
    ids = sorted({role.person_id for role in roles if role.active(now)})
    found: dict[str, list[OnDuty]] = defaultdict(list)
    for person in store.people.list(id=ids):
        for specialty in person.specialties:
            found[specialty].append(dots.person(person.id, person.name, person.phone))
    return found


def _heard(store: SqlStore, now: datetime) -> frozenset[str]:
    return frozenset(
        store.conn.execute(
            sa.select(login_session.c.person_id).where(
                login_session.c.seen_at > now - HEARD_WITHIN,
                login_session.c.revoked_at.is_(None),
                login_session.c.expires_at > now,
            )
        ).scalars()
    )
