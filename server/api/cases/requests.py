"""A request's steps: one address per action of its transition table."""

from __future__ import annotations

from consult.actions.asking import follow_up
from consult.actions.requests import answering, drafting, sending
from consult.actions.requests.expert import handover
from consult.cases.asking.follow_up import Outcome
from consult.cases.request import Urgency
from server.api.cases.bodies import DestinationIn, ReasonIn
from server.api.step_routes import MaybeReason, request_step, step
from server.http import Body, Context, Id, Instant, Paged, route
from storage.repositories.views.requests import brief
from storage.repositories.views.requests.brief import Assignable, Moved


class DraftIn(Body, frozen=True):
    questions: tuple[str, ...]
    urgency: Urgency
    destination: DestinationIn | None


class CloseIn(Body, frozen=True):
    """What became of the patient, or why nobody knows; neither, if it was told before."""

    outcome: Outcome | None = None
    reason: str = ""


class AssignIn(Body, frozen=True):
    """`answer_by` null: as long as the hospital gives for this urgency."""

    person_id: Id
    answer_by: Instant | None = None


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


@route("GET", "/api/v1/requests/{id}/assignable")
async def list_assignable(ctx: Context) -> Paged[Assignable]:
    """Experts a coordinator may offer it to; those of the specialty come first."""
    people = await ctx.look(
        lambda store: brief.assignable(store, ctx.actor, ctx.path["id"], ctx.now)
    )
    return Paged(list(people))


ROUTES = (
    edit_draft,
    request_step(
        "submit",
        sending.submit,
        "Send it to the partner: the questions are fixed, its people are called.",
    ),
    request_step("cancel", sending.cancel, "The asking side withdraws it.", MaybeReason),
    request_step(
        "close",
        follow_up.close,
        "The asking side ends it after it recorded what it did and what became of the patient.",
        CloseIn,
        follow_up.Close,
    ),
    request_step(
        "assign",
        answering.assign,
        "The coordinator offers it to an expert of the asked hospital.",
        AssignIn,
        answering.Assign,
    ),
    request_step(
        "take", answering.take, "An expert of the specialty takes it; the first one wins."
    ),
    request_step("accept", handover.accept, "The expert who was asked agrees."),
    request_step(
        "refuse",
        answering.refuse,
        "The expert who was asked declines; it waits for the centre again.",
        ReasonIn,
    ),
    request_step("reject", answering.reject, "The centre declines the request.", ReasonIn),
    request_step("start", answering.start, "The expert has arrived."),
    request_step(
        "give_back",
        answering.give_back,
        "The expert cannot go on; it waits for somebody else.",
        ReasonIn,
    ),
    list_assignable,
)
