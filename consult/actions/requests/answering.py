"""The answering side: hand out, take, accept, refuse, promise, begin, give back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from consult.actions.duty.book import on_call_at
from consult.actions.requests.leaving import LAPSE
from consult.actions.requests.limits import limits_of
from consult.actions.requests.moves import Step, begin, deliver, move
from consult.actions.requests.sending import withdraw_offers
from consult.actions.rooms.membership import admit, dismiss
from consult.actions.timers import set_timer
from consult.actions.work import OpenRequest, Work
from consult.cases.request import Assignment, AssignmentState, Part, Request
from consult.cases.workflow.consultation import BEING_ANSWERED, State
from consult.errors import Invalid
from consult.network.roles import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Assign:
    """`answer_by` None: as long as the hospital gives for this urgency."""

    request_id: str
    person_id: str
    answer_by: datetime | None = None
    if_version: int | None = None


def assign(work: Work, cmd: Assign) -> Request:
    """The coordinator offers the request to an expert of the asked hospital (分派)."""
    opened, rule = begin(work, cmd.request_id, "assign", if_version=cmd.if_version)
    check_expert(work, cmd.person_id, opened.request.to_org)
    answer_by = _answer_by(work, opened.request, cmd.answer_by)
    withdraw_offers(work, opened)
    admit(work, opened.request.room_id, work.actor.person_id, opened.for_org, Part.DESK)
    work.store.assignments.add(offer_to(work, opened.request, cmd.person_id, answer_by))
    note = {"person": cmd.person_id, "answer_by": answer_by.isoformat()}
    moved = move(work, opened, rule, "assign", note=note)
    call_offered(work, moved, cmd.person_id, answer_by)
    return moved


def _answer_by(work: Work, request: Request, wished: datetime | None) -> datetime:
    if wished is None:
        return work.now + limits_of(work.store, request.to_org).within(request.urgency, "accept_s")
    if wished <= work.now:
        raise Invalid("request.time_in_past", field="answer_by")
    return wished


def call_offered(work: Work, request: Request, person_id: str, answer_by: datetime) -> None:
    """Tell whoever was asked, and go on to the next when `answer_by` has passed."""
    if request.state == State.OFFERED:
        set_timer(work, LAPSE, request.id, answer_by, step=str(request.version))
    deliver(work, request, "call", [person_id])
    work.tell(f"person:{person_id}")


def check_expert(work: Work, person_id: str, org_id: str) -> None:
    """Raises Invalid unless this person answers for the hospital."""
    roles = work.store.roles.list(person_id=person_id, org_id=org_id)
    if not any(r.role in {Role.EXPERT, Role.REVIEWER} and r.active(work.now) for r in roles):
        raise Invalid("request.not_an_expert", field="person_id")


def offer_to(
    work: Work, request: Request, person_id: str, answer_by: datetime | None
) -> Assignment:
    return Assignment(
        id=work.new_id(),
        request_id=request.id,
        person_id=person_id,
        part=Part.EXPERT,
        state=AssignmentState.OFFERED,
        offered_at=work.now,
        offered_by=work.actor.person_id,
        answer_by=answer_by,
    )


def accepted_by(work: Work, request: Request, person_id: str) -> Assignment:
    asked = offer_to(work, request, person_id, None)
    return replace(asked, state=AssignmentState.ACCEPTED, accepted_at=work.now)


def take(work: Work, cmd: Step) -> Request:
    """An expert on the list takes it: offer and acceptance in one, the first commit wins (接诊)."""
    opened, rule = begin(work, cmd.request_id, "take", if_version=cmd.if_version)
    withdraw_offers(work, opened)
    me = work.actor.person_id
    work.store.assignments.add(accepted_by(work, opened.request, me))
    admit(work, opened.request.room_id, me, opened.for_org, Part.EXPERT)
    return move(work, opened, rule, "take")


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptByPhone:
    request_id: str
    person_id: str
    if_version: int | None = None


def accept_by_phone(work: Work, cmd: AcceptByPhone) -> Request:
    """The coordinator has an expert's word on the telephone (电话接诊)."""
    opened, rule = begin(work, cmd.request_id, "accept_by_phone", if_version=cmd.if_version)
    check_expert(work, cmd.person_id, opened.request.to_org)
    withdraw_offers(work, opened)
    work.store.assignments.add(accepted_by(work, opened.request, cmd.person_id))
    admit(work, opened.request.room_id, cmd.person_id, opened.for_org, Part.EXPERT)
    moved = move(work, opened, rule, "accept_by_phone", note={"person": cmd.person_id})
    work.tell(f"person:{cmd.person_id}")
    return moved


def refuse(work: Work, cmd: Step) -> Request:
    """The expert who was asked declines, with the reason; the next on duty is asked, if any.

    Asked by a colleague, who keeps it then.
    """
    opened, rule = begin(
        work, cmd.request_id, "refuse", if_version=cmd.if_version, reason=cmd.reason
    )
    offer = mine(work, opened, AssignmentState.OFFERED)
    work.store.assignments.save(
        replace(offer, state=AssignmentState.REFUSED, reason=cmd.reason.strip())
    )
    if opened.request.state in BEING_ANSWERED:
        work.tell(f"person:{offer.offered_by}")
        return move(work, opened, rule, "refuse", reason=cmd.reason)
    following = next_on_duty(work, opened)
    if following is None:
        return move(work, opened, rule, "refuse", reason=cmd.reason)
    answer_by = _answer_by(work, opened.request, None)
    work.store.assignments.add(offer_to(work, opened.request, following, answer_by))
    note = {"next": following, "answer_by": answer_by.isoformat()}
    moved = move(work, opened, rule, "refuse", reason=cmd.reason, note=note, to=State.OFFERED)
    call_offered(work, moved, following, answer_by)
    return moved


def next_on_duty(work: Work, opened: OpenRequest) -> str | None:
    """Whoever of the roster is reached now and was not asked for this request yet."""
    asked = {row.person_id for row in opened.assignments}
    request = opened.request
    duty = on_call_at(work.store, request.to_org, request.specialty, work.now)
    return next((each.person_id for each in duty.people if each.person_id not in asked), None)


def mine(work: Work, opened: OpenRequest, state: AssignmentState) -> Assignment:
    me = work.actor.person_id
    return next(a for a in opened.assignments if a.person_id == me and a.state is state)


def reject(work: Work, cmd: Step) -> Request:
    """The centre declines the request, with the reason (不予接受)."""
    opened, rule = begin(
        work, cmd.request_id, "reject", if_version=cmd.if_version, reason=cmd.reason
    )
    withdraw_offers(work, opened)
    return move(work, opened, rule, "reject", reason=cmd.reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    request_id: str
    promised_at: datetime
    if_version: int | None = None


def promise(work: Work, cmd: Promise) -> Request:
    """By when it will be answered, by the expert or at the desk, who has the expert's word for it;
    that becomes the clock everybody sees (承诺时间)."""
    opened, rule = begin(work, cmd.request_id, "promise", if_version=cmd.if_version)
    if cmd.promised_at <= work.now:
        raise Invalid("request.time_in_past", field="promised_at")
    return move(
        work,
        opened,
        rule,
        "promise",
        note={"promised_at": cmd.promised_at.isoformat()},
        promised_at=cmd.promised_at,
        due_at=cmd.promised_at,
    )


def start(work: Work, cmd: Step) -> Request:
    """The expert has arrived: counts as the arrival time of the indicators."""
    opened, rule = begin(work, cmd.request_id, "start", if_version=cmd.if_version)
    return move(work, opened, rule, "start")


def give_back(work: Work, cmd: Step) -> Request:
    """The expert cannot go on; the request waits for somebody else, the draft stays behind."""
    opened, rule = begin(
        work, cmd.request_id, "give_back", if_version=cmd.if_version, reason=cmd.reason
    )
    withdraw_offers(work, opened)
    let_go(work, opened, cmd.reason)
    return move(work, opened, rule, "give_back", reason=cmd.reason)


def let_go(work: Work, opened: OpenRequest, reason: str) -> Assignment:
    """End the accepted expert's assignment and place in the room."""
    held = next(a for a in opened.assignments if a.state is AssignmentState.ACCEPTED)
    work.store.assignments.save(
        replace(held, state=AssignmentState.WITHDRAWN, reason=reason.strip())
    )
    dismiss(work, opened.request.room_id, held.person_id)
    return held


def stop(work: Work, cmd: Step) -> Request:
    """The expert ends it without an opinion, as the county asked (终止)."""
    opened, rule = begin(work, cmd.request_id, "stop", if_version=cmd.if_version, reason=cmd.reason)
    withdraw_offers(work, opened)
    return move(work, opened, rule, "stop", reason=cmd.reason)
