"""Where somebody is found, kept by their hospital's administrator."""

from __future__ import annotations

import msgspec

from consult.actions.escalation.channels import (
    ReadAddresses,
    SaveAddresses,
    read_addresses,
    save_addresses,
)
from server.http import Body, Context, Id, route


class ContactOf(msgspec.Struct, frozen=True):
    """`channels`: the kinds over which the hospital calls."""

    addresses: dict[str, str]
    channels: list[str]


class ContactIn(Body, frozen=True):
    """In the name of `org_id`; what is not given stays, an empty value takes it away."""

    org_id: Id
    email: str | None = None
    wecom: str | None = None
    dingtalk: str | None = None


@route("GET", "/api/v1/people/{id}/contact")
async def read_contact_of(ctx: Context) -> ContactOf:
    """E-mail, WeCom and DingTalk of somebody of the hospital `?org=`."""
    return await _read(ctx, ctx.query.get("org", ""))


async def _read(ctx: Context, org_id: str) -> ContactOf:
    cmd = ReadAddresses(person_id=ctx.path["id"], org_id=org_id)
    addresses, channels = await ctx.run(read_addresses, cmd)
    return ContactOf(addresses, channels)


@route("PUT", "/api/v1/people/{id}/contact", body=ContactIn)
async def save_contact_of(ctx: Context, body: ContactIn) -> ContactOf:
    """Change where somebody is found: people who set up their telephone seldom do."""
    given = msgspec.structs.asdict(body)
    values = {
        kind: value for kind, value in given.items() if kind != "org_id" and value is not None
    }
    cmd = SaveAddresses(values, person_id=ctx.path["id"], org_id=body.org_id)
    await ctx.run(save_addresses, cmd)
    return await _read(ctx, body.org_id)


ROUTES = (read_contact_of, save_contact_of)
