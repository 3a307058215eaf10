"""A time to meet: fixed, moved, given up, missed."""

from __future__ import annotations

from consult.actions.requests.expert import scheduling
from server.api.cases.bodies import ReasonIn
from server.api.cases.requests import plain, step
from server.http import Body, Context, Instant, route
from storage.repositories.views.requests.brief import Moved


class MeetingIn(Body, frozen=True):
    """`link`: `https:` or `tel:`, or empty; `reason` when it is moved."""

    starts_at: Instant
    ends_at: Instant
    link: str = ""
    reason: str = ""


def _meeting(ctx: Context, body: MeetingIn) -> scheduling.Schedule:
    return scheduling.Schedule(
        request_id=ctx.path["id"],
        starts_at=body.starts_at,
        ends_at=body.ends_at,
        link=body.link,
        reason=body.reason,
        if_version=ctx.if_match,
    )


@route("POST", "/api/v1/requests/{id}/schedule", body=MeetingIn)
async def schedule(ctx: Context, body: MeetingIn) -> Moved:
    """Fix a time and where to meet."""
    return await step(ctx, scheduling.schedule, _meeting(ctx, body))


@route("POST", "/api/v1/requests/{id}/reschedule", body=MeetingIn)
async def reschedule(ctx: Context, body: MeetingIn) -> Moved:
    """Another time, with the reason."""
    return await step(ctx, scheduling.reschedule, _meeting(ctx, body))


@route("POST", "/api/v1/requests/{id}/unschedule", body=ReasonIn)
async def unschedule(ctx: Context, body: ReasonIn) -> Moved:
    """The meeting will not be; the request goes on."""
    return await step(ctx, scheduling.unschedule, plain(ctx, body.reason))


@route("POST", "/api/v1/requests/{id}/no_show")
async def no_show(ctx: Context) -> Moved:
    """Somebody did not come."""
    return await step(ctx, scheduling.no_show, plain(ctx))


ROUTES = (schedule, reschedule, unschedule, no_show)
