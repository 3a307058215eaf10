"""A case is brought before a team, screened, put on a list."""

from __future__ import annotations

import msgspec

from consult.actions.mdt import agenda, proposing, sessions
from consult.cases.request import Urgency
from server.api.cases.bodies import ReasonIn
from server.api.cases.requests import MaybeReason, plain, step
from server.http import Body, Context, Id, route
from storage.repositories.views.mdt.case import MdtView, mdt_view
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


@route("POST", "/api/v1/requests/{id}/screen", body=ScreenIn)
async def screen(ctx: Context, body: ScreenIn) -> Moved:
    """The team takes the case on."""
    cmd = proposing.Screen(
        request_id=ctx.path["id"],
        required_specialties=body.required_specialties,
        if_version=ctx.if_match,
    )
    return await step(ctx, proposing.screen, cmd)


@route("POST", "/api/v1/requests/{id}/need_info", body=ReasonIn)
async def need_info(ctx: Context, body: ReasonIn) -> Moved:
    """Something is missing before it can be discussed."""
    return await step(ctx, proposing.need_info, plain(ctx, body.reason))


@route("POST", "/api/v1/requests/{id}/supply_info", body=MaybeReason)
async def supply_info(ctx: Context, body: MaybeReason) -> Moved:
    """What was missing has been added."""
    return await step(ctx, proposing.supply_info, plain(ctx, body.reason))


@route("POST", "/api/v1/requests/{id}/single_consult", body=SingleIn)
async def single_consult(ctx: Context, body: SingleIn) -> Moved:
    """One specialist is enough."""
    cmd = proposing.SingleConsult(
        request_id=ctx.path["id"],
        reason=body.reason,
        specialty=body.specialty,
        if_version=ctx.if_match,
    )
    return await step(ctx, proposing.single_consult, cmd)


@route("POST", "/api/v1/requests/{id}/plan", body=PlanIn)
async def plan_case(ctx: Context, body: PlanIn) -> Moved:
    """Put the case on a session's list."""
    cmd = agenda.PlanCase(
        request_id=ctx.path["id"],
        session_id=body.session_id,
        minutes=body.minutes,
        reason=body.reason,
        if_version=ctx.if_match,
    )
    return await step(ctx, agenda.plan_case, cmd)


@route("POST", "/api/v1/requests/{id}/postpone", body=ReasonIn)
async def postpone(ctx: Context, body: ReasonIn) -> Moved:
    """Another time."""
    return await step(ctx, sessions.put_off, plain(ctx, body.reason))


ROUTES = (
    propose_mdt,
    get_mdt,
    edit_proposal,
    screen,
    need_info,
    supply_info,
    single_consult,
    plan_case,
    postpone,
)
