"""Where the patient is now: treated, discharged, or followed at home."""

from __future__ import annotations

from consult.actions.referrals import staying
from consult.actions.requests.moves import Step
from server.api.step_routes import referral_step, step
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


@route("POST", "/api/v1/referrals/{id}/first_visit", body=VisitIn)
async def first_visit(ctx: Context, body: VisitIn) -> Moved:
    """The county has seen its patient; the plan runs."""
    cmd = Step(request_id=ctx.path["id"], reason=body.text, if_version=ctx.if_match)
    return await step(ctx, staying.first_visit, cmd)


ROUTES = (
    referral_step("treat", staying.treat, "The ward has the patient.", TreatIn, staying.Treat),
    referral_step(
        "discharge",
        staying.discharge,
        "The stay has ended; the sender is owed word of it.",
        LeaveIn,
        staying.Leave,
    ),
    first_visit,
    referral_step(
        "finish_plan",
        staying.finish_plan,
        "The plan is done, or is given up.",
        LeaveIn,
        staying.Leave,
    ),
)
