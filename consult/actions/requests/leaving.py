"""What ends by itself when a request leaves a state: its timers, and an appointment."""

from __future__ import annotations

from dataclasses import replace

from consult.actions.timers import drop_timers
from consult.actions.work import Work
from consult.cases.appointment import AppointmentState
from consult.cases.request import Request
from consult.cases.workflow.consultation import State

LAPSE, EXPIRE, REMIND, AUTO_CLOSE = "offer.lapse", "info.expire", "meeting.remind", "request.close"
_TIMERS: dict[str, tuple[str, ...]] = {
    State.OFFERED: (LAPSE,),
    State.INFO_REQUESTED: (EXPIRE,),
    State.SCHEDULED: (REMIND,),
    State.RESPONDED: (AUTO_CLOSE,),
    State.FOLLOW_UP: (AUTO_CLOSE,),
}
_MET = frozenset({State.IN_CONSULTATION, State.SIGNED})


def leave(work: Work, before: Request, after: Request, action: str) -> None:
    """Called once per transition, after the new state was written."""
    if before.state == after.state:
        return
    kinds = _TIMERS.get(before.state, ())
    followed = {before.state, after.state} == {State.RESPONDED, State.FOLLOW_UP}
    if kinds and not followed:
        drop_timers(work, before.id, *kinds)
    if before.state == State.SCHEDULED and after.state != State.INFO_REQUESTED:
        _settle(work, after, action)


def _settle(work: Work, request: Request, action: str) -> None:
    became = AppointmentState.CANCELLED
    if request.state in _MET:
        became = AppointmentState.FULFILLED
    elif action == "no_show":
        became = AppointmentState.NOSHOW
    for held in work.store.appointments.list(request_id=request.id, state=AppointmentState.BOOKED):
        work.store.appointments.save(replace(held, state=became, changed_at=work.now))
