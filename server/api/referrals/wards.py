"""Wards behind a link: asked by the desk, answered from a telephone without a login.

The secret travels in the fragment of the address and in bodies, so that no log on the way has it.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

import msgspec

from consult.actions.referrals import wards
from consult.referrals.wards import Beds, Equipment, Need, WardAnswer, WardLink
from server.api.escalation.channels import senders_of
from server.http import Body, Context, Id, Instant, route
from storage.repositories.views.referrals.ward import WardPage, ward_page


class AskWardIn(Body, frozen=True):
    """`minutes` null: as long as the hospital gives. `by_sms`: to the ward's telephone as well."""

    department_id: Id
    need: Need
    equipment: tuple[Equipment, ...] = ()
    minutes: int | None = None
    by_sms: bool = False


class HoursIn(Body, frozen=True):
    hours: int | None = None


class MadeLink(msgspec.Struct, frozen=True):
    """`path` is shown only this once; the browser puts the server's address before it."""

    id: str
    path: str
    expires_at: datetime


class TokenIn(Body, frozen=True):
    token: str


class WardAnswerIn(Body, frozen=True):
    token: str
    answer: WardAnswer
    who: str
    when_at: Instant | None = None
    text: str = ""


class BedsIn(Body, frozen=True):
    """null is "not said", which is not zero."""

    free_beds: int
    free_icu: int | None = None
    free_isolation: int | None = None
    next_clinic_at: Instant | None = None
    note: str = ""

    def beds(self) -> Beds:
        return Beds(
            free_beds=self.free_beds,
            free_icu=self.free_icu,
            free_isolation=self.free_isolation,
            next_clinic_at=self.next_clinic_at,
            note=self.note,
        )


class WardBedsIn(BedsIn, frozen=True, kw_only=True):
    token: str
    who: str


def _hashed(ctx: Context, token: str) -> str:
    ctx.services.ward_links.take(ctx.address, ctx.now)
    return hashlib.sha256(token.encode()).hexdigest()


def _secret() -> tuple[str, str]:
    token = secrets.token_urlsafe(24)
    return token, hashlib.sha256(token.encode()).hexdigest()


def _page(token: str) -> str:
    return f"/ward#{token}"


def _made(link: WardLink, token: str) -> MadeLink:
    return MadeLink(link.id, _page(token), link.expires_at)


@route("POST", "/api/v1/referrals/{id}/ask_ward", body=AskWardIn, status=201)
async def ask_ward(ctx: Context, body: AskWardIn) -> MadeLink:
    """Ask a ward whether it could take somebody; the link is handed out once."""
    token, hashed = _secret()
    cmd = wards.AskWard(
        request_id=ctx.path["id"],
        department_id=body.department_id,
        need=body.need,
        equipment=body.equipment,
        token_sha256=hashed,
        valid_for=None if body.minutes is None else timedelta(minutes=body.minutes),
        sealed_page=senders_of(ctx).seal.seal(_page(token)) if body.by_sms else "",
    )
    return _made(await ctx.run(wards.ask_ward, cmd), token)


@route("POST", "/api/v1/beds/{id}/link", body=HoursIn, status=201)
async def link_for_beds(ctx: Context, body: HoursIn) -> MadeLink:
    """A link with which a ward tells its free places from a telephone."""
    token, hashed = _secret()
    cmd = wards.LinkForBeds(
        department_id=ctx.path["id"],
        token_sha256=hashed,
        valid_for=None if body.hours is None else timedelta(hours=body.hours),
    )
    return _made(await ctx.run(wards.link_for_beds, cmd), token)


@route("POST", "/api/v1/ward-links/open", body=TokenIn, auth=False)
async def open_ward_link(ctx: Context, body: TokenIn) -> WardPage:
    """What the ward is asked, or its own figures: nobody's name."""
    hashed = _hashed(ctx, body.token)
    await ctx.run(wards.open_link, wards.OpenLink(token_sha256=hashed))
    return await ctx.look(lambda store: ward_page(store, hashed, ctx.now))


@route("POST", "/api/v1/ward-links/answer", body=WardAnswerIn, auth=False)
async def answer_ward_link(ctx: Context, body: WardAnswerIn) -> None:
    """Yes, no, or later; once."""
    cmd = wards.AnswerWard(
        token_sha256=_hashed(ctx, body.token),
        answer=body.answer,
        who=body.who,
        when_at=body.when_at,
        text=body.text,
    )
    await ctx.run(wards.answer_ward, cmd)


@route("POST", "/api/v1/ward-links/beds", body=WardBedsIn, auth=False)
async def report_beds_by_link(ctx: Context, body: WardBedsIn) -> None:
    """The ward's free places, until the link ends."""
    cmd = wards.ReportByLink(token_sha256=_hashed(ctx, body.token), beds=body.beds(), who=body.who)
    await ctx.run(wards.report_by_link, cmd)


ROUTES = (ask_ward, link_for_beds, open_ward_link, answer_ward_link, report_beds_by_link)
