"""The asking side: approvals, information given, further questions and requests."""

from __future__ import annotations

import msgspec

from consult.actions.requests import sending
from consult.actions.requests.county import linked, responding
from consult.actions.requests.expert import information
from consult.cases.request import Request, Urgency
from server.api.cases.bodies import DestinationIn, ReasonIn
from server.api.cases.requests import plain, step
from server.http import Body, Context, Id, route
from storage.repositories.views.requests.brief import Moved


class GoOnIn(Body, frozen=True):
    """What was added, or why it goes on without."""

    text: str = ""


class AskAgainIn(Body, frozen=True):
    question: str


class ReopenIn(Body, frozen=True):
    """`destination` null: the partner and specialty of before."""

    questions: tuple[str, ...]
    urgency: Urgency
    destination: DestinationIn | None = None


class SpecialtyIn(Body, frozen=True):
    """`questions` empty: those of `request_id`; `partnership_id` empty: the same partner."""

    request_id: Id
    specialty: str
    questions: tuple[str, ...] = ()
    partnership_id: str = ""


class LinkedRequest(msgspec.Struct, frozen=True):
    id: str
    state: str
    version: int


def _linked(request: Request) -> LinkedRequest:
    return LinkedRequest(request.id, request.state, request.version)


@route("POST", "/api/v1/requests/{id}/release")
async def release(ctx: Context) -> Moved:
    """Approve it; the last approval sends it to the partner."""
    return await step(ctx, sending.release, plain(ctx))


@route("POST", "/api/v1/requests/{id}/send_back", body=ReasonIn)
async def send_back(ctx: Context, body: ReasonIn) -> Moved:
    """Give it back to its writer instead of approving it."""
    return await step(ctx, sending.send_back, plain(ctx, body.reason))


@route("POST", "/api/v1/requests/{id}/resubmit", body=GoOnIn)
async def resubmit(ctx: Context, body: GoOnIn) -> Moved:
    """What was missing has been added; it goes on where it was asked for."""
    cmd = information.GoOn(request_id=ctx.path["id"], text=body.text, if_version=ctx.if_match)
    return await step(ctx, information.resubmit, cmd)


@route("POST", "/api/v1/requests/{id}/ask_again", body=AskAgainIn)
async def ask_again(ctx: Context, body: AskAgainIn) -> Moved:
    """A further question to the same expert, without a second request."""
    cmd = responding.AskAgain(
        request_id=ctx.path["id"], question=body.question, if_version=ctx.if_match
    )
    return await step(ctx, responding.ask_again, cmd)


@route("POST", "/api/v1/requests/{id}/ask_cancel", body=ReasonIn)
async def ask_cancel(ctx: Context, body: ReasonIn) -> Moved:
    """The answer being written is no longer needed; the expert ends it."""
    return await step(ctx, responding.ask_cancel, plain(ctx, body.reason))


@route("POST", "/api/v1/requests/{id}/reopen", body=ReopenIn, status=201)
async def reopen(ctx: Context, body: ReopenIn) -> LinkedRequest:
    """Ask again about an ended request: answers the new one, which was sent."""
    cmd = linked.Reopen(
        request_id=ctx.path["id"],
        questions=body.questions,
        urgency=body.urgency,
        destination=body.destination.destination() if body.destination else None,
        if_version=ctx.if_match,
    )
    return _linked(await ctx.run(linked.reopen, cmd))


@route("POST", "/api/v1/cases/{id}/specialties", body=SpecialtyIn, status=201)
async def add_specialty(ctx: Context, body: SpecialtyIn) -> LinkedRequest:
    """Ask one more specialty, of the same partner or another, into the same room."""
    cmd = linked.AddSpecialty(
        case_id=ctx.path["id"],
        request_id=body.request_id,
        specialty=body.specialty,
        questions=body.questions,
        partnership_id=body.partnership_id,
    )
    return _linked(await ctx.run(linked.add_specialty, cmd))


ROUTES = (release, send_back, resubmit, ask_again, ask_cancel, reopen, add_specialty)
