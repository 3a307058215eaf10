"""Duty as it is planned, as it is now, and as it would ring."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from consult.actions.duty.book import on_call_at
from consult.actions.duty.door import readable_org
from consult.duty.on_call import OnCall
from consult.errors import Invalid
from server.http import Context, Paged, route
from storage.repositories.store import SqlStore
from storage.repositories.views.duty.places import DutyPlace, duty_places
from storage.repositories.views.duty.rehearsal import Rehearsal, rehearsal
from storage.repositories.views.duty.week import DutyWeek, duty_week

MINUTE = timedelta(minutes=1)


@route("GET", "/api/v1/duty/hospitals")
async def list_duty_hospitals(ctx: Context) -> Paged[DutyPlace]:
    """Hospitals whose duty the caller may see, the own ones first."""
    return Paged(await ctx.look(lambda store: duty_places(store, ctx.actor, ctx.now)))


@route("GET", "/api/v1/duty/week")
async def show_week(ctx: Context) -> DutyWeek:
    """`?org=` and `?day=` (a local day, by default today): seven days, holes of fourteen."""
    day = _day(ctx)
    org_id = ctx.query.get("org", "")
    return await ctx.look(lambda store: duty_week(store, ctx.actor, org_id, day, ctx.now))


@route("GET", "/api/v1/duty/on_call")
async def show_on_call(ctx: Context) -> OnCall:
    """`?org=&specialty=`, perhaps `&at=`: whom a call would reach, who is passed over and why."""
    org_id, specialty, at = ctx.query.get("org", ""), ctx.query.get("specialty", ""), _at(ctx)

    def read(store: SqlStore) -> OnCall:
        readable_org(store, ctx.actor, org_id, ctx.now)
        return on_call_at(store, org_id, specialty, at)

    return await ctx.look(read)


@route("GET", "/api/v1/duty/rehearsal")
async def rehearse(ctx: Context) -> Rehearsal:
    """`?org=&specialty=&at=`: the ladder that would start then; nothing rings."""
    org_id, specialty, at = ctx.query.get("org", ""), ctx.query.get("specialty", ""), _at(ctx)
    return await ctx.look(lambda store: rehearsal(store, ctx.actor, org_id, specialty, at, ctx.now))


def _day(ctx: Context) -> date | None:
    text = ctx.query.get("day")
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Invalid("request.invalid", field="day", reason="a day like 2026-11-21") from error


def _at(ctx: Context) -> datetime:
    text = ctx.query.get("at")
    if text is None:
        return ctx.now
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise Invalid("request.invalid", field="at", reason="RFC 3339") from error
    if at.tzinfo is None or not 2000 <= at.year <= 2100:
        raise Invalid("request.invalid", field="at", reason="RFC 3339 with its zone")
    # Pages ask by the minute: the one that runs means now, not before what was done in it.
    return ctx.now if at <= ctx.now < at + MINUTE else at


ROUTES = (list_duty_hospitals, show_week, show_on_call, rehearse)
