"""A request's course: stages with two clocks, what it waits for, when they meet, its fee."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from consult.access.policy import Actor, CaseSubject, decide
from consult.access.verbs import Verb
from consult.actions.requests.limits import NETWORK
from consult.cases.appointment import Appointment
from consult.cases.fee import Fee
from consult.cases.limits import Limits, overlaid
from consult.cases.request import Request, Transition
from consult.cases.workflow.clocks import Stage, stages
from consult.cases.workflow.consultation import UNSENT, State
from consult.cases.workflow.workflows import timing_of
from storage.repositories.store import SqlStore
from storage.repositories.views.values import View


class StageView(View, frozen=True):
    """Seconds until it ended or until `now` of the answer; `net_s` stands still while `paused`."""

    name: str
    began_at: datetime
    ended_at: datetime | None
    gross_s: int
    net_s: int
    limit_at: datetime | None
    paused: bool


class WaitsForView(View, frozen=True):
    """What the county is asked to add: codes, and the asker's own words."""

    missing: tuple[str, ...]
    text: str
    by: str | None
    since: datetime
    until: datetime


class AppointmentView(View, frozen=True):
    state: str
    starts_at: datetime
    ends_at: datetime
    link: str


class FeeView(View, frozen=True):
    """`amount` in the currency's smallest unit."""

    amount: int
    currency: str
    payer: str
    note: str
    at: datetime


class CourseView(View, frozen=True):
    """`may_record_fee`: the reader is at the desk of a hospital that wants fees recorded."""

    stages: tuple[StageView, ...]
    waits_for: WaitsForView | None
    appointment: AppointmentView | None
    fee: FeeView | None
    may_record_fee: bool


@dataclass(frozen=True, slots=True)
class Courses:
    """What the courses of some requests are made of, loaded together."""

    appointments: Mapping[str, Appointment]
    fees: Mapping[str, Fee]
    layers: Mapping[str, Mapping[str, object]]

    def limits(self, org_id: str) -> Limits:
        return overlaid(*(self.layers[s] for s in (NETWORK, org_id) if s in self.layers))


def load_courses(store: SqlStore, requests: Sequence[Request]) -> Courses:
    """A fixed number of statements; the newest of each counts."""
    ids = [request.id for request in requests]
    scopes = sorted({NETWORK, *(request.to_org for request in requests)})
    return Courses(
        appointments={row.request_id: row for row in store.appointments.list(request_id=ids)},
        fees={row.request_id: row for row in store.fees.list(request_id=ids)},
        layers={row.org_id: row.data for row in store.limits.list(org_id=scopes)},
    )


def course_view(
    courses: Courses,
    request: Request,
    transitions: Sequence[Transition],
    subject: CaseSubject,
    actor: Actor,
    now: datetime,
) -> CourseView:
    limits = courses.limits(request.to_org)
    desk = decide(actor, Verb.RECORD_FEE, subject, now).allowed
    return CourseView(
        stages=tuple(
            stage_view(row)
            for row in stages(transitions, request.urgency, limits, now, timing_of(request.kind))
        ),
        waits_for=_waits_for(request, transitions, limits),
        appointment=_appointment(courses.appointments.get(request.id)),
        fee=_fee(courses.fees.get(request.id)),
        may_record_fee=desk and limits.fee and request.state not in UNSENT,
    )


def stage_view(row: Stage) -> StageView:
    return StageView(
        name=row.name,
        began_at=row.began_at,
        ended_at=row.ended_at,
        gross_s=round(row.gross_s),
        net_s=round(row.net_s),
        limit_at=row.limit_at,
        paused=row.paused,
    )


def _waits_for(
    request: Request, transitions: Sequence[Transition], limits: Limits
) -> WaitsForView | None:
    if request.state != State.INFO_REQUESTED:
        return None
    asked = max(
        (row for row in transitions if row.to_state == State.INFO_REQUESTED), key=lambda r: r.no
    )
    missing = asked.details.get("missing")
    return WaitsForView(
        missing=tuple(missing) if isinstance(missing, list) else (),
        text=asked.reason,
        by=asked.by,
        since=asked.at,
        until=asked.at + limits.days("info_days"),
    )


def _appointment(row: Appointment | None) -> AppointmentView | None:
    if row is None:
        return None
    return AppointmentView(
        state=row.state, starts_at=row.starts_at, ends_at=row.ends_at, link=row.link
    )


def _fee(row: Fee | None) -> FeeView | None:
    if row is None:
        return None
    return FeeView(
        amount=row.amount, currency=row.currency, payer=row.payer, note=row.note, at=row.at
    )
