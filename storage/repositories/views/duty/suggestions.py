"""Experts for a request, best first, each with what speaks for and against them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from consult.access.policy import EXPERTS, Actor, CaseSubject, decide
from consult.access.verbs import Verb
from consult.actions.duty.book import duty_book
from consult.cases.request import AssignmentState, Part, Request
from consult.cases.workflow.consultation import WITH_OPINION
from consult.duty.on_call import OnCall, SkipReason, on_call
from consult.duty.roster import Presence, Term
from consult.duty.suggest import Against, Candidate, Reason, Suggestion, suggestions
from consult.duty.wall import local_day
from consult.errors import Denied, NotFound
from consult.network.people import Person
from storage.database.tables.cases import case as case_table
from storage.database.tables.requests import assignment, request
from storage.database.unit_of_work import Shown
from storage.repositories.store import SqlStore
from storage.repositories.views.duty.experts import open_cases
from storage.repositories.views.opening import open_for
from storage.repositories.views.values import View

KNOWN_FOR = timedelta(days=365)


class Suggested(View, frozen=True):
    """`suggested`: the first of all, if nothing speaks against them."""

    id: str
    name: str
    title: str
    phone: str
    specialties: tuple[str, ...]
    reasons: tuple[Reason, ...]
    against: tuple[Against, ...]
    suggested: bool


def suggested(
    store: SqlStore, actor: Actor, request_id: str, now: datetime
) -> Shown[tuple[Suggested, ...]]:
    """For those who hand out the asked hospital's requests; it tells who knew the patient."""
    asked = store.requests.find(id=request_id)
    if asked is None:
        raise NotFound("request")
    case, _ = open_for(store, actor, asked.case_id, now, named="request")
    subject = CaseSubject(parties=tuple(store.parties.list(case_id=case.id)), request=asked)
    decision = decide(actor, Verb.ASSIGN_REQUEST, subject, now)
    if decision.reason is not None:
        raise Denied(decision.reason, verb=Verb.ASSIGN_REQUEST)
    facts = _Facts(store, asked, case.patient_id, now)
    found = suggestions(facts.candidate(person) for person in facts.people.values())
    return Shown(
        tuple(_row(facts.people[each.person_id], each) for each in found),
        action="suggest_experts",
        subject=f"request:{asked.id}",
        case_id=case.id,
        patient_id=case.patient_id,
        for_org=decision.for_org,
    )


class _Facts:
    """Loaded together: a fixed number of statements, however many experts."""

    def __init__(self, store: SqlStore, asked: Request, patient_id: str, now: datetime) -> None:
        self.asked, self.now = asked, now
        org = store.organizations.get(asked.to_org)
        self.today = local_day(ZoneInfo(org.time_zone), now)
        self.language = store.organizations.get(asked.from_org).locale.partition("-")[0]
        roles = store.roles.list(org_id=asked.to_org, role=sorted(EXPERTS))
        ids = sorted({role.person_id for role in roles if role.active(now)})
        self.people = {person.id: person for person in store.people.list(id=ids)}
        self.terms: Mapping[str, Term] = {
            term.person_id: term
            for term in store.duty_terms.list(org_id=asked.to_org, person_id=ids)
        }
        self.leaves = [
            leave for leave in store.duty_leaves.list(person_id=ids) if leave.covers(now)
        ]
        self.said = {each.person_id: each for each in store.duty_availability.list(person_id=ids)}
        self.lines = _lines(on_call(duty_book(store, asked.to_org, asked.specialty), now))
        self.refused = {
            each.person_id
            for each in store.assignments.list(request_id=asked.id, state=AssignmentState.REFUSED)
        }
        self.load = open_cases(store, ids)
        self.patient = _answered(store, ids, now, case_table.c.patient_id == patient_id)
        self.doctor = _answered(store, ids, now, request.c.created_by == asked.created_by)

    def candidate(self, person: Person) -> Candidate:
        return Candidate(
            person_id=person.id,
            name=person.name,
            of_specialty=self.asked.specialty in person.specialties,
            line=self.lines.get(person.id),
            absent=self._absent(person.id),
            refused=person.id in self.refused,
            can_sign=person.may_sign(self.today),
            speaks=any(code.partition("-")[0] == self.language for code in person.languages),
            open_cases=self.load[person.id],
            earlier_patient=self.patient[person.id],
            earlier_doctor=self.doctor[person.id],
        )

    def _absent(self, person_id: str) -> SkipReason | None:
        term = self.terms.get(person_id)
        if term is not None and not term.holds(self.today):
            return SkipReason.TERM
        if any(leave.person_id == person_id for leave in self.leaves):
            return SkipReason.LEAVE
        said = self.said.get(person_id)
        presence = said.at(self.now) if said else Presence.AVAILABLE
        return None if presence is Presence.AVAILABLE else SkipReason(presence.value)


def _lines(duty: OnCall) -> dict[str, int]:
    """The first line each person has now, absent or not."""
    found: dict[str, int] = {}
    for line in duty.lines:
        for each in (*line.people, *(skipped.contact for skipped in line.skipped)):
            found.setdefault(each.person_id, line.line)
    return found


def _answered(
    store: SqlStore, ids: list[str], now: datetime, about: sa.ColumnElement[bool]
) -> Counter[str]:
    """How many requests of the last year each answered, of those `about` fits."""
    rows = store.conn.execute(
        sa.select(assignment.c.person_id, sa.func.count())
        .join(request, request.c.id == assignment.c.request_id)
        .join(case_table, case_table.c.id == request.c.case_id)
        .where(
            assignment.c.person_id.in_(ids),
            assignment.c.state == AssignmentState.ACCEPTED.value,
            assignment.c.part == Part.EXPERT.value,
            request.c.state.in_([state.value for state in sorted(WITH_OPINION)]),
            request.c.created_at >= now - KNOWN_FOR,
            about,
        )
        .group_by(assignment.c.person_id)
    )
    return Counter({person_id: count for person_id, count in rows})  # noqa: C416


def _row(person: Person, each: Suggestion) -> Suggested:
    return Suggested(
        id=person.id,
        name=person.name,
        title=person.title,
        phone=person.phone,
        specialties=person.specialties,
        reasons=each.reasons,
        against=each.against,
        suggested=each.suggested,
    )
