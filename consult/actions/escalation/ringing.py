"""What the timers of a round do: ring the next one, give up, call again."""

from __future__ import annotations

from datetime import datetime, timedelta

from consult.actions.escalation.notices import notify_step
from consult.actions.escalation.planning import coordinators_of
from consult.actions.escalation.rounds import END, give_up, running, start_round
from consult.actions.requests.lapses import give_up as give_up_request
from consult.actions.requests.moves import tell_everyone
from consult.actions.timers import set_timer
from consult.actions.work import Work
from consult.cases.request import AssignmentState, Request
from consult.cases.workflow.consultation import BEING_ANSWERED, WAITING, State
from consult.errors import NotFound
from consult.escalation.ladder import Ladder, LadderState, LadderStep
from consult.escalation.plan import Planned
from consult.events import Delivery
from consult.referrals.states import REFERRALS, UNHEARD
from consult.timers import Timer

# Steps fire a moment after they are due.
AT_ONCE = timedelta(seconds=1)
# Taken, and nobody has come yet.
NOT_BEGUN = WAITING | (BEING_ANSWERED - {State.IN_CONSULTATION})


def ring(work: Work, timer: Timer) -> None:
    """The next step of a round, unless somebody has acknowledged meanwhile."""
    ladder = work.store.ladders.get(timer.subject)
    if ladder.state is not LadderState.RINGING:
        return
    request = work.store.requests.get(ladder.request_id)
    step = _step(ladder, timer.step)
    rung = LadderStep(
        ladder_id=ladder.id,
        no=step.no,
        target=step.target,
        person_id=step.person_id,
        name=step.name,
        phone=step.phone,
        at=work.now,
    )
    work.store.ladder_steps.add(rung)
    people = (
        [step.person_id]
        if step.person_id
        else coordinators_of(work.store, request.to_org, work.now)
    )
    call(work, ladder, request, "ring", str(step.no), people)
    notify_step(work, request, ladder, rung)
    tell_everyone(work, request)
    work.tell(*(f"person:{person}" for person in people))


def _step(ladder: Ladder, no: str) -> Planned:
    found = [step for step in ladder.planned().steps if str(step.no) == no]
    if not found:
        raise NotFound("ladder_step")
    return found[0]


def call(
    work: Work, ladder: Ladder, request: Request, kind: str, step: str, people: list[str]
) -> None:
    """Into the outbox, for every browser these people have open."""
    work.store.outbox.add(
        Delivery(
            id=work.new_id(),
            subject=ladder.id,
            kind=kind,
            step=step,
            payload={
                "people": people,
                "case_id": request.case_id,
                "request_id": request.id,
                "urgency": request.urgency,
            },
            due_at=work.now,
        )
    )


def end(work: Work, timer: Timer) -> None:
    """Everybody was rung and nobody came: the request is unanswered, red on every board."""
    ladder = work.store.ladders.get(timer.subject)
    if ladder.state is not LadderState.RINGING:
        return
    if (later := _too_early(work, ladder)) is not None:
        set_timer(work, END, ladder.id, later, step="later")
        return
    give_up(work, ladder)
    request = work.store.requests.get(ladder.request_id)
    people = [*coordinators_of(work.store, request.to_org, work.now), request.created_by]
    request = give_up_request(work, request.id) or request
    call(work, ladder, request, "unanswered", "", people)
    tell_everyone(work, request)


def _too_early(work: Work, ladder: Ladder) -> datetime | None:
    """The last one rung has as long to answer as planned, also when the server was away; and
    whoever the case was offered to as long as they were given."""
    plan, rung = ladder.planned(), work.store.ladder_steps.list(ladder_id=ladder.id)
    offers = work.store.assignments.list(
        request_id=ladder.request_id, state=AssignmentState.OFFERED
    )
    waits = [offer.answer_by for offer in offers if offer.answer_by is not None]
    if rung and plan.steps:
        patience = timedelta(seconds=plan.ends_after_s - plan.steps[-1].after_s)
        waits.append(rung[-1].at + patience)
    earliest = max(waits, default=work.now)
    return earliest if work.now < earliest - AT_ONCE else None


def again(work: Work, timer: Timer) -> None:
    """Acknowledged, but nobody has come: everybody is called once more."""
    ladder = work.store.ladders.get(timer.subject)
    request = work.store.requests.get(ladder.request_id)
    waits = UNHEARD if request.kind in REFERRALS else NOT_BEGUN
    if request.state not in waits or running(work, request.id) is not None:
        return
    if start_round(work, request) is not None:
        tell_everyone(work, request)
