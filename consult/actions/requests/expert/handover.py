"""From one expert to another: by agreement, by cover, or by the centre (交接)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from consult.actions.requests.answering import (
    accepted_by,
    call_offered,
    check_expert,
    let_go,
    mine,
    offer_to,
)
from consult.actions.requests.expert.opinion_drafts import inherit_draft
from consult.actions.requests.limits import limits_of
from consult.actions.requests.moves import Step, begin, deliver, move
from consult.actions.requests.sending import withdraw_offers
from consult.actions.rooms.membership import admit
from consult.actions.work import OpenRequest, Work
from consult.cases.request import AssignmentState, Part, Request
from consult.cases.workflow.consultation import BEING_ANSWERED
from consult.cases.workflow.transitions import Rule
from consult.errors import Invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    request_id: str
    person_id: str
    reason: str
    if_version: int | None = None


def hand_over(work: Work, cmd: HandOver) -> Request:
    """Ask a colleague to go on; the giver answers for it until the colleague has said yes."""
    opened, rule = begin(
        work, cmd.request_id, "hand_over", if_version=cmd.if_version, reason=cmd.reason
    )
    check_expert(work, cmd.person_id, opened.request.to_org)
    if cmd.person_id == work.actor.person_id:
        raise Invalid("request.hand_to_oneself", field="person_id")
    withdraw_offers(work, opened)
    answer_by = _ask(work, opened.request, cmd.person_id)
    note: dict[str, object] = {"person": cmd.person_id}
    moved = move(work, opened, rule, "hand_over", reason=cmd.reason, note=note)
    call_offered(work, moved, cmd.person_id, answer_by)
    return moved


def _ask(work: Work, request: Request, person_id: str) -> datetime:
    """Offers it to them; the moment by which they should have answered."""
    within = limits_of(work.store, request.to_org).within(request.urgency, "accept_s")
    answer_by = work.now + within
    work.store.assignments.add(offer_to(work, request, person_id, answer_by))
    return answer_by


def accept(work: Work, cmd: Step) -> Request:
    """The expert who was asked agrees; asked by a colleague, the draft comes along."""
    opened, rule = begin(work, cmd.request_id, "accept", if_version=cmd.if_version)
    offer = mine(work, opened, AssignmentState.OFFERED)
    if opened.request.state in BEING_ANSWERED:
        return _succeed(work, opened, rule, "accept", offer.reason)
    work.store.assignments.save(
        replace(offer, state=AssignmentState.ACCEPTED, accepted_at=work.now)
    )
    admit(work, opened.request.room_id, offer.person_id, opened.for_org, Part.EXPERT)
    return move(work, opened, rule, "accept")


def cover(work: Work, cmd: Step) -> Request:
    """A colleague of the specialty goes on in place of whoever holds it, and says why (代班)."""
    opened, rule = begin(
        work, cmd.request_id, "cover", if_version=cmd.if_version, reason=cmd.reason
    )
    return _succeed(work, opened, rule, "cover", cmd.reason)


def _succeed(work: Work, opened: OpenRequest, rule: Rule, action: str, reason: str) -> Request:
    """The actor holds it from now on; what the predecessor had written stays as a version."""
    me, request = work.actor.person_id, opened.request
    offers = [a for a in opened.assignments if a.state is AssignmentState.OFFERED]
    held = let_go(work, opened, reason)
    for offer in offers:
        if offer.person_id != me:
            work.store.assignments.save(replace(offer, state=AssignmentState.WITHDRAWN))
    own = next((offer for offer in offers if offer.person_id == me), None)
    if own is None:
        work.store.assignments.add(accepted_by(work, request, me))
    else:
        taken = replace(own, state=AssignmentState.ACCEPTED, accepted_at=work.now)
        work.store.assignments.save(taken)
    admit(work, request.room_id, me, opened.for_org, Part.EXPERT)
    inherit_draft(work, request, held.person_id)
    moved = move(work, opened, rule, action, reason=reason, note={"from": held.person_id})
    deliver(work, moved, "handed_over", [held.person_id])
    work.tell(f"person:{held.person_id}", f"person:{me}")
    return moved


@dataclass(frozen=True, slots=True, kw_only=True)
class Reassign:
    request_id: str
    person_id: str
    reason: str
    if_version: int | None = None


def reassign(work: Work, cmd: Reassign) -> Request:
    """The centre takes it from whoever holds it and asks somebody else, with the reason (改派)."""
    opened, rule = begin(
        work, cmd.request_id, "reassign", if_version=cmd.if_version, reason=cmd.reason
    )
    check_expert(work, cmd.person_id, opened.request.to_org)
    withdraw_offers(work, opened)
    held = let_go(work, opened, cmd.reason)
    answer_by = _ask(work, opened.request, cmd.person_id)
    note = {"person": cmd.person_id, "from": held.person_id, "answer_by": answer_by.isoformat()}
    moved = move(work, opened, rule, "reassign", reason=cmd.reason, note=note)
    call_offered(work, moved, cmd.person_id, answer_by)
    work.tell(f"person:{held.person_id}")
    return moved
