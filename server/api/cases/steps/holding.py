"""The answering side: ask for information, promise a time, hand on, stop."""

from __future__ import annotations

from consult.actions.requests import answering
from consult.actions.requests.expert import handover, information
from server.api.cases.bodies import ReasonIn
from server.api.cases.requests import plain, step
from server.api.cases.steps.asking import GoOnIn
from server.http import Body, Context, Id, Instant, route
from storage.repositories.views.requests.brief import Moved


class AskInfoIn(Body, frozen=True):
    """`missing`: ecg, imaging, laboratory, vitals, history, medication, examination, consent,
    identity, other; `text` says what exactly."""

    missing: tuple[str, ...]
    text: str


class PromiseIn(Body, frozen=True):
    promised_at: Instant


class PersonIn(Body, frozen=True):
    person_id: Id


class HandOverIn(Body, frozen=True):
    person_id: Id
    reason: str


@route("POST", "/api/v1/requests/{id}/ask_info", body=AskInfoIn)
async def ask_info(ctx: Context, body: AskInfoIn) -> Moved:
    """Name what is missing; the net clock stands still until it comes."""
    cmd = information.AskInfo(
        request_id=ctx.path["id"],
        missing=body.missing,
        text=body.text,
        if_version=ctx.if_match,
    )
    return await step(ctx, information.ask_info, cmd)


@route("POST", "/api/v1/requests/{id}/resume", body=GoOnIn)
async def resume(ctx: Context, body: GoOnIn) -> Moved:
    """Go on without waiting any longer for information."""
    cmd = information.GoOn(request_id=ctx.path["id"], text=body.text, if_version=ctx.if_match)
    return await step(ctx, information.resume, cmd)


@route("POST", "/api/v1/requests/{id}/promise", body=PromiseIn)
async def promise(ctx: Context, body: PromiseIn) -> Moved:
    """Say by when it will be answered: the clock everybody sees from now on."""
    cmd = answering.Promise(
        request_id=ctx.path["id"], promised_at=body.promised_at, if_version=ctx.if_match
    )
    return await step(ctx, answering.promise, cmd)


@route("POST", "/api/v1/requests/{id}/accept_by_phone", body=PersonIn)
async def accept_by_phone(ctx: Context, body: PersonIn) -> Moved:
    """The coordinator has the expert's word on the telephone."""
    cmd = answering.AcceptByPhone(
        request_id=ctx.path["id"], person_id=body.person_id, if_version=ctx.if_match
    )
    return await step(ctx, answering.accept_by_phone, cmd)


@route("POST", "/api/v1/requests/{id}/hand_over", body=HandOverIn)
async def hand_over(ctx: Context, body: HandOverIn) -> Moved:
    """Ask a colleague to go on; one holds it until the colleague accepts."""
    cmd = handover.HandOver(
        request_id=ctx.path["id"],
        person_id=body.person_id,
        reason=body.reason,
        if_version=ctx.if_match,
    )
    return await step(ctx, handover.hand_over, cmd)


@route("POST", "/api/v1/requests/{id}/cover", body=ReasonIn)
async def cover(ctx: Context, body: ReasonIn) -> Moved:
    """Go on in place of the colleague who holds it, with the draft."""
    return await step(ctx, handover.cover, plain(ctx, body.reason))


@route("POST", "/api/v1/requests/{id}/reassign", body=HandOverIn)
async def reassign(ctx: Context, body: HandOverIn) -> Moved:
    """The centre takes it back and asks somebody else."""
    cmd = handover.Reassign(
        request_id=ctx.path["id"],
        person_id=body.person_id,
        reason=body.reason,
        if_version=ctx.if_match,
    )
    return await step(ctx, handover.reassign, cmd)


@route("POST", "/api/v1/requests/{id}/stop", body=ReasonIn)
async def stop(ctx: Context, body: ReasonIn) -> Moved:
    """End it without an opinion, as the county asked."""
    return await step(ctx, answering.stop, plain(ctx, body.reason))


ROUTES = (
    ask_info,
    resume,
    promise,
    accept_by_phone,
    hand_over,
    cover,
    reassign,
    stop,
)
