"""What the clock does of a session and its cases: each finds out whether it is still so."""

from __future__ import annotations

from dataclasses import replace

from consult.actions.mdt.door import attendees_of, call_about, call_session, keep
from consult.actions.mdt.late import AGAIN, insist, overdue
from consult.actions.mdt.outcome.concluding import ask_to_sign
from consult.actions.mdt.outcome.opinions import silent_in, unseal
from consult.actions.mdt.session.planning import invite, listed
from consult.actions.requests.moves import begin, move
from consult.actions.work import Work
from consult.mdt.outcome import unsigned
from consult.mdt.session import Mode, Session, SessionState
from consult.mdt.workflow import State
from consult.rooms.room import SystemNote
from consult.timers import Timer


def _planned(work: Work, timer: Timer) -> Session | None:
    session = work.store.mdt_sessions.find(id=timer.subject)
    return session if session and session.state is SessionState.PLANNED else None


def lock(work: Work, timer: Timer) -> None:
    """The list is fixed: everything on it is prepared now (名单锁定)."""
    session = _planned(work, timer)
    if session is not None:
        _lock(work, session)


def _lock(work: Work, session: Session) -> Session:
    for request in listed(work, session):
        if request.state == State.SCHEDULED:
            opened, rule = begin(work, request.id, "lock", if_version=None)
            move(work, opened, rule, "lock")
    locked = keep(work, session, "lock", published_at=session.published_at or work.now)
    invite(work, locked, "mdt_locked")
    return locked


def remind(work: Work, timer: Timer) -> None:
    """A quarter of an hour before (limits: remind_minutes)."""
    session = _planned(work, timer)
    if session is None:
        return
    for request in listed(work, session):
        note = SystemNote("meeting.soon", {"starts_at": session.starts_at.isoformat()})
        work.note_in_room(request.room_id, note)
    invite(work, session, "mdt_reminder")


def open_window(work: Work, timer: Timer) -> None:
    """The asynchronous window opens: everybody writes when they can (异步会诊开始)."""
    session = _planned(work, timer)
    if session is None or session.mode is not Mode.ASYNC:
        return
    session = _lock(work, session)
    for request in listed(work, session):
        opened, rule = begin(work, request.id, "open_window", if_version=None)
        move(work, opened, rule, "open_window")
        detail = work.store.mdt_details.get(request.id)
        began = replace(detail, started_at=work.now, version=detail.version + 1)
        work.store.mdt_details.save(began)
    opened_session = keep(work, session, "open", state=SessionState.OPEN, opened_at=work.now)
    invite(work, opened_session, "mdt_opened")


def remind_silent(work: Work, timer: Timer) -> None:
    """Who has not written yet is asked once more before the window closes."""
    session = work.store.mdt_sessions.find(id=timer.subject)
    if session is None or session.state is not SessionState.OPEN:
        return
    silent: set[str] = set()
    for request in listed(work, session):
        silent |= set(silent_in(work, work.store.mdt_details.get(request.id)))
    step = f"silent.{session.version}"
    call_session(work, "mdt_opinion_due", session, step, silent)


def close_window(work: Work, timer: Timer) -> None:
    """It is over: opinions are opened, chair and secretary conclude or call a meeting."""
    session = work.store.mdt_sessions.find(id=timer.subject)
    if session is None or session.state is not SessionState.OPEN or session.mode is Mode.LIVE:
        return
    for request in listed(work, session):
        unseal(work, request, work.store.mdt_details.get(request.id))
    ended = keep(work, session, "end", state=SessionState.ENDED, ended_at=work.now)
    leaders = [
        row.person_id
        for row in attendees_of(work.store, session.id)
        if row.part in {"chair", "secretary"}
    ]
    step = f"over.{ended.version}"
    call_session(work, "mdt_window_over", session, step, leaders)


def sign_over(work: Work, timer: Timer) -> None:
    """The time to sign is over: the silent are asked a last time, the chair may finalise."""
    request = work.store.requests.find(id=timer.subject)
    if request is None or request.state != State.CIRCULATED:
        return
    if timer.payload.get(AGAIN):
        overdue(work, timer)
        return
    outcome = work.store.mdt_outcomes.get(request.id)
    silent = unsigned(outcome, work.store.mdt_signatures.list(request_id=request.id))
    ask_to_sign(work, request, outcome, silent, "over")
    chairs = work.store.assignments.list(request_id=request.id, part="chair", state="accepted")
    people = [row.person_id for row in chairs]
    call_about(work, "mdt_finalise", request, f"{outcome.version}.over", people)
    insist(work, request, timer)
