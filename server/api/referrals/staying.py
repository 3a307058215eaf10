"""Where the patient is now: treated, discharged, or followed at home."""

from __future__ import annotations

from consult.actions.referrals import staying
from consult.actions.requests.moves import Step
from server.api.cases.requests import step
from server.http import Body, Context, Id, route
from storage.repositories.views.requests.brief import Moved


class TreatIn(Body, frozen=True):
    """`department_id` where it is another than was planned."""

    department_id: Id | None = None
    text: str = ""


class LeaveIn(Body, frozen=True):
    """`outcome`: recovered, improved, unchanged, worse, transferred or died."""

    outcome: str
    text: str = ""


class VisitIn(Body, frozen=True):
    text: str


def _leave(ctx: Context, body: LeaveIn) -> staying.Leave:
    return staying.Leave(
        request_id=ctx.path["id"], outcome=body.outcome, text=body.text, if_version=ctx.if_match
    )


@route("POST", "/api/v1/referrals/{id}/treat", body=TreatIn)
async def treat(ctx: Context, body: TreatIn) -> Moved:
    """The ward has the patient."""
    cmd = staying.Treat(
        request_id=ctx.path["id"],
        department_id=body.department_id,
        text=body.text,
        if_version=ctx.if_match,
    )
    return await step(ctx, staying.treat, cmd)


@route("POST", "/api/v1/referrals/{id}/discharge", body=LeaveIn)
async def discharge(ctx: Context, body: LeaveIn) -> Moved:
    """The stay has ended; the sender is owed word of it."""
    return await step(ctx, staying.discharge, _leave(ctx, body))


@route("POST", "/api/v1/referrals/{id}/first_visit", body=VisitIn)
async def first_visit(ctx: Context, body: VisitIn) -> Moved:
    """The county has seen its patient; the plan runs."""
    cmd = Step(request_id=ctx.path["id"], reason=body.text, if_version=ctx.if_match)
    return await step(ctx, staying.first_visit, cmd)


@route("POST", "/api/v1/referrals/{id}/finish_plan", body=LeaveIn)
async def finish_plan(ctx: Context, body: LeaveIn) -> Moved:
    """The plan is done, or is given up."""
    return await step(ctx, staying.finish_plan, _leave(ctx, body))


ROUTES = (treat, discharge, first_visit, finish_plan)
