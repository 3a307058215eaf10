"""The asking side: approvals, information given, further questions and requests."""

from __future__ import annotations

import msgspec

from consult.actions.requests import sending
from consult.actions.requests.county import linked, responding
from consult.actions.requests.expert import information
from consult.cases.request import Request, Urgency
from server.api.cases.bodies import DestinationIn, ReasonIn
from server.api.step_routes import request_step
from server.http import Body, Context, Id, route


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


ROUTES = (
    request_step(
        "release", sending.release, "Approve it; the last approval sends it to the partner."
    ),
    request_step(
        "send_back",
        sending.send_back,
        "Give it back to its writer instead of approving it.",
        ReasonIn,
    ),
    request_step(
        "resubmit",
        information.resubmit,
        "What was missing has been added; it goes on where it was asked for.",
        GoOnIn,
        information.GoOn,
    ),
    request_step(
        "ask_again",
        responding.ask_again,
        "A further question to the same expert, without a second request.",
        AskAgainIn,
        responding.AskAgain,
    ),
    request_step(
        "ask_cancel",
        responding.ask_cancel,
        "The answer being written is no longer needed; the expert ends it.",
        ReasonIn,
    ),
    reopen,
    add_specialty,
)
