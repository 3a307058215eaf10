"""The receiving desk's steps."""

from __future__ import annotations

from consult.actions.referrals import answering, staying
from consult.actions.requests.expert.information import AskInfo
from server.api.step_routes import MaybeReason, referral_step, step
from server.http import Body, Context, Id, Instant, route
from server.security.auth.confirm import confirm_password
from storage.repositories.views.requests.brief import Moved


class AskInfoIn(Body, frozen=True):
    missing: tuple[str, ...]
    text: str


class CapabilityIn(Body, frozen=True):
    """`code` is one of /vocabulary's capabilities or empty; `instead` where it is not there."""

    name: str
    yes: bool
    code: str = ""
    instead: str = ""


class CapabilitiesIn(Body, frozen=True):
    items: tuple[CapabilityIn, ...]


class AcceptIn(Body, frozen=True):
    """`place`: bed, icu, isolation or clinic."""

    department_id: Id
    contact: str
    phone: str
    place: str = "bed"
    label: str = ""
    prepare: str = ""
    starts_at: Instant | None = None


class AppointIn(Body, frozen=True):
    starts_at: Instant
    label: str = ""
    reason: str = ""


class RedirectIn(Body, frozen=True):
    """Either a department of the own hospital, or another hospital and a specialty there."""

    reason: str
    department_id: Id | None = None
    org_id: Id | None = None
    specialty: str = ""


class AlternativeIn(Body, frozen=True):
    kind: str
    text: str
    org_id: str = ""
    specialty: str = ""

    def alternative(self) -> answering.Alternative:
        return answering.Alternative(
            kind=self.kind, text=self.text, org_id=self.org_id, specialty=self.specialty
        )


class DeclineIn(Body, frozen=True):
    code: str
    alternative: AlternativeIn | None = None
    text: str = ""


class PaperIn(Body, frozen=True):
    """The sections of an opinion; the password is asked once more."""

    password: str
    content: dict[str, str]


@route("POST", "/api/v1/referrals/{id}/check_capability", body=CapabilitiesIn)
async def check_capability(ctx: Context, body: CapabilitiesIn) -> Moved:
    """The county looks whether it has what the patient needs."""
    cmd = answering.CheckCapability(
        request_id=ctx.path["id"],
        items=tuple(
            answering.Capability(code=row.code, name=row.name, yes=row.yes, instead=row.instead)
            for row in body.items
        ),
        if_version=ctx.if_match,
    )
    return await step(ctx, answering.check_capability, cmd)


@route("POST", "/api/v1/referrals/{id}/decline", body=DeclineIn)
async def decline_referral(ctx: Context, body: DeclineIn) -> Moved:
    """Not here: with a coded reason and an alternative."""
    cmd = answering.Decline(
        request_id=ctx.path["id"],
        code=body.code,
        text=body.text,
        alternative=body.alternative.alternative() if body.alternative else None,
        if_version=ctx.if_match,
    )
    return await step(ctx, answering.decline, cmd)


@route("POST", "/api/v1/referrals/{id}/advise", body=PaperIn)
async def advise_referral(ctx: Context, body: PaperIn) -> Moved:
    """Back to the sender with signed advice; it counts as a consultation."""
    return await step(ctx, staying.advise, await signing(ctx, body))


@route("POST", "/api/v1/referrals/{id}/feedback", body=PaperIn)
async def feed_back(ctx: Context, body: PaperIn) -> Moved:
    """Tell the sender, signed, what became of the patient."""
    return await step(ctx, staying.feedback, await signing(ctx, body))


async def signing(ctx: Context, body: PaperIn) -> staying.SignPaper:
    await confirm_password(ctx, body.password)
    return staying.SignPaper(
        request_id=ctx.path["id"],
        content=dict(body.content),
        confirmed=True,
        if_version=ctx.if_match,
    )


ROUTES = (
    referral_step(
        "ask_info",
        answering.ask_info,
        "Ask the sender for what is missing; the clock stands still.",
        AskInfoIn,
        AskInfo,
        name="ask_referral_info",
    ),
    referral_step(
        "provisional",
        answering.provisional,
        "Expected to be possible; a place is being looked for.",
        MaybeReason,
        name="accept_provisionally",
    ),
    check_capability,
    referral_step(
        "accept",
        answering.accept,
        "The hospital takes the patient and keeps a place.",
        AcceptIn,
        answering.Accept,
        name="accept_referral",
    ),
    referral_step(
        "schedule",
        answering.schedule,
        "A day and time to come, also another one.",
        AppointIn,
        answering.Appoint,
        name="appoint_referral",
    ),
    referral_step(
        "redirect",
        answering.redirect,
        "Point it to another department, or to another hospital, where the sender sends it.",
        RedirectIn,
        answering.Redirect,
        name="redirect_referral",
    ),
    decline_referral,
    advise_referral,
    feed_back,
)
