"""Writing, signing and correcting an opinion; the county's answer to it."""

from __future__ import annotations

import msgspec

from consult.actions.requests import opinions
from consult.actions.requests.county import responding
from consult.actions.requests.expert import opinion_drafts
from consult.reports.opinion import AdoptionValue
from server.api.step_routes import Action, request_step, step
from server.http import Body, Context, Instant, route
from server.security.auth.confirm import confirm_password
from storage.repositories.views.requests.brief import Moved


class AnswerIn(Body, frozen=True):
    """The answer to question `no`; or `cannot`, because of `reason`."""

    no: int
    text: str = ""
    cannot: bool = False
    reason: str = ""


class OpinionIn(Body, frozen=True):
    """`revision` is that of the draft the writer saw, 0 without one."""

    revision: int
    content: dict[str, str] = msgspec.field(default_factory=dict)
    answers: tuple[AnswerIn, ...] = ()


class Revision(msgspec.Struct, frozen=True):
    revision: int


class SignIn(Body, frozen=True):
    """`revision` of the draft that was read before signing; the password is asked once more."""

    password: str
    revision: int


class CorrectIn(Body, frozen=True):
    password: str
    reason: str
    content: dict[str, str]
    answers: tuple[AnswerIn, ...]


class RespondIn(Body, frozen=True):
    value: AdoptionValue
    reason: str = ""
    order_at: Instant | None = None


def _answers(rows: tuple[AnswerIn, ...]) -> tuple[opinion_drafts.AnswerText, ...]:
    return tuple(
        opinion_drafts.AnswerText(no=row.no, text=row.text, cannot=row.cannot, reason=row.reason)
        for row in rows
    )


@route("PUT", "/api/v1/requests/{id}/opinion", body=OpinionIn)
async def write_opinion(ctx: Context, body: OpinionIn) -> Revision:
    """Save the draft; only its author sees it."""
    cmd = opinions.WriteOpinion(
        request_id=ctx.path["id"],
        content=dict(body.content),
        answers=_answers(body.answers),
        if_revision=body.revision,
    )
    return Revision((await ctx.run(opinions.write_opinion, cmd)).revision)


async def _sign(ctx: Context, body: SignIn, action: Action) -> Moved:
    await confirm_password(ctx, body.password)
    cmd = opinions.SignOpinion(
        request_id=ctx.path["id"],
        confirmed=True,
        if_revision=body.revision,
        if_version=ctx.if_match,
    )
    return await step(ctx, action, cmd)


@route("POST", "/api/v1/requests/{id}/sign", body=SignIn)
async def sign(ctx: Context, body: SignIn) -> Moved:
    """Sign the draft: every question answered, licence and partnership valid."""
    return await _sign(ctx, body, opinions.sign_opinion)


@route("POST", "/api/v1/requests/{id}/sign_interim", body=SignIn)
async def sign_interim(ctx: Context, body: SignIn) -> Moved:
    """Sign what can be said by now; the final opinion follows."""
    return await _sign(ctx, body, opinions.sign_interim)


@route("POST", "/api/v1/requests/{id}/correct", body=CorrectIn)
async def correct(ctx: Context, body: CorrectIn) -> Moved:
    """Sign a new version; the old one stays readable as superseded."""
    await confirm_password(ctx, body.password)
    cmd = opinions.CorrectOpinion(
        request_id=ctx.path["id"],
        reason=body.reason,
        content=dict(body.content),
        answers=_answers(body.answers),
        confirmed=True,
        if_version=ctx.if_match,
    )
    return await step(ctx, opinions.correct_opinion, cmd)


ROUTES = (
    write_opinion,
    sign,
    sign_interim,
    correct,
    request_step(
        "respond",
        responding.respond,
        "What the asking side did with the opinion, and when it was ordered.",
        RespondIn,
        responding.Respond,
    ),
)
