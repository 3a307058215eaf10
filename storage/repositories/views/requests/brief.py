"""What is said of a request without any patient's data."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from consult.access.policy import EXPERTS, Actor, CaseSubject, decide
from consult.access.verbs import Verb
from consult.cases.workflow.allowed import allowed_moves
from consult.errors import Denied, NotFound
from storage.repositories.store import SqlStore
from storage.repositories.views.opening import open_for
from storage.repositories.views.values import View, own_specialties


class Moved(View, frozen=True):
    """A request after a step; `allowed` is what the same person may do next."""

    id: str
    state: str
    version: int
    allowed: tuple[str, ...]


class Assignable(View, frozen=True):
    id: str
    name: str
    title: str
    phone: str
    specialties: tuple[str, ...]


def moved(store: SqlStore, actor: Actor, request_id: str, now: datetime) -> Moved:
    """Raises NotFound for a request that is not there or not for this actor."""
    subject = _subject(store, actor, request_id, now)
    request = store.requests.get(request_id)
    return Moved(
        id=request.id,
        state=request.state,
        version=request.version,
        allowed=allowed_moves(actor, subject, now),
    )


def assignable(
    store: SqlStore, actor: Actor, request_id: str, now: datetime
) -> tuple[Assignable, ...]:
    """Experts of the asked hospital, for its desk and whoever hands over; the specialty first."""
    subject = _subject(store, actor, request_id, now)
    decision = decide(actor, Verb.ASSIGN_REQUEST, subject, now)
    hands_over = decide(actor, Verb.CONSULT, subject, now).allowed
    if decision.reason is not None and not hands_over:
        raise Denied(decision.reason, verb=Verb.ASSIGN_REQUEST)
    request = store.requests.get(request_id)
    roles = store.roles.list(org_id=request.to_org, role=sorted(EXPERTS))
    ids = sorted({role.person_id for role in roles if role.active(now)})
    people = sorted(
        store.people.list(id=ids),
        key=lambda person: (request.specialty not in person.specialties, person.name, person.id),
    )
    return tuple(
        Assignable(
            id=person.id,
            name=person.name,
            title=person.title,
            phone=person.phone,
            specialties=person.specialties,
        )
        for person in people
    )


def _subject(store: SqlStore, actor: Actor, request_id: str, now: datetime) -> CaseSubject:
    request = store.requests.find(id=request_id)
    if request is None:
        raise NotFound("request")
    open_for(store, actor, request.case_id, now, named="request")
    subject = CaseSubject(parties=tuple(store.parties.list(case_id=request.case_id)))
    return replace(
        subject,
        request=request,
        assignments=tuple(store.assignments.list(request_id=request.id)),
        specialties=own_specialties(store, actor),
    )
