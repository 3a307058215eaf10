"""A time to meet for a request that waits for no emergency (预约)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from consult.actions.requests.leaving import REMIND
from consult.actions.requests.limits import limits_of
from consult.actions.requests.moves import Step, begin, deliver, move
from consult.actions.timers import drop_timers, set_timer
from consult.actions.work import Work
from consult.cases.appointment import Appointment, AppointmentState, check_times, clean_link
from consult.cases.request import AssignmentState, Request
from consult.cases.workflow.consultation import State
from consult.errors import Conflict
from consult.ports import Store
from consult.rooms.room import SystemNote
from consult.timers import Timer


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """`link` is where to meet (`https:` or `tel:`), or ""."""

    request_id: str
    starts_at: datetime
    ends_at: datetime
    link: str = ""
    reason: str = ""
    if_version: int | None = None


def schedule(work: Work, cmd: Schedule) -> Request:
    """Fix a time; the answer is not due before the meeting is over."""
    opened, rule = begin(work, cmd.request_id, "schedule", if_version=cmd.if_version)
    check_times(cmd.starts_at, cmd.ends_at, work.now)
    fixed = Appointment(
        id=work.new_id(),
        request_id=opened.request.id,
        state=AppointmentState.BOOKED,
        starts_at=cmd.starts_at,
        ends_at=cmd.ends_at,
        link=clean_link(cmd.link),
        made_by=work.actor.person_id,
        made_at=work.now,
        changed_at=work.now,
    )
    work.store.appointments.add(fixed)
    due = _due(opened.request, fixed)
    moved = move(work, opened, rule, "schedule", note=_said(fixed), due_at=due)
    _tell(work, moved, fixed, "scheduled")
    return moved


def reschedule(work: Work, cmd: Schedule) -> Request:
    """Another time, with the reason (改期)."""
    opened, rule = begin(
        work, cmd.request_id, "reschedule", if_version=cmd.if_version, reason=cmd.reason
    )
    check_times(cmd.starts_at, cmd.ends_at, work.now)
    held = booked(work.store, opened.request.id)
    changed = replace(
        held,
        starts_at=cmd.starts_at,
        ends_at=cmd.ends_at,
        link=clean_link(cmd.link),
        changed_at=work.now,
        sequence=held.sequence + 1,
    )
    work.store.appointments.save(changed)
    due = _due(opened.request, changed)
    note = _said(changed)
    moved = move(work, opened, rule, "reschedule", reason=cmd.reason, note=note, due_at=due)
    _tell(work, moved, changed, "scheduled")
    return moved


def unschedule(work: Work, cmd: Step) -> Request:
    """The meeting will not be; the request goes on (取消预约)."""
    opened, rule = begin(
        work, cmd.request_id, "unschedule", if_version=cmd.if_version, reason=cmd.reason
    )
    return move(work, opened, rule, "unschedule", reason=cmd.reason)


def no_show(work: Work, cmd: Step) -> Request:
    """Somebody did not come (未到)."""
    opened, rule = begin(work, cmd.request_id, "no_show", if_version=cmd.if_version)
    if booked(work.store, opened.request.id).starts_at > work.now:
        raise Conflict("appointment.not_begun")
    return move(work, opened, rule, "no_show", reason=cmd.reason)


def booked(store: Store, request_id: str) -> Appointment:
    """The appointment of a scheduled request."""
    return store.appointments.list(request_id=request_id, state=AppointmentState.BOOKED)[-1]


def remind(work: Work, timer: Timer) -> None:
    """A quarter of an hour before: a line in the room and a call to both sides."""
    request = work.store.requests.find(id=timer.subject)
    if request is None or request.state != State.SCHEDULED:
        return
    meeting = booked(work.store, request.id)
    note = SystemNote("meeting.soon", {"starts_at": meeting.starts_at.isoformat()})
    work.note_in_room(request.room_id, note)
    deliver(work, request, "meeting_soon", _both_sides(work, request))
    work.tell(f"case:{request.case_id}")


def _said(meeting: Appointment) -> dict[str, object]:
    return {
        "starts_at": meeting.starts_at.isoformat(),
        "ends_at": meeting.ends_at.isoformat(),
    }


def _due(request: Request, meeting: Appointment) -> datetime:
    return max(request.due_at, meeting.ends_at) if request.due_at else meeting.ends_at


def _tell(work: Work, request: Request, meeting: Appointment, kind: str) -> None:
    set_reminder(work, request, meeting)
    others = [who for who in _both_sides(work, request) if who != work.actor.person_id]
    deliver(work, request, kind, others)


def set_reminder(work: Work, request: Request, meeting: Appointment) -> None:
    at = meeting.starts_at - limits_of(work.store, request.to_org).remind_before
    drop_timers(work, request.id, REMIND)
    set_timer(work, REMIND, request.id, max(at, work.now), step=str(request.version))


def _both_sides(work: Work, request: Request) -> list[str]:
    held = work.store.assignments.list(request_id=request.id, state=AssignmentState.ACCEPTED)
    return sorted({request.created_by, *(row.person_id for row in held)})
