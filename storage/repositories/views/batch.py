"""Everything the rows of some requests are made of, loaded together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

import sqlalchemy as sa

from consult.access.policy import Actor, CaseSubject, readable_orgs
from consult.cases.asking.follow_up import FollowUp
from consult.cases.case import Case, CaseForm, CaseParty
from consult.cases.patients.patient import Patient
from consult.cases.request import Assignment, Question, Request
from consult.network.people import Person
from consult.reports.opinion import Adoption, Opinion, OpinionState
from consult.rooms.cards import CardState
from consult.rooms.room import Room, RoomMember
from consult.rooms.thread import ANSWERABLE
from consult.studies.material import CaseMaterial
from storage.database.statement import Statement, among
from storage.database.tables.cases import case_form
from storage.database.tables.requests import transition
from storage.database.tables.rooms import room, room_card, room_event, room_member
from storage.repositories.mapping import Mapper
from storage.repositories.store import SqlStore
from storage.repositories.views.cases.urgent import to_acknowledge
from storage.repositories.views.escalation.calls import Call, calls_of
from storage.repositories.views.mdt.team import Team, teams_of
from storage.repositories.views.values import own_specialties, people_by_id

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)
_FORMS = Mapper(CaseForm)


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Lookups by request, case or room id; what is not there is simply absent."""

    cases: dict[str, Case]
    patients: dict[str, Patient]
    forms: dict[str, CaseForm]
    parties: dict[str, list[CaseParty]]
    questions: dict[str, list[Question]]
    assignments: dict[str, list[Assignment]]
    materials: dict[str, list[CaseMaterial]]
    opinions: dict[str, Opinion]
    adoptions: dict[str, Adoption]
    rooms: dict[str, Room]
    me_in: dict[str, RoomMember]
    unread: dict[str, int]
    moved_at: dict[str, datetime]
    spoken_at: dict[str, datetime]
    people: dict[str, Person]
    orgs: dict[str, str]
    demo: frozenset[str]
    specialties: tuple[str, ...]
    calls: dict[str, Call]
    follow_ups: dict[str, list[FollowUp]]
    asked: dict[str, int]
    to_acknowledge: dict[str, int]
    teams: dict[str, Team]

    def subject(self, request: Request, now: datetime) -> CaseSubject:
        """The request as the policy judges it for the actor the batch was loaded for."""
        member = self.me_in.get(request.room_id)
        return CaseSubject(
            parties=tuple(self.parties[request.case_id]),
            request=request,
            assignments=tuple(self.assignments[request.id]),
            specialties=self.specialties,
            room_member=member is not None and member.active(now),
        )


def load_batch(store: SqlStore, actor: Actor, requests: Sequence[Request], now: datetime) -> Batch:
    """A fixed number of statements, however many requests. No policy: callers have filtered."""
    ids = [request.id for request in requests]
    case_ids = sorted({request.case_id for request in requests})
    room_ids = sorted({request.room_id for request in requests})
    cases = store.cases.list(id=case_ids)
    assignments = store.assignments.list(request_id=ids)
    opinions = store.opinions.list(request_id=ids, state=OpinionState.SIGNED)
    adoptions = store.adoptions.list(opinion_id=[opinion.id for opinion in opinions])
    mine = store.members.list(room_id=room_ids, person_id=actor.person_id)
    named = {org for r in requests for org in (r.from_org, r.to_org) if org}
    orgs = store.organizations.list(id=sorted(named))
    return Batch(
        cases={case.id: case for case in cases},
        patients=_patients(store, cases),
        forms=newest_forms(store, case_ids),
        parties=grouped(store.parties.list(case_id=case_ids), lambda row: row.case_id),
        questions=grouped(store.questions.list(request_id=ids), lambda row: row.request_id),
        assignments=grouped(assignments, lambda row: row.request_id),
        materials=grouped(
            store.materials.list(case_id=case_ids, removed_at=None), lambda row: row.case_id
        ),
        opinions={opinion.request_id: opinion for opinion in opinions},
        adoptions={adoption.opinion_id: adoption for adoption in adoptions},
        rooms={row.id: row for row in store.rooms.list(id=room_ids)},
        me_in={member.room_id: member for member in mine},
        unread=_unread(store, actor, room_ids, now),
        moved_at=_moved_at(store, ids),
        spoken_at=_spoken_at(store, room_ids),
        people=people_by_id(store, (row.person_id for row in assignments)),
        orgs={org.id: org.name for org in orgs},
        demo=frozenset(org.id for org in orgs if org.demo),
        specialties=own_specialties(store, actor),
        calls=calls_of(store, actor, requests, now),
        follow_ups=grouped(store.follow_ups.list(request_id=ids), lambda row: row.request_id),
        asked=_asked(store, actor, room_ids, now),
        to_acknowledge=to_acknowledge(store, actor, room_ids, now),
        teams=teams_of(store, requests),
    )


def grouped(rows: Iterable[T], by: Callable[[T], K]) -> dict[K, list[T]]:
    """Rows by key; a key nobody has gives an empty list."""
    found: dict[K, list[T]] = defaultdict(list)
    for row in rows:
        found[by(row)].append(row)
    return found


def _patients(store: SqlStore, cases: Iterable[Case]) -> dict[str, Patient]:
    ids = sorted({case.patient_id for case in cases})
    return {patient.id: patient for patient in store.patients.list(id=ids)}


def _newest_form() -> Statement:
    later = case_form.alias()
    newest = (
        sa.select(sa.func.max(later.c.version))
        .where(later.c.case_id == case_form.c.case_id)
        .scalar_subquery()
    )
    columns = (case_form.c[name] for name in _FORMS.names)
    of_cases = among(case_form.c.case_id, "cases")
    return Statement(sa.select(*columns).where(of_cases, case_form.c.version == newest))


_NEWEST_FORM = _newest_form()


def newest_forms(store: SqlStore, case_ids: Sequence[str]) -> dict[str, CaseForm]:
    rows = _NEWEST_FORM.rows(store.conn, {"cases": case_ids})
    return {form.case_id: form for form in map(_FORMS.from_row, rows)}


_MOVED_AT = Statement(
    sa.select(transition.c.request_id, sa.func.max(transition.c.at))
    .where(among(transition.c.request_id, "requests"))
    .group_by(transition.c.request_id)
)


def _moved_at(store: SqlStore, request_ids: Sequence[str]) -> dict[str, datetime]:
    rows = _MOVED_AT.rows(store.conn, {"requests": request_ids})
    return {request_id: at for request_id, at in rows}  # noqa: C416 a row is no pair to mypy


_UNREAD = Statement(
    sa.select(room_event.c.room_id, sa.func.count())
    .join(
        room_member,
        sa.and_(
            room_member.c.room_id == room_event.c.room_id,
            room_member.c.person_id == sa.bindparam("me"),
            room_event.c.seq > room_member.c.read_seq,
        ),
    )
    .where(
        among(room_event.c.room_id, "rooms"),
        among(room_event.c.kind, "kinds"),
        room_event.c.author_id != sa.bindparam("me"),
        sa.or_(room_member.c.until.is_(None), room_member.c.until > sa.bindparam("now")),
    )
    .group_by(room_event.c.room_id)
)
_ANSWERABLE = [kind.value for kind in sorted(ANSWERABLE)]


def _unread(
    store: SqlStore, actor: Actor, room_ids: Sequence[str], now: datetime
) -> dict[str, int]:
    """What others wrote since the actor, who is in the room, last read there."""
    values = {"me": actor.person_id, "rooms": room_ids, "kinds": _ANSWERABLE, "now": now}
    rows = _UNREAD.rows(store.conn, values)
    return {room_id: count for room_id, count in rows}  # noqa: C416 a row is no pair to mypy


def _asked(store: SqlStore, actor: Actor, room_ids: Sequence[str], now: datetime) -> dict[str, int]:
    """By room, what the actor, or anybody of the actor's hospital, is asked to do in it."""
    for_anyone = sa.and_(
        room_card.c.owner_id.is_(None), room_card.c.org_id.in_(sorted(readable_orgs(actor, now)))
    )
    rows = store.conn.execute(
        sa.select(room_card.c.room_id, sa.func.count())
        .where(
            room_card.c.room_id.in_(room_ids),
            room_card.c.state.in_([CardState.OPEN.value, CardState.DOING.value]),
            sa.or_(room_card.c.owner_id == actor.person_id, for_anyone),
        )
        .group_by(room_card.c.room_id)
    )
    return {room_id: count for room_id, count in rows}  # noqa: C416 a Row is no pair to mypy


_SPOKEN_AT = Statement(
    sa.select(room_event.c.room_id, room_event.c.at)
    .join(room, sa.and_(room.c.id == room_event.c.room_id, room.c.head_seq == room_event.c.seq))
    .where(among(room.c.id, "rooms"))
)


def _spoken_at(store: SqlStore, room_ids: Sequence[str]) -> dict[str, datetime]:
    rows = _SPOKEN_AT.rows(store.conn, {"rooms": room_ids})
    return {room_id: at for room_id, at in rows}  # noqa: C416 a row is no pair to mypy
