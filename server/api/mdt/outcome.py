"""The outcome: typed, concluded, sent round, signed, finalised."""

from __future__ import annotations

import msgspec

from consult.actions.mdt.outcome import concluding, signing, tasks
from consult.mdt.outcome import SignatureValue
from consult.rooms.cards import CardState
from server.api.cases.bodies import ReasonIn
from server.api.cases.opinions import Revision
from server.api.step_routes import request_step, step
from server.http import Body, Context, Id, Instant, route
from server.security.auth.confirm import confirm_password
from storage.repositories.views.requests.brief import Moved


class ActionIn(Body, frozen=True):
    text: str
    owner_id: Id | None = None
    due_at: Instant | None = None


class OutcomeContent(Body, frozen=True):
    """`informs_patient`: who tells the patient; `trial`: a trial or research that fits."""

    summary: str = ""
    decision: str = ""
    alternatives: str = ""
    rationale: str = ""
    trial: str = ""
    informs_patient: str = ""
    review_date: str = ""
    actions: tuple[ActionIn, ...] = ()


class OutcomeIn(Body, frozen=True):
    """`revision` is the one the writer saw, 0 without one."""

    revision: int
    content: OutcomeContent


class SignatureIn(Body, frozen=True):
    """A note or a dissent is kept word for word; `version` of the outcome that was read."""

    password: str
    version: int
    value: SignatureValue
    text: str = ""


class FinaliseIn(Body, frozen=True):
    password: str
    version: int


class ReportIn(Body, frozen=True):
    """`seq` is the action's number in the room; declined says why in `note`."""

    seq: int
    state: CardState
    note: str = ""


@route("PUT", "/api/v1/requests/{id}/mdt/outcome", body=OutcomeIn)
async def write_outcome(ctx: Context, body: OutcomeIn) -> Revision:
    """Save what the secretary types; whoever has the case open sees it."""
    content = msgspec.to_builtins(body.content)
    cmd = concluding.WriteOutcome(
        request_id=ctx.path["id"], content=content, if_revision=body.revision
    )
    return Revision((await ctx.run(concluding.write_outcome, cmd)).revision)


@route("POST", "/api/v1/requests/{id}/sign_mdt", body=SignatureIn)
async def sign_mdt(ctx: Context, body: SignatureIn) -> Moved:
    """Agree, agree with a note, or dissent."""
    await confirm_password(ctx, body.password)
    cmd = signing.SignOutcome(
        request_id=ctx.path["id"],
        version=body.version,
        value=body.value,
        text=body.text,
        confirmed=True,
    )
    return await step(ctx, signing.sign_outcome, cmd)


@route("POST", "/api/v1/requests/{id}/finalise", body=FinaliseIn)
async def finalise(ctx: Context, body: FinaliseIn) -> Moved:
    """The chair signs last; what was decided becomes tasks."""
    await confirm_password(ctx, body.password)
    cmd = signing.Finalise(
        request_id=ctx.path["id"], version=body.version, confirmed=True, if_version=ctx.if_match
    )
    return await step(ctx, signing.finalise, cmd)


ROUTES = (
    write_outcome,
    request_step(
        "conclude",
        concluding.conclude,
        "The discussion ends; who was there is taken down with what was decided.",
    ),
    request_step(
        "fail_quorum",
        concluding.fail_quorum,
        "Too few are there; it is not discussed today.",
        ReasonIn,
    ),
    request_step("circulate", concluding.circulate, "Send the outcome round to be signed."),
    request_step(
        "revise", concluding.revise, "Back to the desk; a new version is signed anew.", ReasonIn
    ),
    sign_mdt,
    finalise,
    request_step(
        "report_action",
        tasks.report_action,
        "An action of the team is done, or cannot be, or is being done.",
        ReportIn,
        tasks.ReportAction,
    ),
    request_step(
        "to_meeting", signing.to_meeting, "Writing will not do: the team meets.", ReasonIn
    ),
)
