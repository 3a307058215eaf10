"""The expert pool of a hospital: papers with their ends, duty, load."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from consult.access.policy import EXPERTS, Actor
from consult.actions.duty.door import may_manage
from consult.cases.request import AssignmentState, Part
from consult.cases.workflow.consultation import BEING_ANSWERED
from consult.duty.roster import Presence, Term
from consult.duty.validity import Standing, Validity
from consult.duty.wall import local_day
from consult.errors import NotFound
from storage.database.tables.requests import assignment, request
from storage.repositories.store import SqlStore
from storage.repositories.views.duty.papers import agreements, own_papers
from storage.repositories.views.values import View


class ExpertFile(View, frozen=True):
    """`papers` are licence, term and agreements; `signs` is False while one of them forbids it."""

    id: str
    name: str
    title: str
    phone: str
    specialties: tuple[str, ...]
    languages: tuple[str, ...]
    licence_no: str
    papers: tuple[Validity, ...]
    signs: bool
    term: Term | None
    presence: Presence
    presence_until: datetime | None
    open_cases: int


def expert_files(store: SqlStore, actor: Actor, org_id: str, now: datetime) -> list[ExpertFile]:
    """For those who plan the hospital's duty; raises NotFound for others. No patient's data."""
    org = store.organizations.find(id=org_id)
    if org is None or not may_manage(store, actor, org_id, now):
        raise NotFound("hospital")
    today = local_day(ZoneInfo(org.time_zone), now)
    roles = store.roles.list(org_id=org_id, role=sorted(EXPERTS))
    ids = sorted({role.person_id for role in roles if role.active(now)})
    terms = {t.person_id: t for t in store.duty_terms.list(org_id=org_id, person_id=ids)}
    said = {each.person_id: each for each in store.duty_availability.list(person_id=ids)}
    load, shared = open_cases(store, ids), agreements(store, org, today)
    found = []
    for person in sorted(store.people.list(id=ids), key=lambda each: (each.name, each.id)):
        term, own = terms.get(person.id), said.get(person.id)
        papers = own_papers(person, term, today)
        found.append(
            ExpertFile(
                id=person.id,
                name=person.name,
                title=person.title,
                phone=person.phone,
                specialties=person.specialties,
                languages=person.languages,
                licence_no=person.licence_no,
                papers=(*papers, *shared),
                signs=all(p.standing in (Standing.VALID, Standing.SOON) for p in papers),
                term=term,
                presence=own.at(now) if own else Presence.AVAILABLE,
                presence_until=own.until if own and own.at(now) is not Presence.AVAILABLE else None,
                open_cases=load[person.id],
            )
        )
    return found


def open_cases(store: SqlStore, ids: list[str]) -> Counter[str]:
    """How many open requests each holds."""
    rows = store.conn.execute(
        sa.select(assignment.c.person_id, sa.func.count())
        .join(request, request.c.id == assignment.c.request_id)
        .where(
            assignment.c.person_id.in_(ids),
            assignment.c.state == AssignmentState.ACCEPTED.value,
            assignment.c.part == Part.EXPERT.value,
            request.c.state.in_([state.value for state in sorted(BEING_ANSWERED)]),
        )
        .group_by(assignment.c.person_id)
    )
    return Counter({person_id: count for person_id, count in rows})  # noqa: C416
