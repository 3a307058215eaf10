"""The end of a shift, and of an expert's term."""

from __future__ import annotations

from consult.actions.duty import handing, terms
from server.api.duty.bodies import HandoverIn, TermEndIn, TermIn
from server.api.network.hospitals import Saved
from server.http import Context, Paged, route
from storage.repositories.views.duty.experts import ExpertFile, expert_files
from storage.repositories.views.duty.handover import Handover, handover


@route("GET", "/api/v1/duty/handover")
async def show_handover(ctx: Context) -> Handover:
    """`?org=`: what the caller holds there, is given, has given, and to whom they may give."""
    org_id = ctx.query.get("org", "")
    return await ctx.show(lambda store: handover(store, ctx.actor, org_id, ctx.now))


@route("POST", "/api/v1/duty/handovers", body=HandoverIn, status=201)
async def create_handover(ctx: Context, body: HandoverIn) -> Saved:
    """Hand these cases to a colleague of the hospital, who acknowledges."""
    cmd = handing.HandOverShift(
        org_id=body.org_id,
        to_id=body.to_id,
        items=tuple(handing.Handed(request_id=i.request_id, note=i.note) for i in body.items),
        reason=body.reason,
        note=body.note,
    )
    return Saved((await ctx.run(handing.hand_over_shift, cmd)).id)


@route("POST", "/api/v1/duty/handovers/{id}/acknowledge")
async def acknowledge(ctx: Context) -> Saved:
    """The receiver takes all of it."""
    cmd = handing.AcknowledgeHandover(ctx.path["id"])
    return Saved((await ctx.run(handing.acknowledge_handover, cmd)).id)


@route("DELETE", "/api/v1/duty/handovers/{id}")
async def delete_handover(ctx: Context) -> None:
    """Taken back before it was acknowledged."""
    await ctx.run(handing.withdraw_handover, handing.WithdrawHandover(ctx.path["id"]))


@route("POST", "/api/v1/duty/terms/hand_over", body=TermEndIn)
async def hand_over_term(ctx: Context, body: TermEndIn) -> Paged[Saved]:
    """Everything somebody still holds is offered to the successor."""
    cmd = handing.HandOverTerm(
        org_id=body.org_id, person_id=body.person_id, to_id=body.to_id, reason=body.reason
    )
    return Paged([Saved(request.id) for request in await ctx.run(handing.hand_over_term, cmd)])


@route("GET", "/api/v1/experts")
async def list_experts(ctx: Context) -> Paged[ExpertFile]:
    """`?org=`: the hospital's experts with what their signatures rest on, and until when."""
    org_id = ctx.query.get("org", "")
    return Paged(await ctx.look(lambda store: expert_files(store, ctx.actor, org_id, ctx.now)))


@route("PUT", "/api/v1/people/{id}/term", body=TermIn)
async def put_term(ctx: Context, body: TermIn) -> Saved:
    """How long somebody helps at a hospital, and who comes after."""
    cmd = terms.SaveTerm(
        org_id=body.org_id,
        person_id=ctx.path["id"],
        starts=body.starts,
        ends=body.ends,
        successor_id=body.successor_id,
        if_version=ctx.if_match,
    )
    return Saved((await ctx.run(terms.save_term, cmd)).id)


ROUTES = (
    show_handover,
    create_handover,
    acknowledge,
    delete_handover,
    hand_over_term,
    list_experts,
    put_term,
)
