"""The follow-ups of an opinion that was just signed."""

from __future__ import annotations

from consult.actions.work import Work
from consult.cases.asking.follow_up import plan
from consult.cases.request import Request


def plan_follow_up(work: Work, request: Request) -> None:
    """The askings after a first signature; a corrected opinion keeps the days of the first."""
    if work.store.follow_ups.list(request_id=request.id):
        return
    for row in plan(request.id, request.from_org, work.now):
        work.store.follow_ups.add(row)
