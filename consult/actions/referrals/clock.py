"""What the clock does to a referral; each finds out whether it is still so."""

from __future__ import annotations

from consult.actions.escalation.planning import desk_of
from consult.actions.referrals.steps import start, take
from consult.actions.requests.moves import deliver, tell_everyone
from consult.actions.work import Work
from consult.cases.request import Request
from consult.referrals.states import COMING, THERE, State
from consult.rooms.room import SystemNote
from consult.timers import Timer


def expire(work: Work, timer: Timer) -> None:
    """The information never came: the referral is withdrawn."""
    request = work.store.requests.find(id=timer.subject)
    if request is None or request.state != State.INFO_REQUESTED:
        return
    take(work, start(work, request.id, "expire", if_version=None))


def miss(work: Work, timer: Timer) -> None:
    """Expected and not come (逾期未到): both sides are alarmed."""
    request = work.store.requests.find(id=timer.subject)
    if request is None or request.state not in COMING - {State.ACCEPTED, State.NO_SHOW}:
        return
    paper = work.store.referrals.get(request.id)
    if paper.eta is None or paper.eta.isoformat() != timer.step:
        return
    take(work, start(work, request.id, "miss", if_version=None), note={"eta": timer.step})


def records_late(work: Work, timer: Timer) -> None:
    """Arrived some time ago, and the sender's papers are not here."""
    request, paper = _facts(work, timer)
    if request is None or request.state not in THERE or paper:
        return
    _remind(work, request, "referral.records_late", [request.created_by])


def feedback_late(work: Work, timer: Timer) -> None:
    """Discharged some days ago, and the sender has not heard of it."""
    request, _ = _facts(work, timer)
    if request is None or request.state != State.DISCHARGED:
        return
    desk = desk_of(work.store, request, work.now)
    _remind(work, request, "referral.feedback_late", desk)


def visit_late(work: Work, timer: Timer) -> None:
    """Back home, and nobody has seen the patient in time."""
    request, _ = _facts(work, timer)
    if request is None or request.state not in {State.ARRIVED, State.RECORDS_UPLOADED}:
        return
    _remind(work, request, "referral.visit_late", desk_of(work.store, request, work.now))


def _facts(work: Work, timer: Timer) -> tuple[Request | None, bool]:
    """The request, and whether its papers have come."""
    request = work.store.requests.find(id=timer.subject)
    paper = work.store.referrals.find(request_id=timer.subject)
    return request, paper is not None and paper.records_at is not None


def _remind(work: Work, request: Request, code: str, people: list[str]) -> None:
    work.note_in_room(request.room_id, SystemNote(code, {}))
    deliver(work, request, code, people)
    tell_everyone(work, request)
    work.tell(*(f"person:{each}" for each in people))
