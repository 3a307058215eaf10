"""A running call as both sides watch it: who rings, since when, on which channel, what to dial."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from consult.access.policy import Actor
from consult.actions.escalation.planning import coordinators_of
from consult.cases.request import Request
from consult.cases.workflow.consultation import WAITING
from consult.errors import NotFound
from consult.escalation.failures import failure_of
from consult.escalation.ladder import Ladder, LadderState, LadderStep
from consult.escalation.notices import Notice, NoticeState
from consult.escalation.plan import Plan, Planned
from consult.events import Delivery
from consult.network.people import Person
from storage.repositories.store import SqlStore
from storage.repositories.views.opening import open_for
from storage.repositories.views.values import Named, View, people_by_id


class ChannelView(View, frozen=True):
    """How far a call came on one way; `kind` "app" are the browsers somebody has open."""

    kind: str
    state: str
    at: datetime | None
    error: str


class StepView(View, frozen=True):
    no: int
    target: str
    person: Named | None
    title: str
    phone: str
    due_at: datetime
    rung_at: datetime | None
    passed_on: bool
    channels: tuple[ChannelView, ...]


class PassedOverView(View, frozen=True):
    target: str
    name: str
    reason: str


class AckView(View, frozen=True):
    by: Named | None
    at: datetime
    via: str


class CallView(View, frozen=True):
    name: str
    phone: str
    outcome: str
    by: str
    at: datetime


class NumberView(View, frozen=True):
    person_id: str | None
    name: str
    phone: str


class LadderView(View, frozen=True):
    """`state` "none": nobody is rung for this request. Times are instants."""

    state: str
    round: int
    started_at: datetime | None
    answer_by: datetime | None
    ends_at: datetime | None
    acked: AckView | None
    steps: tuple[StepView, ...]
    passed_over: tuple[PassedOverView, ...]
    calls: tuple[CallView, ...]
    call_now: NumberView | None
    may_pass_on: bool
    may_call_again: bool


def ladder_of(store: SqlStore, actor: Actor, request_id: str, now: datetime) -> LadderView:
    """The newest round of a request; raises NotFound for what the actor may not read."""
    request = store.requests.find(id=request_id)
    if request is None:
        raise NotFound("request")
    open_for(store, actor, request.case_id, now, named="request")
    rounds = store.ladders.list(request_id=request.id)
    if not rounds:
        return _none(store, request)
    return _view(store, actor, request, rounds[-1], now)


def _none(store: SqlStore, request: Request) -> LadderView:
    return LadderView(
        state="none",
        round=0,
        started_at=None,
        answer_by=None,
        ends_at=None,
        acked=None,
        steps=(),
        passed_over=(),
        calls=_calls(store, request),
        call_now=None,
        may_pass_on=False,
        may_call_again=False,
    )


def _view(
    store: SqlStore, actor: Actor, request: Request, ladder: Ladder, now: datetime
) -> LadderView:
    plan = ladder.planned()
    rung = {step.no: step for step in store.ladder_steps.list(ladder_id=ladder.id)}
    steps = _steps(store, ladder, plan, rung)
    ringing = ladder.state is LadderState.RINGING
    return LadderView(
        state=ladder.state,
        round=ladder.round,
        started_at=ladder.started_at,
        answer_by=ladder.started_at + timedelta(seconds=plan.answer_within_s),
        ends_at=ladder.ends_at if ringing else None,
        acked=_acked(store, ladder),
        steps=steps,
        passed_over=tuple(
            PassedOverView(target=each.target, name=each.name, reason=each.reason)
            for each in plan.passed_over
        ),
        calls=_calls(store, request),
        call_now=_number(store, request, steps),
        may_pass_on=ringing and _is_rung(store, actor, request, rung.values(), now),
        may_call_again=not ringing and request.state in WAITING,
    )


def _is_rung(
    store: SqlStore, actor: Actor, request: Request, rung: Iterable[LadderStep], now: datetime
) -> bool:
    people = {step.person_id for step in rung}
    if actor.person_id in people:
        return True
    return None in people and actor.person_id in coordinators_of(store, request.to_org, now)


def _steps(
    store: SqlStore, ladder: Ladder, plan: Plan, rung: Mapping[int, LadderStep]
) -> tuple[StepView, ...]:
    people = people_by_id(store, (s.person_id for s in plan.steps if s.person_id))
    ways: dict[int, list[ChannelView]] = defaultdict(list)
    for call in store.outbox.list(subject=ladder.id, kind="ring"):
        ways[int(call.step)].append(_in_app(call, ladder))
    kinds = {channel.id: channel.kind for channel in store.channels.list()}
    for notice in store.notices.list(ladder_id=ladder.id):
        ways[notice.step_no].append(outside(notice, kinds[notice.channel_id]))
    shown = plan.steps if ladder.state is LadderState.RINGING else _only_rung(plan, rung)
    return tuple(_step(ladder, plan, step, rung.get(step.no), people, ways) for step in shown)


def _only_rung(plan: Plan, rung: Mapping[int, LadderStep]) -> Sequence[Planned]:
    return [step for step in plan.steps if step.no in rung]


def _step(
    ladder: Ladder,
    plan: Plan,
    step: Planned,
    rung: LadderStep | None,
    people: Mapping[str, Person],
    ways: Mapping[int, list[ChannelView]],
) -> StepView:
    person = people.get(step.person_id or "")
    return StepView(
        no=step.no,
        target=step.target,
        person=Named(id=person.id, name=step.name) if person else None,
        title=person.title if person else "",
        phone=step.phone,
        due_at=ladder.rings_at(step),
        rung_at=rung.at if rung else None,
        passed_on=step.person_id in plan.passed_on,
        channels=tuple(ways.get(step.no, ())),
    )


def _in_app(call: Delivery, ladder: Ladder) -> ChannelView:
    """Marked done when it reached a browser, or when the calling ended."""
    ended = ladder.ended_at is not None and call.done_at == ladder.ended_at
    reached = call.done_at is not None and not ended
    state = "delivered" if reached else "stopped" if ended else "waiting"
    return ChannelView(kind="app", state=state, at=call.done_at if reached else None, error="")


def outside(notice: Notice, kind: str) -> ChannelView:
    at = notice.settled_at or notice.sent_at
    open_or_failed = notice.state in {NoticeState.FAILED, NoticeState.WAITING}
    error = failure_of(notice.error) if open_or_failed else None
    return ChannelView(kind=kind, state=notice.state, at=at, error=error or "")


def _acked(store: SqlStore, ladder: Ladder) -> AckView | None:
    if ladder.acked_at is None:
        return None
    who = store.people.find(id=ladder.acked_by) if ladder.acked_by else None
    by = Named(id=who.id, name=who.name) if who else None
    return AckView(by=by, at=ladder.acked_at, via=ladder.acked_via)


def _calls(store: SqlStore, request: Request) -> tuple[CallView, ...]:
    notes = store.call_notes.list(request_id=request.id)
    people = people_by_id(store, (note.by for note in notes))
    return tuple(
        CallView(
            name=note.name,
            phone=note.phone,
            outcome=note.outcome,
            by=people[note.by].name,
            at=note.at,
        )
        for note in notes
    )


def _number(store: SqlStore, request: Request, steps: Sequence[StepView]) -> NumberView | None:
    """Whom to dial: the last one rung who has a number, else the hospital."""
    for step in reversed([each for each in steps if each.rung_at and each.phone]):
        person = step.person
        name = person.name if person else ""
        return NumberView(person_id=person.id if person else None, name=name, phone=step.phone)
    org = store.organizations.find(id=request.to_org)
    if org is None or not org.phone:
        return None
    return NumberView(person_id=None, name=org.name, phone=org.phone)
