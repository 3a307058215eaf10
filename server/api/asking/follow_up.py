"""What became of the patient."""

from __future__ import annotations

from datetime import datetime

import msgspec

from consult.actions.asking import follow_up
from consult.cases.asking.follow_up import Outcome
from consult.reports.opinion import AdoptionValue
from server.http import Body, Context, Paged, route
from storage.repositories.views.asking.follow_up import FollowUpView, follow_ups


class FollowUpIn(Body, frozen=True):
    """`day` null: the next that is open; `adopted` also answers an opinion not answered yet."""

    day: int | None = None
    adopted: AdoptionValue | None = None
    adopted_reason: str = ""
    order_written: bool | None = None
    outcome: Outcome | None = None
    note: str = ""


class FollowedUp(msgspec.Struct, frozen=True):
    request_id: str
    day: int
    done_at: datetime | None


@route("POST", "/api/v1/requests/{id}/follow_up", body=FollowUpIn)
async def record_follow_up(ctx: Context, body: FollowUpIn) -> FollowedUp:
    """Write down one asking; everyone who advised is told."""
    cmd = follow_up.RecordFollowUp(
        request_id=ctx.path["id"],
        day=body.day,
        adopted=body.adopted,
        adopted_reason=body.adopted_reason,
        order_written=body.order_written,
        outcome=body.outcome,
        note=body.note,
        if_version=ctx.if_match,
    )
    done = await ctx.run(follow_up.record_follow_up, cmd)
    return FollowedUp(done.request_id, done.day, done.done_at)


@route("GET", "/api/v1/requests/{id}/follow_up")
async def list_follow_ups(ctx: Context) -> Paged[FollowUpView]:
    """The askings of a request, done and to come."""
    rows = await ctx.show(lambda store: follow_ups(store, ctx.actor, ctx.path["id"], ctx.now))
    return Paged(list(rows))


ROUTES = (record_follow_up, list_follow_ups)
