"""Behind a figure: its hospitals, its cases without their patients, and one of them by name."""

from __future__ import annotations

from datetime import UTC

import msgspec

from consult.actions.cases.unmasking import Unmask, unmask_case
from server.api.figures.asking import asked
from server.http import Body, Context, Id, Paged, route
from storage.repositories.views.figures.behind import (
    Breakdown,
    CasesBehind,
    breakdown,
    cases_behind,
)
from storage.repositories.views.figures.looked_up import LookUp, look_ups


class UnmaskIn(Body, frozen=True):
    """`figure` is the one it was met behind; the hospitals of the case read the reason."""

    request_id: Id
    figure: str
    reason: str


class Unmasked(msgspec.Struct, frozen=True):
    number: str
    name: str
    sex: str
    age: int | None


@route("GET", "/api/v1/figures/{key}/hospitals")
async def break_down(ctx: Context) -> Breakdown:
    """One figure by hospital; asked as the ledger is: `?place=&side=&from=&to=`."""
    key = ctx.path["key"]
    return await ctx.look(
        lambda store: breakdown(store, ctx.actor, key, asked(ctx, store), ctx.now)
    )


@route("GET", "/api/v1/figures/{key}/cases")
async def list_cases_behind(ctx: Context) -> CasesBehind:
    """Asked as the ledger is, `&met=true` or false for one part; a page with its `next`.

    `?place=&side=&from=&to=&after=&limit=`
    """
    key, met, page = ctx.path["key"], ctx.flag("met"), ctx.page
    return await ctx.show(
        lambda store: cases_behind(
            store,
            ctx.actor,
            key,
            asked(ctx, store),
            ctx.now,
            met=met,
            after=page.after,
            limit=page.limit,
        )
    )


@route("POST", "/api/v1/figures/look_ups", body=UnmaskIn, status=201)
async def look_case_up(ctx: Context, body: UnmaskIn) -> Unmasked:
    """Who a case is about, for a reason that both its hospitals are told."""
    cmd = Unmask(request_id=body.request_id, figure=body.figure, reason=body.reason)
    found = await ctx.run(unmask_case, cmd)
    patient = found.patient
    age = patient.age(ctx.now.astimezone(UTC).date())
    return Unmasked(number=found.case.number, name=patient.name, sex=patient.sex, age=age)


@route("GET", "/api/v1/figures/look_ups")
async def list_look_ups(ctx: Context) -> Paged[LookUp]:
    """Which cases of the caller's hospitals were looked up by name, by whom and why."""
    found = await ctx.show(lambda store: look_ups(store, ctx.actor, ctx.now))
    return Paged(list(found))


ROUTES = (break_down, list_cases_behind, look_case_up, list_look_ups)
