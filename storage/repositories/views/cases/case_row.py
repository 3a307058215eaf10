"""One line of a list of cases: the request, its patient, where it stands and with whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from consult.access.policy import Actor, readable_orgs
from consult.cases.case import Side
from consult.cases.debts import owed
from consult.cases.patients.patient import Patient
from consult.cases.request import AssignmentState, Part, Request, Urgency
from consult.cases.workflow.allowed import allowed_moves
from consult.cases.workflow.workflows import workflow
from consult.reports.opinion import Adoption
from consult.studies.material import Identity, ItemKind
from storage.repositories.store import SqlStore
from storage.repositories.views.asking.follow_up import FollowUpBrief, brief_of
from storage.repositories.views.batch import Batch, load_batch
from storage.repositories.views.escalation.calls import Call
from storage.repositories.views.mdt.team import Team
from storage.repositories.views.values import Named, View, named

HOLDS = (AssignmentState.ACCEPTED, AssignmentState.OFFERED)


class PatientBrief(View, frozen=True):
    name: str
    sex: str
    age: int | None
    identity: str


class CaseRow(View, frozen=True):
    """`unread` counts what others wrote since the reader looked; 0 for who is not in the room.

    `asked` counts the request cards of its room that wait for the reader or their hospital;
    `to_acknowledge` its urgent messages that call the reader until acknowledged;
    `mismatched` the recordings whose patient nobody has confirmed to be this one.
    """

    case_id: str
    number: str
    request_id: str
    room_id: str
    urgency: str
    state: str
    version: int
    patient: PatientBrief
    question: str
    from_org: Named
    to_org: Named | None
    specialty: str
    who: Named | None
    created_at: datetime
    submitted_at: datetime | None
    due_at: datetime | None
    last_activity_at: datetime
    unread: int
    has_ecg: bool
    debts: int
    adoption: str | None
    allowed: tuple[str, ...]
    side: str
    training: bool
    call: Call | None = None
    follow_up: FollowUpBrief | None = None
    asked: int = 0
    to_acknowledge: int = 0
    mismatched: int = 0
    demo: bool = False
    kind: str = "consultation"
    team: Team | None = None


def case_rows(
    store: SqlStore, actor: Actor, requests: Sequence[Request], now: datetime
) -> list[CaseRow]:
    """Rows in the order of `requests`, which the caller has filtered by `visible`."""
    return rows_of(load_batch(store, actor, requests, now), actor, requests, now)


def rows_of(
    batch: Batch, actor: Actor, requests: Sequence[Request], now: datetime
) -> list[CaseRow]:
    mine = readable_orgs(actor, now)
    return [_row(batch, actor, request, mine, now) for request in requests]


def _row(
    batch: Batch, actor: Actor, request: Request, mine: frozenset[str], now: datetime
) -> CaseRow:
    case = batch.cases[request.case_id]
    patient = batch.patients[case.patient_id]
    questions = batch.questions[request.id]
    adoption = adoption_of(batch, request)
    ended = workflow(request.kind).final(request.state)
    return CaseRow(
        case_id=case.id,
        number=case.number,
        request_id=request.id,
        room_id=request.room_id,
        urgency=request.urgency,
        state=request.state,
        version=request.version,
        patient=brief(patient, now),
        question=questions[0].text if questions else "",
        from_org=Named(id=request.from_org, name=batch.orgs[request.from_org]),
        to_org=named(batch.orgs, request.to_org),
        specialty=request.specialty,
        who=_who(batch, request),
        created_at=request.created_at,
        submitted_at=request.submitted_at,
        due_at=request.due_at,
        last_activity_at=last_activity(batch, request),
        unread=batch.unread.get(request.room_id, 0),
        has_ecg=any(row.kind is ItemKind.ECG for row in batch.materials[case.id]),
        debts=len(owed(batch.forms[case.id], patient, [request], now)),
        adoption=adoption.value if adoption else None,
        allowed=allowed_moves(actor, batch.subject(request, now), now),
        side=Side.REQUESTER if request.from_org in mine else Side.PROVIDER,
        training=case.training,
        call=batch.calls.get(request.id),
        follow_up=brief_of(batch.follow_ups[request.id]),
        asked=batch.asked.get(request.room_id, 0),
        to_acknowledge=0 if ended else batch.to_acknowledge.get(request.room_id, 0),
        mismatched=sum(row.identity is Identity.MISMATCH for row in batch.materials[case.id]),
        demo=request.from_org in batch.demo,
        kind=request.kind,
        team=batch.teams.get(request.id),
    )


def brief(patient: Patient, now: datetime) -> PatientBrief:
    return PatientBrief(
        name=patient.name,
        sex=patient.sex,
        age=patient.age(now.date()),
        identity=patient.identity,
    )


def adoption_of(batch: Batch, request: Request) -> Adoption | None:
    """What the county last said to the version that is signed now."""
    opinion = batch.opinions.get(request.id)
    return batch.adoptions.get(opinion.id) if opinion else None


def last_activity(batch: Batch, request: Request) -> datetime:
    stamps = (batch.moved_at.get(request.id), batch.spoken_at.get(request.room_id))
    return max([request.created_at, *(at for at in stamps if at is not None)])


def urgency_then_due(row: CaseRow) -> tuple[bool, bool, datetime, str]:
    """Emergencies first, then what is due first; what is not due yet comes last."""
    waits_since = row.due_at or row.created_at
    return (row.urgency != Urgency.EMERGENCY, row.due_at is None, waits_since, row.request_id)


def _who(batch: Batch, request: Request) -> Named | None:
    """Whoever has accepted, else whoever was asked."""
    held = [
        row
        for state in HOLDS
        for row in batch.assignments[request.id]
        if row.state is state and row.part is Part.EXPERT
    ]
    person = batch.people.get(held[0].person_id) if held else None
    return Named(id=person.id, name=person.name) if person else None
