"""One row of the Centre board."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import msgspec

from consult.access.policy import Actor
from consult.cases.request import Assignment, AssignmentState, Part, Request
from consult.cases.workflow.allowed import allowed_moves
from storage.repositories.views.batch import Batch
from storage.repositories.views.board.calls import Call, Calls
from storage.repositories.views.board.initials import initials
from storage.repositories.views.board.stages import Stage
from storage.repositories.views.cases.case_row import PatientBrief, brief
from storage.repositories.views.values import Named, View

HELD = (AssignmentState.ACCEPTED, AssignmentState.OFFERED)


class Holder(View, frozen=True):
    """Who has it: `accepted`, or asked and not yet answered (`offered`), since when."""

    id: str
    name: str
    title: str
    phone: str
    state: str
    since: datetime
    answer_by: datetime | None


class BoardRow(View, frozen=True):
    """`ringing` is the state of the running or last ladder, empty where nobody was rung."""

    case_id: str
    number: str
    request_id: str
    version: int
    urgency: str
    state: str
    patient: PatientBrief
    question: str
    from_org: Named
    specialty: str
    submitted_at: datetime
    due_at: datetime | None
    stages: tuple[Stage, ...]
    holder: Holder | None
    ringing: str
    calls: tuple[Call, ...]
    allowed: tuple[str, ...]


def row_of(
    batch: Batch,
    actor: Actor,
    request: Request,
    stages: tuple[Stage, ...],
    calls: Calls,
    now: datetime,
) -> BoardRow:
    case = batch.cases[request.case_id]
    questions = batch.questions[request.id]
    return BoardRow(
        case_id=case.id,
        number=case.number,
        request_id=request.id,
        version=request.version,
        urgency=request.urgency,
        state=request.state,
        patient=brief(batch.patients[case.patient_id], now),
        question=questions[0].text if questions else "",
        from_org=Named(id=request.from_org, name=batch.orgs[request.from_org]),
        specialty=request.specialty,
        submitted_at=request.submitted_at or request.created_at,
        due_at=request.due_at,
        stages=stages,
        holder=_holder(batch, batch.assignments[request.id]),
        ringing=calls.ringing,
        calls=calls.log,
        allowed=allowed_moves(actor, batch.subject(request, now), now),
    )


def _holder(batch: Batch, assignments: Collection[Assignment]) -> Holder | None:
    held = [
        row
        for state in HELD
        for row in assignments
        if row.state is state and row.part is Part.EXPERT
    ]
    if not held or held[0].person_id not in batch.people:
        return None
    row, person = held[0], batch.people[held[0].person_id]
    return Holder(
        id=person.id,
        name=person.name,
        title=person.title,
        phone=person.phone,
        state=row.state,
        since=row.accepted_at or row.offered_at,
        answer_by=row.answer_by if row.state is AssignmentState.OFFERED else None,
    )


def masked(row: BoardRow) -> BoardRow:
    """A wall is seen by whoever walks past: initials, and nothing anybody wrote."""
    patient = msgspec.structs.replace(row.patient, name=initials(row.patient.name))
    return msgspec.structs.replace(
        row, case_id="", number="", patient=patient, question="", calls=(), allowed=()
    )
