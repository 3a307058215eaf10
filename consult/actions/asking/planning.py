"""The follow-ups of an opinion that was just signed: rows to fill in, timers that bring them."""

from __future__ import annotations

from consult.actions.requests.limits import limits_of
from consult.actions.timers import set_timer
from consult.actions.work import Work
from consult.cases.asking.follow_up import plan
from consult.cases.request import Request

FOLLOW_UP_DUE = "follow_up.due"


def plan_follow_up(work: Work, request: Request) -> None:
    """After a first signature, on the asking hospital's days; a correction keeps them."""
    if work.store.follow_ups.list(request_id=request.id):
        return
    days = limits_of(work.store, request.from_org).follow_up_days
    for row in plan(request.id, request.from_org, work.now, days):
        work.store.follow_ups.add(row)
        set_timer(work, FOLLOW_UP_DUE, request.id, row.due_at, step=str(row.day))
