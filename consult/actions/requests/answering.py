"""The answering side: hand out, take, accept, refuse, begin, give back."""

from __future__ import annotations

from dataclasses import dataclass, replace

from consult.actions.membership import admit, dismiss
from consult.actions.requests.moves import begin, deliver, move
from consult.actions.work import OpenRequest, Work
from consult.cases.request import Assignment, AssignmentState, Part, Request
from consult.errors import Invalid
from consult.network.roles import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A move that needs nothing but perhaps a reason."""

    request_id: str
    reason: str = ""
    if_version: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assign:
    request_id: str
    person_id: str
    if_version: int | None = None


def assign(work: Work, cmd: Assign) -> Request:
    """The coordinator offers the request to an expert of the asked hospital (分派)."""
    opened, rule = begin(work, cmd.request_id, "assign", if_version=cmd.if_version)
    if not _is_expert(work, cmd.person_id, opened.request.to_org):
        raise Invalid("request.not_an_expert", field="person_id")
    _withdraw_offers(work, opened)
    work.store.assignments.add(_assignment(work, opened, cmd.person_id, AssignmentState.OFFERED))
    admit(work, opened.request.room_id, work.actor.person_id, opened.for_org, Part.DESK)
    moved = move(work, opened, rule, "assign", note={"person": cmd.person_id})
    deliver(work, moved, "call", [cmd.person_id])
    work.tell(f"person:{cmd.person_id}")
    return moved


def _is_expert(work: Work, person_id: str, org_id: str) -> bool:
    roles = work.store.roles.list(person_id=person_id, org_id=org_id)
    return any(r.role in {Role.EXPERT, Role.REVIEWER} and r.active(work.now) for r in roles)


def _assignment(
    work: Work, opened: OpenRequest, person_id: str, state: AssignmentState
) -> Assignment:
    return Assignment(
        id=work.new_id(),
        request_id=opened.request.id,
        person_id=person_id,
        part=Part.EXPERT,
        state=state,
        offered_at=work.now,
        offered_by=work.actor.person_id,
        accepted_at=work.now if state is AssignmentState.ACCEPTED else None,
    )


def _withdraw_offers(work: Work, opened: OpenRequest) -> None:
    for offer in opened.assignments:
        if offer.state is AssignmentState.OFFERED:
            work.store.assignments.save(replace(offer, state=AssignmentState.WITHDRAWN))


def take(work: Work, cmd: Step) -> Request:
    """An expert on the list takes it: offer and acceptance in one, the first commit wins (接诊)."""
    opened, rule = begin(work, cmd.request_id, "take", if_version=cmd.if_version)
    _withdraw_offers(work, opened)
    me = work.actor.person_id
    work.store.assignments.add(_assignment(work, opened, me, AssignmentState.ACCEPTED))
    admit(work, opened.request.room_id, me, opened.for_org, Part.EXPERT)
    return move(work, opened, rule, "take")


def accept(work: Work, cmd: Step) -> Request:
    """The expert who was asked agrees."""
    opened, rule = begin(work, cmd.request_id, "accept", if_version=cmd.if_version)
    offer = _mine(work, opened, AssignmentState.OFFERED)
    work.store.assignments.save(
        replace(offer, state=AssignmentState.ACCEPTED, accepted_at=work.now)
    )
    admit(work, opened.request.room_id, offer.person_id, opened.for_org, Part.EXPERT)
    return move(work, opened, rule, "accept")


def refuse(work: Work, cmd: Step) -> Request:
    """The expert who was asked declines, with the reason; it waits for the centre again."""
    opened, rule = begin(
        work, cmd.request_id, "refuse", if_version=cmd.if_version, reason=cmd.reason
    )
    offer = _mine(work, opened, AssignmentState.OFFERED)
    work.store.assignments.save(
        replace(offer, state=AssignmentState.REFUSED, reason=cmd.reason.strip())
    )
    return move(work, opened, rule, "refuse", reason=cmd.reason)


def _mine(work: Work, opened: OpenRequest, state: AssignmentState) -> Assignment:
    me = work.actor.person_id
    return next(a for a in opened.assignments if a.person_id == me and a.state is state)


def reject(work: Work, cmd: Step) -> Request:
    """The centre declines the request, with the reason (不予接受)."""
    opened, rule = begin(
        work, cmd.request_id, "reject", if_version=cmd.if_version, reason=cmd.reason
    )
    _withdraw_offers(work, opened)
    return move(work, opened, rule, "reject", reason=cmd.reason)


def start(work: Work, cmd: Step) -> Request:
    """The expert has arrived: counts as the arrival time of the indicators."""
    opened, rule = begin(work, cmd.request_id, "start", if_version=cmd.if_version)
    return move(work, opened, rule, "start")


def give_back(work: Work, cmd: Step) -> Request:
    """The expert cannot go on; the request waits for somebody else, the draft stays behind."""
    opened, rule = begin(
        work, cmd.request_id, "give_back", if_version=cmd.if_version, reason=cmd.reason
    )
    held = _mine(work, opened, AssignmentState.ACCEPTED)
    work.store.assignments.save(
        replace(held, state=AssignmentState.WITHDRAWN, reason=cmd.reason.strip())
    )
    dismiss(work, opened.request.room_id, held.person_id)
    return move(work, opened, rule, "give_back", reason=cmd.reason)
