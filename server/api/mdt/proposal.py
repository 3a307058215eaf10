"""A case is brought before a team, screened, put on a list."""

from __future__ import annotations

import msgspec

from consult.actions.mdt import proposing
from consult.actions.mdt.session import agenda, planning
from consult.cases.request import Urgency
from server.api.cases.bodies import ReasonIn
from server.api.step_routes import MaybeReason, request_step, step
from server.http import Body, Context, Id, route
from storage.repositories.views.mdt.case import mdt_view
from storage.repositories.views.mdt.shapes import MdtView
from storage.repositories.views.requests import brief
from storage.repositories.views.requests.brief import Moved


class MdtFormIn(Body, frozen=True):
    """`performance_status`: ECOG 0 to 4, "" not known; `options`: considered already."""

    disease: str = ""
    stage: str = ""
    performance_status: str = ""
    comorbidity: str = ""
    preference: str = ""
    social: str = ""
    images_ready: bool = False
    images_note: str = ""
    required_specialties: tuple[str, ...] = ()
    options: str = ""


class ProposeIn(Body, frozen=True):
    board_id: Id
    question: str
    form: MdtFormIn = MdtFormIn()
    urgency: Urgency = Urgency.ROUTINE


class ProposalIn(Body, frozen=True):
    question: str
    form: MdtFormIn


class ScreenIn(Body, frozen=True):
    """`required_specialties` null: those asked for."""

    required_specialties: tuple[str, ...] | None = None


class SingleIn(Body, frozen=True):
    """`specialty`: a consultation of it lies ready for the asking side to send."""

    reason: str
    specialty: str | None = None


class PlanIn(Body, frozen=True):
    """`reason` is needed once the list is locked."""

    session_id: Id
    minutes: int = 10
    reason: str = ""


@route("POST", "/api/v1/cases/{id}/mdt", body=ProposeIn, status=201)
async def propose_mdt(ctx: Context, body: ProposeIn) -> Moved:
    """Bring the case before a team."""
    cmd = proposing.Propose(
        case_id=ctx.path["id"],
        board_id=body.board_id,
        question=body.question,
        form=msgspec.structs.asdict(body.form),
        urgency=body.urgency,
    )
    made = await ctx.run(proposing.propose, cmd)
    return await ctx.look(lambda store: brief.moved(store, ctx.actor, made.id, ctx.now))


@route("GET", "/api/v1/requests/{id}/mdt")
async def get_mdt(ctx: Context) -> MdtView:
    """The case before the team: form, opinions, outcome, signatures, attendance."""
    return await ctx.show(lambda store: mdt_view(store, ctx.actor, ctx.path["id"], ctx.now))


@route("PUT", "/api/v1/requests/{id}/mdt/form", body=ProposalIn)
async def edit_proposal(ctx: Context, body: ProposalIn) -> Moved:
    """Complete what was written, until it has been screened."""
    cmd = proposing.EditProposal(
        request_id=ctx.path["id"],
        question=body.question,
        form=msgspec.structs.asdict(body.form),
        if_version=ctx.if_match,
    )
    return await step(ctx, proposing.edit_proposal, cmd)


ROUTES = (
    propose_mdt,
    get_mdt,
    edit_proposal,
    request_step(
        "screen", proposing.screen, "The team takes the case on.", ScreenIn, proposing.Screen
    ),
    request_step(
        "need_info",
        proposing.need_info,
        "Something is missing before it can be discussed.",
        ReasonIn,
    ),
    request_step(
        "supply_info", proposing.supply_info, "What was missing has been added.", MaybeReason
    ),
    request_step(
        "single_consult",
        proposing.single_consult,
        "One specialist is enough.",
        SingleIn,
        proposing.SingleConsult,
    ),
    request_step(
        "plan",
        agenda.plan_case,
        "Put the case on a session's list.",
        PlanIn,
        agenda.PlanCase,
        name="plan_case",
    ),
    request_step("postpone", planning.put_off, "Another time.", ReasonIn),
)
