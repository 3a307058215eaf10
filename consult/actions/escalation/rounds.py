"""A round of calling: begun, brought forward, stopped. Every step is a timer of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from math import ceil

from consult.actions.escalation.planning import planned_for_request
from consult.actions.timers import drop_timers, set_timer
from consult.actions.work import Work
from consult.cases.request import NO_ANSWER, AssignmentState, Request, Urgency
from consult.escalation.ladder import Ladder, LadderState
from consult.escalation.notices import Notice, NoticeState

STEP, END, AGAIN = "ladder_step", "ladder_end", "ladder_again"
# A request that was taken and then left alone is called for again, but not all night.
MOST_ROUNDS = 12


def running(work: Work, request_id: str) -> Ladder | None:
    """The round that rings now."""
    return work.store.ladders.find(request_id=request_id, state=LadderState.RINGING)


def loud(work: Work, request_id: str) -> Ladder | None:
    """The newest round while nobody has answered it: it rings, or rang in vain."""
    rounds = work.store.ladders.list(request_id=request_id)
    newest = rounds[-1] if rounds else None
    unheard = {LadderState.RINGING, LadderState.UNANSWERED}
    return newest if newest and newest.state in unheard else None


def expected(work: Work, request_id: str) -> bool:
    """Somebody has said yes to the newest round and still has time to come: nobody else rings."""
    rounds = work.store.ladders.list(request_id=request_id)
    newest = rounds[-1] if rounds else None
    if newest is None or newest.acked_at is None:
        return False
    return work.now < newest.acked_at + timedelta(seconds=newest.planned().again_after_s)


def start_round(work: Work, request: Request) -> Ladder | None:
    """Call for an emergency, from this moment's duty; None for what nobody is rung for.

    People who refused this request or gave it back are not rung for it again.
    """
    earlier = work.store.ladders.list(request_id=request.id)
    if request.urgency is not Urgency.EMERGENCY or len(earlier) >= MOST_ROUNDS:
        return None
    plan = planned_for_request(work.store, request, work.now, without=_declined(work, request))
    ladder = Ladder(
        id=work.new_id(),
        request_id=request.id,
        round=len(earlier) + 1,
        state=LadderState.RINGING,
        plan=plan.as_json(),
        started_at=work.now,
    )
    work.store.ladders.add(ladder)
    _set_timers(work, ladder, rung=())
    return ladder


def _declined(work: Work, request: Request) -> list[str]:
    gone = {AssignmentState.REFUSED, AssignmentState.WITHDRAWN}
    assignments = work.store.assignments.list(request_id=request.id)
    return [
        each.person_id
        for each in assignments
        if each.state in gone and each.reason not in ("", NO_ANSWER)
    ]


def _set_timers(work: Work, ladder: Ladder, rung: Iterable[int]) -> None:
    done = set(rung)
    for step in ladder.planned().steps:
        if step.no not in done:
            set_timer(work, STEP, ladder.id, ladder.rings_at(step), step=str(step.no))
    set_timer(work, END, ladder.id, ladder.ends_at)


def bring_forward(work: Work, ladder: Ladder, person_id: str | None) -> Ladder:
    """Somebody says no, or was called and did not answer: the next one rings now."""
    rung = {step.no for step in work.store.ladder_steps.list(ladder_id=ladder.id)}
    plan = ladder.planned()
    coming = [ladder.rings_at(step) for step in plan.steps if step.no not in rung]
    gap = max(timedelta(0), min([*coming, ladder.ends_at]) - work.now)
    passed = (*plan.passed_on, person_id) if person_id else plan.passed_on
    moved = replace(
        ladder,
        plan=replace(plan, passed_on=tuple(dict.fromkeys(passed))).as_json(),
        shift_s=ladder.shift_s + ceil(gap.total_seconds()),
        version=ladder.version + 1,
    )
    work.store.ladders.save(moved)
    _set_timers(work, moved, rung)
    return moved


def acknowledge(work: Work, ladder: Ladder, person_id: str | None, via: str) -> Ladder:
    """Somebody has it: all else falls silent. If nothing follows, it is called for again."""
    done = replace(
        ladder,
        state=LadderState.ACKNOWLEDGED,
        acked_by=person_id,
        acked_at=work.now,
        acked_via=via,
        ended_at=work.now,
        version=ladder.version + 1,
    )
    work.store.ladders.save(done)
    silence(work, ladder)
    again = work.now + timedelta(seconds=ladder.planned().again_after_s)
    set_timer(work, AGAIN, ladder.id, again)
    return done


def stop(work: Work, ladder: Ladder) -> None:
    """Nobody needs to come any more."""
    _close(work, ladder, LadderState.STOPPED)
    silence(work, ladder)


def give_up(work: Work, ladder: Ladder) -> None:
    """Everybody was rung in vain. What is still on its way goes on: a late answer is welcome."""
    _close(work, ladder, LadderState.UNANSWERED)
    drop_timers(work, ladder.id, STEP, END)


def _close(work: Work, ladder: Ladder, state: LadderState) -> None:
    work.store.ladders.save(
        replace(ladder, state=state, ended_at=work.now, version=ladder.version + 1)
    )


def silence(work: Work, ladder: Ladder) -> None:
    """Nothing more goes out for this round, on no channel."""
    drop_timers(work, ladder.id, STEP, END)
    for call in work.store.outbox.list(subject=ladder.id, done_at=None):
        work.store.outbox.save(replace(call, done_at=work.now))
    notices = work.store.notices.list(ladder_id=ladder.id, state=[*_RINGS_OUTSIDE])
    for notice in notices:
        if notice.state is NoticeState.WAITING:
            work.store.notices.save(
                replace(notice, state=NoticeState.STOPPED, settled_at=work.now, lease_until=None)
            )
        elif work.store.channels.get(notice.channel_id).config.get("stop"):
            work.store.notices.add(_hang_up(work, notice))


_RINGS_OUTSIDE = (NoticeState.WAITING, NoticeState.SENT, NoticeState.DELIVERED)


def _hang_up(work: Work, notice: Notice) -> Notice:
    """Tells a gateway that can be told to stop; belongs to no step, so no list shows it."""
    return replace(
        notice,
        id=work.new_id(),
        state=NoticeState.WAITING,
        content={"stop_of": notice.id},
        step_no=0,
        due_at=work.now,
        made_at=work.now,
        sent_at=None,
        attempts=0,
        lease_until=None,
        lease_by="",
    )
