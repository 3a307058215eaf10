"""The ladder of a request: watched by both sides, passed on, begun again, noted by hand."""

from __future__ import annotations

from consult.actions.escalation import answers
from consult.escalation.ladder import CallOutcome
from server.http import Body, Context, Id, route
from storage.repositories.views.escalation.ladder import LadderView, ladder_of


class CallIn(Body, frozen=True):
    outcome: CallOutcome
    person_id: Id | None = None
    name: str = ""
    phone: str = ""


@route("GET", "/api/v1/requests/{id}/ladder")
async def read_ladder(ctx: Context) -> LadderView:
    """Who rings for this request, since when, on which channel, and whom to dial."""
    return await _ladder(ctx)


async def _ladder(ctx: Context) -> LadderView:
    return await ctx.look(lambda store: ladder_of(store, ctx.actor, ctx.path["id"], ctx.now))


@route("POST", "/api/v1/requests/{id}/pass_on")
async def pass_on(ctx: Context) -> LadderView:
    """I am rung and cannot come; the next one rings at once."""
    await ctx.run(answers.pass_on, answers.PassOn(ctx.path["id"]))
    return await _ladder(ctx)


@route("POST", "/api/v1/requests/{id}/call_again")
async def call_again(ctx: Context) -> LadderView:
    """Ring everybody once more, after it was given up."""
    await ctx.run(answers.call_again, answers.CallAgain(ctx.path["id"]))
    return await _ladder(ctx)


@route("POST", "/api/v1/requests/{id}/calls", body=CallIn)
async def note_call(ctx: Context, body: CallIn) -> LadderView:
    """I telephoned: reached, or no answer (then the next one rings)."""
    cmd = answers.NoteCall(
        request_id=ctx.path["id"],
        person_id=body.person_id,
        name=body.name,
        phone=body.phone,
        outcome=body.outcome,
    )
    await ctx.run(answers.note_call, cmd)
    return await _ladder(ctx)


ROUTES = (read_ladder, pass_on, call_again, note_call)
