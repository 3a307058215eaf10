"""Gathering what decides about a roster from the store; see `consult.duty` for the answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from consult.duty.on_call import DutyBook, OnCall, on_call
from consult.duty.roster import Override, Roster, Shift, Term
from consult.duty.wall import local_day
from consult.network.organizations import Organization
from consult.network.roles import CLINICAL
from consult.ports import Store


def on_call_at(store: Store, org_id: str, specialty: str, at: datetime) -> OnCall:
    """Whom a call to a specialty of a hospital reaches at `at`; raises NotFound for no hospital."""
    return on_call(duty_book(store, org_id, specialty), at)


def duty_book(store: Store, org_id: str, specialty: str) -> DutyBook:
    """The book of one roster; without a roster its phone is the hospital's."""
    org = store.organizations.get(org_id)
    roster = store.duty_rosters.find(org_id=org_id, specialty=specialty)
    if roster is None:
        return _empty(org, specialty)
    return duty_books(store, org, [roster])[0]


def duty_books(store: Store, org: Organization, rosters: list[Roster]) -> list[DutyBook]:
    """The books of several rosters of one hospital, in a fixed number of statements."""
    ids = [roster.id for roster in rosters]
    shifts = store.duty_shifts.list(roster_id=ids)
    overrides = store.duty_overrides.list(roster_id=ids, ended_at=None)
    named = sorted(_named(rosters, shifts, overrides))
    shared = {
        "zone": ZoneInfo(org.time_zone),
        "leaves": tuple(store.duty_leaves.list(person_id=named, ended_at=None)),
        "availability": {a.person_id: a for a in store.duty_availability.list(person_id=named)},
        "people": {person.id: person for person in store.people.list(id=named)},
        "roles": tuple(store.roles.list(person_id=named, org_id=org.id, role=sorted(CLINICAL))),
        "terms": {t.person_id: t for t in store.duty_terms.list(person_id=named, org_id=org.id)},
    }
    return [
        DutyBook(
            org_id=org.id,
            specialty=roster.specialty,
            phone=org.phone,
            roster=roster,
            shifts=tuple(shift for shift in shifts if shift.roster_id == roster.id),
            overrides=tuple(each for each in overrides if each.roster_id == roster.id),
            **shared,  # type: ignore[arg-type]
        )
        for roster in rosters
    ]


def _empty(org: Organization, specialty: str) -> DutyBook:
    return DutyBook(
        org_id=org.id, specialty=specialty, zone=ZoneInfo(org.time_zone), phone=org.phone
    )


def _named(
    rosters: Iterable[Roster], shifts: Iterable[Shift], overrides: Iterable[Override]
) -> set[str]:
    heads = {roster.head_id for roster in rosters if roster.head_id is not None}
    held = {shift.person_id for shift in shifts}
    return heads | held | {each.person_id for each in overrides}


def term_of(store: Store, person_id: str, org_id: str, now: datetime) -> tuple[Term | None, date]:
    """Somebody's term at a hospital, if one is kept, and the day it is there."""
    term = store.duty_terms.find(person_id=person_id, org_id=org_id)
    org = store.organizations.find(id=org_id)
    return term, local_day(ZoneInfo(org.time_zone if org else "UTC"), now)
