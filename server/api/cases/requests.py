"""A request's steps: one address per action of its transition table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from consult.actions.asking import follow_up
from consult.actions.requests import answering, drafting, sending
from consult.actions.requests.expert import handover
from consult.actions.requests.moves import Step
from consult.actions.work import Work
from consult.cases.asking.follow_up import Outcome
from consult.cases.request import Urgency
from server.api.cases.bodies import DestinationIn, ReasonIn
from server.http import Body, Context, Id, Instant, Paged, route
from storage.repositories.views.requests import brief
from storage.repositories.views.requests.brief import Assignable, Moved


class DraftIn(Body, frozen=True):
    questions: tuple[str, ...]
    urgency: Urgency
    destination: DestinationIn | None


class MaybeReason(Body, frozen=True):
    """A draft goes without saying; what was sent is withdrawn with the reason."""

    reason: str = ""


class CloseIn(Body, frozen=True):
    """What became of the patient, or why nobody knows; neither, if it was told before."""

    outcome: Outcome | None = None
    reason: str = ""


class AssignIn(Body, frozen=True):
    """`answer_by` null: as long as the hospital gives for this urgency."""

    person_id: Id
    answer_by: Instant | None = None


async def moved(ctx: Context) -> Moved:
    """The request as it is now, without patient data."""
    return await ctx.look(lambda store: brief.moved(store, ctx.actor, ctx.path["id"], ctx.now))


async def step(ctx: Context, action: Callable[[Work, Any], object], cmd: object) -> Moved:
    await ctx.run(action, cmd)
    return await moved(ctx)


def plain(ctx: Context, reason: str = "") -> Step:
    return Step(request_id=ctx.path["id"], reason=reason, if_version=ctx.if_match)


@route("PUT", "/api/v1/requests/{id}/draft", body=DraftIn)
async def edit_draft(ctx: Context, body: DraftIn) -> Moved:
    """Change questions, urgency and destination of what was not sent yet."""
    cmd = drafting.EditDraft(
        request_id=ctx.path["id"],
        questions=body.questions,
        urgency=body.urgency,
        destination=body.destination.destination() if body.destination else None,
        if_version=ctx.if_match,
    )
    return await step(ctx, drafting.edit_draft, cmd)


@route("POST", "/api/v1/requests/{id}/submit")
async def submit(ctx: Context) -> Moved:
    """Send it to the partner: the questions are fixed, its people are called."""
    return await step(ctx, sending.submit, plain(ctx))


@route("POST", "/api/v1/requests/{id}/cancel", body=MaybeReason)
async def cancel(ctx: Context, body: MaybeReason) -> Moved:
    """The asking side withdraws it."""
    return await step(ctx, sending.cancel, plain(ctx, body.reason))


@route("POST", "/api/v1/requests/{id}/close", body=CloseIn)
async def close(ctx: Context, body: CloseIn) -> Moved:
    """The asking side ends it after it recorded what it did and what became of the patient."""
    cmd = follow_up.Close(
        request_id=ctx.path["id"],
        outcome=body.outcome,
        reason=body.reason,
        if_version=ctx.if_match,
    )
    return await step(ctx, follow_up.close, cmd)


@route("POST", "/api/v1/requests/{id}/assign", body=AssignIn)
async def assign(ctx: Context, body: AssignIn) -> Moved:
    """The coordinator offers it to an expert of the asked hospital."""
    cmd = answering.Assign(
        request_id=ctx.path["id"],
        person_id=body.person_id,
        answer_by=body.answer_by,
        if_version=ctx.if_match,
    )
    return await step(ctx, answering.assign, cmd)


@route("POST", "/api/v1/requests/{id}/take")
async def take(ctx: Context) -> Moved:
    """An expert of the specialty takes it; the first one wins."""
    return await step(ctx, answering.take, plain(ctx))


@route("POST", "/api/v1/requests/{id}/accept")
async def accept(ctx: Context) -> Moved:
    """The expert who was asked agrees."""
    return await step(ctx, handover.accept, plain(ctx))


@route("POST", "/api/v1/requests/{id}/refuse", body=ReasonIn)
async def refuse(ctx: Context, body: ReasonIn) -> Moved:
    """The expert who was asked declines; it waits for the centre again."""
    return await step(ctx, answering.refuse, plain(ctx, body.reason))


@route("POST", "/api/v1/requests/{id}/reject", body=ReasonIn)
async def reject(ctx: Context, body: ReasonIn) -> Moved:
    """The centre declines the request."""
    return await step(ctx, answering.reject, plain(ctx, body.reason))


@route("POST", "/api/v1/requests/{id}/start")
async def start(ctx: Context) -> Moved:
    """The expert has arrived."""
    return await step(ctx, answering.start, plain(ctx))


@route("POST", "/api/v1/requests/{id}/give_back", body=ReasonIn)
async def give_back(ctx: Context, body: ReasonIn) -> Moved:
    """The expert cannot go on; it waits for somebody else."""
    return await step(ctx, answering.give_back, plain(ctx, body.reason))


@route("GET", "/api/v1/requests/{id}/assignable")
async def list_assignable(ctx: Context) -> Paged[Assignable]:
    """Experts a coordinator may offer it to; those of the specialty come first."""
    people = await ctx.look(
        lambda store: brief.assignable(store, ctx.actor, ctx.path["id"], ctx.now)
    )
    return Paged(list(people))


ROUTES = (
    edit_draft,
    submit,
    cancel,
    close,
    assign,
    take,
    accept,
    refuse,
    reject,
    start,
    give_back,
    list_assignable,
)
