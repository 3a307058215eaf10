"""The sending side's steps that need nothing but perhaps a reason, and calling off."""

from __future__ import annotations

from consult.actions.referrals import sending, travelling
from consult.actions.requests.expert.information import GoOn
from server.api.cases.bodies import ReasonIn
from server.api.cases.requests import MaybeReason, plain, step
from server.api.cases.steps.asking import GoOnIn
from server.http import Context, route
from storage.repositories.views.requests.brief import Moved


@route("POST", "/api/v1/referrals/{id}/submit")
async def submit_referral(ctx: Context) -> Moved:
    """Send it: the receiver joins the case, its desk is called."""
    return await step(ctx, sending.submit, plain(ctx))


@route("POST", "/api/v1/referrals/{id}/resubmit", body=GoOnIn)
async def resubmit_referral(ctx: Context, body: GoOnIn) -> Moved:
    """What was missing has been added."""
    cmd = GoOn(request_id=ctx.path["id"], text=body.text, if_version=ctx.if_match)
    return await step(ctx, sending.resubmit, cmd)


@route("POST", "/api/v1/referrals/{id}/cancel", body=MaybeReason)
async def cancel_referral(ctx: Context, body: MaybeReason) -> Moved:
    """The sender withdraws it before the patient is under way."""
    return await step(ctx, sending.cancel, plain(ctx, body.reason))


@route("POST", "/api/v1/referrals/{id}/ask_cancel", body=ReasonIn)
async def ask_cancel_referral(ctx: Context, body: ReasonIn) -> Moved:
    """Called off where both have already acted: the other side answers."""
    return await step(ctx, sending.ask_cancel, plain(ctx, body.reason))


@route("POST", "/api/v1/referrals/{id}/agree_cancel", body=MaybeReason)
async def agree_cancel(ctx: Context, body: MaybeReason) -> Moved:
    """It is called off."""
    return await step(ctx, sending.agree_cancel, plain(ctx, body.reason))


@route("POST", "/api/v1/referrals/{id}/keep", body=MaybeReason)
async def keep_referral(ctx: Context, body: MaybeReason) -> Moved:
    """It is not called off and goes on where it was."""
    return await step(ctx, sending.keep, plain(ctx, body.reason))


@route("POST", "/api/v1/referrals/{id}/acknowledge")
async def acknowledge_referral(ctx: Context) -> Moved:
    """The sender has read why it came to nothing."""
    return await step(ctx, sending.acknowledge, plain(ctx))


@route("POST", "/api/v1/referrals/{id}/close")
async def close_referral(ctx: Context) -> Moved:
    """The sender has read what became of the patient."""
    return await step(ctx, sending.close, plain(ctx))


@route("POST", "/api/v1/referrals/{id}/refuse", body=ReasonIn)
async def patient_refuses(ctx: Context, body: ReasonIn) -> Moved:
    """The patient does not want to go."""
    return await step(ctx, travelling.refuse, plain(ctx, body.reason))


ROUTES = (
    submit_referral,
    resubmit_referral,
    cancel_referral,
    ask_cancel_referral,
    agree_cancel,
    keep_referral,
    acknowledge_referral,
    close_referral,
    patient_refuses,
)
