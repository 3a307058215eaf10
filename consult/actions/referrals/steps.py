"""The one way a referral takes a step: its table, its paper, its timers, its calls, its news."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from consult.actions.escalation.notices import stop_offers
from consult.actions.escalation.planning import desk_of
from consult.actions.escalation.rounds import running, start_round, stop
from consult.actions.requests.limits import limits_of
from consult.actions.requests.moves import begin, deliver, move
from consult.actions.timers import drop_timers
from consult.actions.work import OpenRequest, Work
from consult.cases.case import Case
from consult.cases.limits import Limits
from consult.cases.request import Request, Urgency
from consult.cases.workflow.transitions import Rule
from consult.cases.workflow.workflows import workflow
from consult.referrals.detail import ReferralDetail
from consult.referrals.states import CAME_TO_NOTHING, COMING, REFERRALS, TO_ANSWER, UNHEARD, State

EXPIRE, MISS = "referral.expire", "referral.miss"
RECORDS, FEEDBACK, VISIT = "referral.records", "referral.feedback", "referral.visit"


@dataclass(frozen=True, slots=True)
class Opened:
    """A referral opened for a step, with its paper; `request` is as it was before the step."""

    opened: OpenRequest
    rule: Rule
    detail: ReferralDetail
    action: str
    limits: Limits

    @property
    def request(self) -> Request:
        return self.opened.request


def start(
    work: Work, request_id: str, action: str, *, if_version: int | None, reason: str = ""
) -> Opened:
    """As `begin`, for referrals only; `limits` are those of the receiving hospital."""
    opened, rule = begin(
        work, request_id, action, if_version=if_version, reason=reason, kinds=REFERRALS
    )
    detail = work.store.referrals.get(request_id)
    limits = limits_of(work.store, opened.request.to_org)
    return Opened(opened, rule, detail, action, limits)


def begun(work: Work, case: Case, fresh: Request) -> Opened:
    """A referral just made, opened for being sent by whom the policy has let make it."""
    return Opened(
        OpenRequest(case, fresh, (), fresh.from_org),
        workflow(fresh.kind).rule(fresh.state, "submit"),
        work.store.referrals.get(fresh.id),
        "submit",
        limits_of(work.store, fresh.to_org),
    )


def take(
    work: Work,
    opened: Opened,
    *,
    paper: Mapping[str, Any] | None = None,
    reason: str = "",
    note: Mapping[str, object] | None = None,
    to: str | None = None,
    **changes: Any,
) -> Request:
    """Take the step. `paper` are changes of the detail, `changes` those of the request."""
    if paper:
        work.store.referrals.save(replace(opened.detail, **paper))
    before = opened.request
    after = move(
        work,
        opened.opened,
        opened.rule,
        opened.action,
        reason=reason,
        note=note,
        to=to,
        **changes,
    )
    _drop_timers(work, before, after)
    _call(work, before, after)
    _tell_people(work, before, after)
    return after


def _drop_timers(work: Work, before: Request, after: Request) -> None:
    """What is no longer due when a state is left."""
    if before.state == State.INFO_REQUESTED:
        drop_timers(work, after.id, EXPIRE)
    if before.state in COMING and after.state not in COMING:
        drop_timers(work, after.id, MISS)
    if before.state == State.DISCHARGED != after.state:
        drop_timers(work, after.id, FEEDBACK)
    if after.state == State.PLAN_RUNNING:
        drop_timers(work, after.id, VISIT)
    if after.state in CAME_TO_NOTHING | {State.CLOSED}:
        drop_timers(work, after.id, MISS, RECORDS, FEEDBACK, VISIT)


def _call(work: Work, before: Request, after: Request) -> None:
    """The desk is rung for an emergency until it has said something; else it is told."""
    ladder = running(work, after.id)
    if after.state in UNHEARD:
        if before.state not in UNHEARD or before.to_org != after.to_org:
            if after.urgency is Urgency.EMERGENCY and ladder is None:
                start_round(work, after)
            deliver(work, after, "call", desk_of(work.store, after, work.now))
        return
    if ladder is not None:
        stop(work, ladder)
    if before.state in TO_ANSWER:
        stop_offers(work, after)


def _tell_people(work: Work, before: Request, after: Request) -> None:
    """Who sent it and who answers for the receiver hear of each event, wherever they are."""
    here = dict.fromkeys([after.created_by, *desk_of(work.store, after, work.now)])
    told = [each for each in here if each != work.actor.person_id]
    if before.state != State.DRAFT and after.state not in UNHEARD:
        deliver(work, after, "referral", told)
    work.tell(*(f"person:{each}" for each in told))
