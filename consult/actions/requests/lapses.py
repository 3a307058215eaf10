"""What the clock does to a request when people don't: each finds out whether it is still so."""

from __future__ import annotations

from dataclasses import replace

from consult.actions.escalation.rounds import expected
from consult.actions.requests.answering import call_offered, next_on_duty, offer_to
from consult.actions.requests.limits import limits_of
from consult.actions.requests.moves import begin, deliver, move
from consult.actions.requests.sending import people_on_list
from consult.actions.work import Work
from consult.cases.request import NO_ANSWER, AssignmentState, Kind, Request
from consult.cases.workflow.consultation import State
from consult.timers import Timer


def lapse(work: Work, timer: Timer) -> None:
    """Whoever was asked has not answered in time: the next on duty, else the centre again."""
    request = work.store.requests.find(id=timer.subject)
    if request is None or request.state != State.OFFERED:
        return
    opened, rule = begin(work, request.id, "lapse", if_version=None)
    late = [a for a in opened.assignments if a.state is AssignmentState.OFFERED]
    for offer in late:
        work.store.assignments.save(
            replace(offer, state=AssignmentState.WITHDRAWN, reason=NO_ANSWER)
        )
    said: dict[str, object] = {"person": late[0].person_id} if late else {}
    following = None if expected(work, request.id) else next_on_duty(work, opened)
    if following is None:
        moved = move(work, opened, rule, "lapse", note=said)
        if not expected(work, request.id):
            deliver(work, moved, "call", people_on_list(work, moved))
        return
    accept_within = limits_of(work.store, request.to_org).within(request.urgency, "accept_s")
    answer_by = work.now + accept_within
    work.store.assignments.add(
        replace(offer_to(work, request, following, answer_by), offered_by=request.created_by)
    )
    note = said | {"next": following, "answer_by": answer_by.isoformat()}
    moved = move(work, opened, rule, "lapse", note=note, to=State.OFFERED)
    call_offered(work, moved, following, answer_by)


def expire(work: Work, timer: Timer) -> None:
    """The information never came: the request is withdrawn."""
    request = work.store.requests.find(id=timer.subject)
    if request is None or request.state != State.INFO_REQUESTED:
        return
    opened, rule = begin(work, request.id, "expire", if_version=None)
    moved = move(work, opened, rule, "expire")
    deliver(work, moved, "expired", [moved.created_by])


def auto_close(work: Work, timer: Timer) -> None:
    """Some days after the last follow-up it is closed."""
    request = work.store.requests.find(id=timer.subject)
    if request is None or request.state not in {State.RESPONDED, State.FOLLOW_UP}:
        return
    opened, rule = begin(work, request.id, "auto_close", if_version=None)
    move(work, opened, rule, "auto_close")


def give_up(work: Work, request_id: str) -> Request | None:
    """The ladder has ended and nobody has it: the coordinator's telephone duty (无人应答)."""
    request = work.store.requests.get(request_id)
    if request.state not in {State.SUBMITTED, State.OFFERED}:
        return None
    opened, rule = begin(work, request_id, "give_up", if_version=None, kinds=tuple(Kind))
    for offer in opened.assignments:
        if offer.state is AssignmentState.OFFERED:
            work.store.assignments.save(
                replace(offer, state=AssignmentState.WITHDRAWN, reason=NO_ANSWER)
            )
    return move(work, opened, rule, "give_up")


def follow_up_due(work: Work, request_id: str) -> Request | None:
    """The first day to ask what became of the patient has come (随访)."""
    request = work.store.requests.get(request_id)
    if request.state != State.RESPONDED:
        return None
    opened, rule = begin(work, request_id, "follow_up_due", if_version=None)
    return move(work, opened, rule, "follow_up_due")
