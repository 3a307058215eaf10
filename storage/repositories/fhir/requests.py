"""Requests with what FHIR says of them: ServiceRequest, Task, Appointment, DiagnosticReport."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import sqlalchemy as sa

from consult.cases.appointment import Appointment
from consult.cases.case import Case, CaseForm
from consult.cases.request import Assignment, AssignmentState, Question, Request, Transition
from consult.cases.workflow.workflows import workflow
from consult.reports.opinion import Adoption, Answer, Opinion, OpinionState
from storage.database.tables.cases import case
from storage.database.tables.reports import opinion
from storage.database.tables.requests import appointment, assignment, request
from storage.repositories.fhir.source import Field, Matching, Reader, Source
from storage.repositories.fhir.states import (
    ASSIGNMENT_STATUS,
    business_status,
    known,
    moved_at,
    request_status,
    task_status,
)
from storage.repositories.views.batch import grouped, newest_forms

INSTANT = Matching.INSTANT
_WITH_CASE = request.join(case, case.c.id == request.c.case_id)
SIGNED = (OpinionState.SIGNED, OpinionState.SUPERSEDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestPapers:
    """One request with all that was said to it; of opinions the signed ones, oldest first."""

    request: Request
    case: Case
    form: CaseForm
    questions: Sequence[Question]
    assignments: Sequence[Assignment]
    transitions: Sequence[Transition]
    appointments: Sequence[Appointment]
    opinions: Sequence[Opinion]
    answers: dict[str, list[Answer]]
    adoptions: dict[str, list[Adoption]]

    @property
    def moved_at(self) -> datetime:
        return max((row.at for row in self.transitions), default=self.request.created_at)


class _OfRequest(Protocol):
    @property
    def request_id(self) -> str: ...


def _request_id(row: _OfRequest) -> str:
    return row.request_id


def load_requests(reader: Reader, ids: Sequence[str]) -> dict[str, RequestPapers]:
    """By id, in a fixed number of statements; the caller has asked for those the actor may see."""
    store = reader.store
    requests = store.requests.list(id=list(ids))
    case_ids = sorted({row.case_id for row in requests})
    cases = {row.id: row for row in store.cases.list(id=case_ids)}
    forms = newest_forms(store, case_ids)
    opinions = store.opinions.list(request_id=list(ids), state=SIGNED)
    signed = [row.id for row in opinions]
    questions = grouped(store.questions.list(request_id=list(ids)), _request_id)
    assignments = grouped(store.assignments.list(request_id=list(ids)), _request_id)
    transitions = grouped(store.transitions.list(request_id=list(ids)), _request_id)
    appointments = grouped(store.appointments.list(request_id=list(ids)), _request_id)
    of_request = grouped(opinions, _request_id)
    answers = grouped(store.answers.list(opinion_id=signed), lambda row: row.opinion_id)
    adoptions = grouped(store.adoptions.list(opinion_id=signed), lambda row: row.opinion_id)
    return {
        row.id: RequestPapers(
            request=row,
            case=cases[row.case_id],
            form=forms[row.case_id],
            answers=answers,
            adoptions=adoptions,
            questions=questions[row.id],
            assignments=assignments[row.id],
            transitions=transitions[row.id],
            appointments=appointments[row.id],
            opinions=of_request[row.id],
        )
        for row in requests
    }


def service_requests(reader: Reader) -> Source:
    actor, now = reader.actor, reader.now
    return Source(
        rows=_WITH_CASE,
        key=(request.c.id,),
        seen=(known(request, actor, now),),
        columns={
            "patient": Field(case.c.patient_id),
            "status": Field(request_status()),
            "code": Field(request.c.kind),
            "requisition": Field(case.c.number),
            "authored": Field(request.c.created_at, INSTANT),
            "_lastUpdated": Field(moved_at(), INSTANT),
        },
    )


def tasks(reader: Reader) -> Source:
    """The coordinating task of each request, and one for each person who was asked."""
    actor, now = reader.actor, reader.now
    answered = sa.exists(
        sa.select(opinion.c.id).where(
            opinion.c.request_id == request.c.id,
            opinion.c.state.in_(SIGNED),
            sa.not_(opinion.c.interim),
        )
    )
    holds = assignment.c.state == AssignmentState.ACCEPTED.value
    by_person = sa.case(
        (sa.and_(holds, answered), "completed"),
        (sa.and_(holds, task_status() == "in-progress"), "in-progress"),
        *((assignment.c.state == state.value, word) for state, word in ASSIGNMENT_STATUS.items()),
        else_="unknown",
    )
    own = sa.select(
        request.c.id.label("id"),
        case.c.patient_id.label("patient_id"),
        task_status().label("status"),
        business_status().label("business_status"),
        request.c.state.label("own_status"),
        request.c.created_at.label("authored_at"),
        moved_at().label("modified_at"),
    )
    parts = sa.select(
        assignment.c.id,
        case.c.patient_id,
        by_person,
        sa.literal(""),
        assignment.c.state,
        assignment.c.offered_at,
        sa.func.coalesce(assignment.c.accepted_at, assignment.c.offered_at),
    )
    seen = known(request, actor, now)
    with_parts = _WITH_CASE.join(assignment, assignment.c.request_id == request.c.id)
    rows = sa.union_all(
        own.select_from(_WITH_CASE).where(seen), parts.select_from(with_parts).where(seen)
    ).subquery("task")
    return Source(
        rows=rows,
        key=(rows.c.id,),
        seen=(),
        columns={
            "patient": Field(rows.c.patient_id),
            "status": Field(rows.c.status),
            "business-status": Field(
                rows.c.business_status,
                # Either coding of it: that of BSeR, or ours.
                via=lambda codes: sa.or_(
                    rows.c.business_status.in_(codes), rows.c.own_status.in_(codes)
                ),
            ),
            "authored-on": Field(rows.c.authored_at, INSTANT),
            "modified": Field(rows.c.modified_at, INSTANT),
            "_lastUpdated": Field(rows.c.modified_at, INSTANT),
        },
    )


@dataclass(frozen=True, slots=True)
class TaskPapers:
    """`assignment` None is the coordinating task."""

    papers: RequestPapers
    assignment: Assignment | None = None


def part_status(papers: RequestPapers, row: Assignment) -> str:
    """Task.status of what one person was asked for; `tasks` says the same in SQL."""
    if row.state is AssignmentState.ACCEPTED:
        if any(not each.interim for each in papers.opinions):
            return "completed"
        if workflow(papers.request.kind).fhir_task[papers.request.state][0] == "in-progress":
            return "in-progress"
    return ASSIGNMENT_STATUS[row.state]


def load_tasks(reader: Reader, ids: Sequence[str]) -> dict[str, TaskPapers]:
    store = reader.store
    assigned = {row.id: row for row in store.assignments.list(id=list(ids))}
    of = {row.request_id for row in assigned.values()}
    papers = load_requests(reader, sorted({*ids, *of}))
    parts = {id_: TaskPapers(papers[row.request_id], row) for id_, row in assigned.items()}
    return parts | {id_: TaskPapers(papers[id_]) for id_ in ids if id_ in papers}


def appointments(reader: Reader) -> Source:
    actor, now = reader.actor, reader.now
    return Source(
        rows=appointment.join(request, request.c.id == appointment.c.request_id).join(
            case, case.c.id == request.c.case_id
        ),
        key=(appointment.c.id,),
        seen=(known(request, actor, now),),
        columns={
            "patient": Field(case.c.patient_id),
            "status": Field(appointment.c.state),
            "date": Field(appointment.c.starts_at, INSTANT),
            "_lastUpdated": Field(appointment.c.changed_at, INSTANT),
        },
    )


@dataclass(frozen=True, slots=True)
class AppointmentPapers:
    papers: RequestPapers
    appointment: Appointment


def load_appointments(reader: Reader, ids: Sequence[str]) -> dict[str, AppointmentPapers]:
    store = reader.store
    rows = store.appointments.list(id=list(ids))
    papers = load_requests(reader, sorted({row.request_id for row in rows}))
    return {row.id: AppointmentPapers(papers[row.request_id], row) for row in rows}


def report_status(row: Opinion) -> str:
    """DiagnosticReport.status of a signed version."""
    if row.interim:
        return "preliminary"
    return "corrected" if row.correction_reason else "final"


def diagnostic_reports(reader: Reader) -> Source:
    """One for each request that has a signed opinion: its newest version."""
    actor, now = reader.actor, reader.now
    later = opinion.alias()
    newest = sa.not_(
        sa.exists(
            sa.select(later.c.id).where(
                later.c.request_id == opinion.c.request_id,
                later.c.version > opinion.c.version,
                later.c.state.in_(SIGNED),
            )
        )
    )
    status = sa.case(
        (opinion.c.interim, "preliminary"),
        (opinion.c.correction_reason != "", "corrected"),
        else_="final",
    )
    return Source(
        rows=opinion.join(request, request.c.id == opinion.c.request_id).join(
            case, case.c.id == request.c.case_id
        ),
        key=(request.c.id,),
        seen=(known(request, actor, now), opinion.c.state.in_(SIGNED), newest),
        columns={
            "patient": Field(case.c.patient_id),
            "status": Field(status),
            "issued": Field(opinion.c.signed_at, INSTANT),
            "date": Field(opinion.c.signed_at, INSTANT),
            "_lastUpdated": Field(opinion.c.signed_at, INSTANT),
        },
    )


def accepted(papers: RequestPapers) -> Assignment | None:
    """Who holds the request."""
    held = (row for row in papers.assignments if row.state is AssignmentState.ACCEPTED)
    return next(held, None)
