"""The one way a request changes its state: by its table, counted, recorded, told."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from consult.access.policy import CLOCK
from consult.access.verbs import Verb
from consult.actions.escalation.follow import follow
from consult.actions.escalation.notices import notify_offer
from consult.actions.escalation.rounds import loud
from consult.actions.requests.leaving import leave
from consult.actions.work import OpenRequest, Work
from consult.cases.request import Kind, Request, Transition
from consult.cases.workflow.transitions import Rule
from consult.cases.workflow.workflows import workflow
from consult.errors import Invalid, NotFound, StaleVersion
from consult.events import Delivery
from consult.referrals.states import REFERRALS
from consult.rooms.room import SystemNote

MAX_REASON = 1000
# Names of steps recur in a referral, which has actions of its own.
NO_REFERRALS = frozenset(Kind) - REFERRALS


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A move that needs nothing but perhaps a reason."""

    request_id: str
    reason: str = ""
    if_version: int | None = None


def begin(
    work: Work,
    request_id: str,
    action: str,
    *,
    if_version: int | None,
    reason: str = "",
    kinds: Collection[Kind] = NO_REFERRALS,
) -> tuple[OpenRequest, Rule]:
    """Open a request for an action of its table; policy first, then state, version and reason.

    Whoever may not read the case learns nothing, not even that the move would be illegal.
    """
    request = work.store.requests.find(id=request_id)
    if request is None or request.kind not in kinds:
        raise NotFound("request")
    table = workflow(request.kind)
    known = table.rules.get((request.state, action))
    opened = work.open_request(request_id, known.verb if known else Verb.READ_CASE)
    rule = table.rule(request.state, action)
    if if_version is not None and if_version != request.version:
        raise StaleVersion("request")
    if rule.reason_required and not reason.strip():
        raise Invalid("request.reason_required", field="reason")
    if len(reason) > MAX_REASON:
        raise Invalid("request.text_too_long", field="reason", limit=MAX_REASON)
    return opened, rule


def move(
    work: Work,
    opened: OpenRequest,
    rule: Rule,
    action: str,
    *,
    reason: str = "",
    note: Mapping[str, object] | None = None,
    to: str | None = None,
    **changes: Any,
) -> Request:
    """Write the transition, the new state and the room's line; `changes` are further columns.

    `to` is one of the rule's other targets; `note` is kept with the transition as well.
    """
    before = opened.request
    target = rule.to if to is None else to
    if target not in rule.targets:
        raise ValueError(f"{action} does not lead from {before.state} to {target}")
    after = replace(before, state=target, version=before.version + 1, **changes)
    work.store.requests.save(after)
    by_clock = work.actor.person_id == CLOCK
    work.store.transitions.add(
        Transition(
            request_id=before.id,
            no=before.version,
            from_state=before.state,
            action=action,
            to_state=target,
            by=None if by_clock else work.actor.person_id,
            for_org=opened.for_org,
            at=work.now,
            reason=reason.strip(),
            details=dict(note or {}),
        )
    )
    if before.kind not in REFERRALS:
        leave(work, before, after, action)
        follow(work, before, after, action)
    params: dict[str, object] = {"by": work.actor.person_id, "reason": reason.strip()}
    said = "referral" if before.kind in REFERRALS else "request"
    work.note_in_room(before.room_id, SystemNote(f"{said}.{action}", params | dict(note or {})))
    tell_everyone(work, after)
    return after


def tell_everyone(work: Work, request: Request) -> None:
    """Both hospitals' lists and the case page look again."""
    work.tell(f"org:{request.from_org}", f"org:{request.to_org}", f"case:{request.case_id}")


def deliver(work: Work, request: Request, kind: str, people: list[str]) -> None:
    """Put a call to these people into the outbox: it survives a crash and is sent after commit."""
    work.store.outbox.add(
        Delivery(
            id=work.new_id(),
            subject=request.id,
            kind=kind,
            step=str(request.version),
            payload={
                "people": people,
                "case_id": request.case_id,
                "request_id": request.id,
                "urgency": request.urgency,
            },
            due_at=work.now,
        )
    )
    if kind == "call":
        notify_offer(work, request, people, loud(work, request.id))
