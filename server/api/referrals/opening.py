"""Making a referral, writing its paper, out of a consultation, and once more."""

from __future__ import annotations

from typing import Any

import msgspec

from consult.actions.referrals import opening
from consult.cases.request import Kind, Request, Urgency
from consult.network.roles import Role
from server.api.cases.bodies import DestinationIn
from server.api.network.readers import own_orgs, require_reader
from server.api.step_routes import step
from server.http import Body, Context, Id, Paged, route
from storage.repositories.store import SqlStore
from storage.repositories.views.referrals.destinations import (
    ReferralDestination,
    referral_destinations,
)
from storage.repositories.views.requests.brief import Moved

Sheet = dict[str, Any]


class ReferralIn(Body, frozen=True):
    """`department_id` is the wished one of the receiver; `org_id` null: my hospital."""

    case_id: Id
    kind: Kind
    urgency: Urgency
    org_id: Id | None = None
    destination: DestinationIn | None = None
    department_id: Id | None = None
    sheet: Sheet = msgspec.field(default_factory=dict)
    based_on_id: Id | None = None
    send: bool = False


class SheetIn(Body, frozen=True):
    """Urgency and destination may only change in a draft; null leaves them."""

    sheet: Sheet
    urgency: Urgency | None = None
    destination: DestinationIn | None = None
    department_id: Id | None = None


class ConvertIn(Body, frozen=True):
    urgency: Urgency | None = None
    department_id: Id | None = None
    sheet: Sheet = msgspec.field(default_factory=dict)


class AgainIn(Body, frozen=True):
    """`destination` null: where the receiver pointed to, else the same as before."""

    destination: DestinationIn | None = None
    urgency: Urgency | None = None
    department_id: Id | None = None


class OpenedReferral(msgspec.Struct, frozen=True):
    id: str
    case_id: str
    state: str
    version: int
    number: str


async def _opened(ctx: Context, request: Request) -> OpenedReferral:
    paper = await ctx.look(lambda store: store.referrals.get(request.id))
    return OpenedReferral(request.id, request.case_id, request.state, request.version, paper.number)


def _destination(body: DestinationIn | None) -> Any:
    return body.destination() if body else None


@route("POST", "/api/v1/referrals", body=ReferralIn, status=201)
async def open_referral(ctx: Context, body: ReferralIn) -> OpenedReferral:
    """Write a referral for a patient whose case is there; `send` submits it as well."""
    cmd = opening.OpenReferral(
        case_id=body.case_id,
        org_id=body.org_id or _own(ctx),
        kind=body.kind,
        urgency=body.urgency,
        destination=_destination(body.destination),
        department_id=body.department_id,
        sheet=body.sheet,
        based_on_id=body.based_on_id,
        send=body.send,
    )
    return await _opened(ctx, await ctx.run(opening.open_referral, cmd))


def _own(ctx: Context) -> str:
    """Most people work at one hospital."""
    return min(ctx.actor.orgs_with(Role, ctx.now), default="")


@route("PUT", "/api/v1/referrals/{id}/sheet", body=SheetIn)
async def write_sheet(ctx: Context, body: SheetIn) -> Moved:
    """Write the paper of a draft, or of one that information was asked for."""
    cmd = opening.WriteSheet(
        request_id=ctx.path["id"],
        sheet=body.sheet,
        urgency=body.urgency,
        destination=_destination(body.destination),
        department_id=body.department_id,
        if_version=ctx.if_match,
    )
    return await step(ctx, opening.write_sheet, cmd)


@route("POST", "/api/v1/requests/{id}/refer", body=ConvertIn, status=201)
async def refer_request(ctx: Context, body: ConvertIn) -> OpenedReferral:
    """A consultation becomes a referral in the same case and room; it is sent at once."""
    cmd = opening.Convert(
        request_id=ctx.path["id"],
        urgency=body.urgency,
        department_id=body.department_id,
        sheet=body.sheet,
    )
    return await _opened(ctx, await ctx.run(opening.convert, cmd))


@route("POST", "/api/v1/referrals/{id}/send_again", body=AgainIn, status=201)
async def send_again(ctx: Context, body: AgainIn) -> OpenedReferral:
    """Send what came to nothing once more, elsewhere or as it is: answers the new one."""
    cmd = opening.SendAgain(
        request_id=ctx.path["id"],
        destination=_destination(body.destination),
        urgency=body.urgency,
        department_id=body.department_id,
        if_version=ctx.if_match,
    )
    return await _opened(ctx, await ctx.run(opening.send_again, cmd))


@route("GET", "/api/v1/referrals/destinations")
async def list_referral_destinations(ctx: Context) -> Paged[ReferralDestination]:
    """Where my hospitals may send patients up, and back down, with the departments there."""
    require_reader(ctx)
    orgs = own_orgs(ctx)

    def read(store: SqlStore) -> tuple[ReferralDestination, ...]:
        return referral_destinations(store, orgs, ctx.now)

    return Paged(list(await ctx.look(read)))


ROUTES = (
    list_referral_destinations,
    open_referral,
    write_sheet,
    refer_request,
    send_again,
)
