"""What the clock says when people don't act: to them, then to the centre and the county too."""

from __future__ import annotations

from datetime import datetime, timedelta

from consult.actions.escalation.planning import coordinators_of
from consult.actions.mdt.door import call_about
from consult.actions.mdt.session.clocks import ACTION, CIRCULATE, SCREEN, SIGN
from consult.actions.requests.limits import limits_of
from consult.actions.timers import drop_timers, set_timer
from consult.actions.work import Work
from consult.cases.request import AssignmentState, Part, Request
from consult.mdt.workflow import State
from consult.ports import Store
from consult.rooms.cards import CardState
from consult.timers import Timer

LEADERS = frozenset({Part.CHAIR, Part.DESK})
# Kind of timer: what is told, the state it is about, the number of hours it counts.
WAITS = {
    SCREEN: ("mdt_screen_due", State.PROPOSED, "mdt_screen_hours"),
    CIRCULATE: ("mdt_circulate_due", State.CONCLUDED, "mdt_circulate_hours"),
    SIGN: ("mdt_finalise", State.CIRCULATED, "mdt_sign_hours"),
}
AGAIN = "again"
# A week of days, by default; whoever has not listened by then is not told for ever.
MOST_ROUNDS = 7


def expect(work: Work, request: Request, kind: str) -> None:
    """From now on somebody is waited for; an earlier wait of the kind is over."""
    drop_timers(work, request.id, kind)
    _wait(work, request, kind, str(request.version), 0)


def _wait(work: Work, request: Request, kind: str, step: str, rounds: int) -> None:
    at = work.now + _within(work.store, request, kind)
    known: dict[str, object] = {AGAIN: rounds}
    set_timer(work, kind, request.id, at, step=f"{step}.{rounds}", payload=known)


def _within(store: Store, request: Request, kind: str) -> timedelta:
    return limits_of(store, request.to_org).hours(WAITS[kind][2])


def expected_by(store: Store, request: Request) -> datetime | None:
    """When the step that is waited for was due first, however often it was asked for since."""
    for kind, (_, state, _) in WAITS.items():
        waits = store.timers.open(request.id, kind) if request.state == state else ()
        for timer in waits:
            rounds = _rounds(timer)
            return timer.due_at - rounds * _within(store, request, kind)
    return None


def _rounds(timer: Timer) -> int:
    counted = timer.payload.get(AGAIN, 0)
    return counted if isinstance(counted, int) else 0


def overdue(work: Work, timer: Timer) -> None:
    """The leaders are told; from the second time on the centre and the county too."""
    kind, state, _ = WAITS[timer.kind]
    request = work.store.requests.find(id=timer.subject)
    if request is None or request.state != state:
        return
    people = leaders_of(work, request)
    if _rounds(timer) > 0:
        people |= {*coordinators_of(work.store, request.to_org, work.now), request.created_by}
    call_about(work, kind, request, f"{timer.kind}.{timer.step}", people)
    insist(work, request, timer)


def insist(work: Work, request: Request, timer: Timer) -> None:
    """Once more, after as long again."""
    rounds = _rounds(timer) + 1
    if rounds < MOST_ROUNDS:
        _wait(work, request, timer.kind, timer.step.partition(".")[0], rounds)


def leaders_of(work: Work, request: Request) -> set[str]:
    held = work.store.assignments.list(request_id=request.id, state=AssignmentState.ACCEPTED)
    return {row.person_id for row in held if row.part in LEADERS}


def expect_actions(work: Work, request: Request) -> None:
    """Each action that has a time, by the number of its card."""
    numbers = work.store.mdt_details.get(request.id).cards
    for card in work.store.cards.list(room_id=request.room_id, seq=numbers) if numbers else ():
        if card.due_at is not None:
            known: dict[str, object] = {"seq": card.seq}
            set_timer(work, ACTION, request.id, card.due_at, step=str(card.seq), payload=known)


def action_late(work: Work, timer: Timer) -> None:
    """Its time is over and it is not done: its owner and the leaders are told."""
    request = work.store.requests.find(id=timer.subject)
    if request is None:
        return
    card = work.store.cards.find(room_id=request.room_id, seq=timer.payload["seq"])
    if card is None or card.state not in {CardState.OPEN, CardState.DOING}:
        return
    owner = card.owner_id or request.created_by
    people = {owner, *leaders_of(work, request)}
    call_about(work, "mdt_action_due", request, f"action.{card.seq}", people)
