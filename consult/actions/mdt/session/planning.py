"""Planning a session, inviting to it, moving it, calling it off."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from consult.access.verbs import Verb
from consult.actions.mdt.door import attendees_of, begin_step, call_session, keep, open_board
from consult.actions.mdt.session.clocks import set_session_timers
from consult.actions.requests.limits import limits_of
from consult.actions.requests.moves import Step, begin, move
from consult.actions.timers import drop_timers
from consult.actions.work import Work
from consult.cases.appointment import check_times, clean_link
from consult.cases.request import Request
from consult.errors import Conflict, Invalid
from consult.mdt.board import MAX_PHONE
from consult.mdt.proposal import clean_text
from consult.mdt.session import Answer, Attendee, Mode, Session, SessionState
from consult.mdt.workflow import DISCUSSED, LISTED, State
from consult.rooms.room import SystemNote

MAX_REASON = 1000
# A code, worded by the client: time was up before the case came.
NOT_REACHED = "not_reached"
# A window to answer by writing may be open for days.
LONGEST_WINDOW = timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSession:
    board_id: str
    mode: Mode
    starts_at: datetime
    ends_at: datetime
    bridge_phone: str = ""
    link: str = ""


def plan_session(work: Work, cmd: PlanSession) -> Session:
    """A date for the board; everybody on it is listed, and invited when the list goes out."""
    board = open_board(work, cmd.board_id, Verb.STEER_MDT, Verb.MANAGE_MDT)
    if not board.active:
        raise Conflict("mdt.board_retired")
    _check_times(work, cmd.mode, cmd.starts_at, cmd.ends_at)
    before = limits_of(work.store, board.org_id).hours("mdt_lock_hours")
    session = Session(
        id=work.new_id(),
        board_id=board.id,
        org_id=board.org_id,
        mode=cmd.mode,
        state=SessionState.PLANNED,
        starts_at=cmd.starts_at,
        ends_at=cmd.ends_at,
        lock_at=cmd.starts_at - before,
        made_by=work.actor.person_id,
        made_at=work.now,
        bridge_phone=clean_text(cmd.bridge_phone or board.bridge_phone, "bridge_phone", MAX_PHONE),
        link=clean_link(cmd.link),
    )
    work.store.mdt_sessions.add(session)
    for seat in work.store.mdt_seats.list(board_id=board.id):
        work.store.mdt_attendees.add(
            Attendee(
                session_id=session.id,
                person_id=seat.person_id,
                org_id=seat.org_id,
                part=seat.part,
                specialty=seat.specialty,
                required=seat.required,
                answer=Answer.INVITED,
                deputy_id=seat.deputy_id,
            )
        )
    set_session_timers(work, session)
    return keep(work, session, "plan_session")


def _check_times(work: Work, mode: Mode, starts_at: datetime, ends_at: datetime) -> None:
    if mode is Mode.LIVE:
        check_times(starts_at, ends_at, work.now)
    elif starts_at <= work.now:
        raise Invalid("appointment.in_past", field="starts_at")
    elif not starts_at < ends_at <= starts_at + LONGEST_WINDOW:
        raise Invalid("mdt.bad_window", field="ends_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reschedule:
    session_id: str
    starts_at: datetime
    ends_at: datetime
    reason: str
    if_version: int | None = None


def reschedule(work: Work, cmd: Reschedule) -> Session:
    """Another time, with the reason; who had answered is asked again (改期)."""
    session, _ = begin_step(work, cmd.session_id, "reschedule", cmd.if_version)
    reason = needed(cmd.reason)
    _check_times(work, session.mode, cmd.starts_at, cmd.ends_at)
    before = limits_of(work.store, session.org_id).hours("mdt_lock_hours")
    moved = keep(
        work,
        session,
        "reschedule",
        starts_at=cmd.starts_at,
        ends_at=cmd.ends_at,
        lock_at=cmd.starts_at - before,
    )
    set_session_timers(work, moved)
    for row in attendees_of(work.store, session.id):
        if row.answer is Answer.COMING:
            work.store.mdt_attendees.save(replace(row, answer=Answer.INVITED))
    say_in_rooms(work, moved, "mdt.rescheduled", reason)
    if moved.prepared:
        invite(work, moved, "mdt_moved")
    return moved


def needed(reason: str) -> str:
    if not reason.strip() or len(reason) > MAX_REASON:
        raise Invalid("mdt.reason_required", field="reason")
    return reason.strip()


def say_in_rooms(work: Work, session: Session, code: str, reason: str) -> None:
    """A line in the room of each listed case."""
    params: dict[str, object] = {"by": work.actor.person_id, "reason": reason}
    for request in listed(work, session):
        work.note_in_room(
            request.room_id,
            SystemNote(code, params | {"starts_at": session.starts_at.isoformat()}),
        )
        work.tell(f"case:{request.case_id}")


def listed(work: Work, session: Session) -> list[Request]:
    """The cases on its list that are still to be discussed or under discussion, in their order."""
    held = {row.request_id for row in work.store.mdt_details.list(session_id=session.id)}
    found = {row.id: row for row in work.store.requests.list(id=sorted(held))}
    there = [found[each] for each in session.agenda if each in found]
    return [row for row in there if row.state in LISTED | DISCUSSED]


def invite(work: Work, session: Session, kind: str) -> None:
    rows = attendees_of(work.store, session.id)
    people = [row.person_id for row in rows if row.answer is not Answer.DECLINED]
    call_session(work, kind, session, str(session.version), people)


def put_off(work: Work, cmd: Step) -> Request:
    """The case waits for another date; the board's list has it among those to plan (延期)."""
    opened, rule = begin(
        work, cmd.request_id, "postpone", if_version=cmd.if_version, reason=cmd.reason
    )
    detail = work.store.mdt_details.get(cmd.request_id)
    work.store.mdt_details.save(replace(detail, session_id=None, version=detail.version + 1))
    return move(work, opened, rule, "postpone", reason=cmd.reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionStep:
    session_id: str
    reason: str = ""
    if_version: int | None = None


def publish(work: Work, cmd: SessionStep) -> Session:
    """Send the list out: all are invited, and write what they think before they hear others."""
    session, _ = begin_step(work, cmd.session_id, "publish", cmd.if_version)
    published = keep(work, session, "publish", published_at=session.published_at or work.now)
    for request in listed(work, session):
        if request.state == State.SCHEDULED:
            opened, rule = begin(work, request.id, "publish", if_version=None)
            move(work, opened, rule, "publish")
    invite(work, published, "mdt_invited")
    return published


def cancel_session(work: Work, cmd: SessionStep) -> Session:
    """It will not be; its cases wait for another date (取消)."""
    session, rule = begin_step(work, cmd.session_id, "cancel", cmd.if_version)
    reason = needed(cmd.reason)
    for request in listed(work, session):
        put_off(work, Step(request_id=request.id, reason=reason))
    drop_timers(work, session.id)
    cancelled = keep(work, session, "cancel", state=rule.to, ended_at=work.now)
    if session.prepared:
        invite(work, cancelled, "mdt_cancelled")
    return cancelled


def open_session(work: Work, cmd: SessionStep) -> Session:
    """The chair or the secretary begins the meeting (开始)."""
    session, rule = begin_step(work, cmd.session_id, "open", cmd.if_version)
    for request in listed(work, session):
        if request.state == State.SCHEDULED:
            opened, step = begin(work, request.id, "publish", if_version=None)
            move(work, opened, step, "publish")
    opened_session = keep(work, session, "open", state=rule.to, opened_at=work.now)
    invite(work, opened_session, "mdt_opened")
    return opened_session


def end_session(work: Work, cmd: SessionStep) -> Session:
    """The meeting is over: every case that was begun has been concluded or put off (结束)."""
    session, rule = begin_step(work, cmd.session_id, "end", cmd.if_version)
    left = [row for row in listed(work, session) if row.state == State.IN_SESSION]
    if left:
        raise Conflict("mdt.case_open", count=len(left))
    for request in listed(work, session):
        put_off(work, Step(request_id=request.id, reason=NOT_REACHED))
    for row in work.store.mdt_presences.list(session_id=session.id, left_at=None):
        grace = limits_of(work.store, session.org_id).minutes("mdt_grace_minutes")
        ended = row.until(work.now, grace) or work.now
        work.store.mdt_presences.save(replace(row, left_at=ended))
    drop_timers(work, session.id)
    return keep(work, session, "end", state=rule.to, ended_at=work.now, current_request_id=None)
