"""What a hospital has at hand: read by it and its partners, stated by its administrator."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import msgspec

from consult.actions.network.capabilities import (
    StateCapability,
    readable_capabilities,
    state_capability,
)
from consult.errors import NotFound
from consult.network.capabilities import (
    CAPABILITIES,
    CapabilityKind,
    CapabilityVersion,
    Has,
)
from server.http import Body, Context, Paged, route
from storage.repositories.store import SqlStore


class Statement(msgspec.Struct, frozen=True):
    version: int
    has: Has
    note: str
    since: date
    by: str
    at: datetime


class CapabilityView(msgspec.Struct, frozen=True):
    """`stated` is null as long as nobody has said anything about the item."""

    code: str
    kind: CapabilityKind
    stated: Statement | None


class CapabilityIn(Body, frozen=True):
    has: Has
    note: str = ""
    since: date | None = None


class StatedVersion(msgspec.Struct, frozen=True):
    version: int


@route("GET", "/api/v1/hospitals/{id}/capabilities")
async def list_capabilities(ctx: Context) -> Paged[CapabilityView]:
    """Every item with what counts now, in the order it is shown."""

    def read(store: SqlStore) -> list[CapabilityView]:
        now = readable_capabilities(store, ctx.actor, ctx.path["id"], ctx.now)
        said = dict(zip(now, _statements(store, list(now.values())), strict=True))
        return [CapabilityView(code, kind, said.get(code)) for code, kind in CAPABILITIES.items()]

    return Paged(await ctx.look(read))


@route("GET", "/api/v1/hospitals/{id}/capabilities/{code}")
async def capability_versions(ctx: Context) -> Paged[Statement]:
    """What was ever said about one item, newest first."""
    org_id, code = ctx.path["id"], ctx.path["code"]

    def read(store: SqlStore) -> list[Statement]:
        readable_capabilities(store, ctx.actor, org_id, ctx.now)
        if code not in CAPABILITIES:
            raise NotFound("capability")
        rows = store.capabilities.list(org_id=org_id, code=code)
        return _statements(store, list(reversed(rows)))

    return Paged(await ctx.look(read))


@route("PUT", "/api/v1/hospitals/{id}/capabilities/{code}", body=CapabilityIn)
async def write_capability(ctx: Context, body: CapabilityIn) -> StatedVersion:
    """A new statement; If-Match is the version it replaces (0: there is none)."""
    cmd = StateCapability(
        org_id=ctx.path["id"],
        code=ctx.path["code"],
        has=body.has,
        note=body.note,
        since=body.since,
        if_version=ctx.if_match or 0,
    )
    return StatedVersion((await ctx.run(state_capability, cmd)).version)


def _statements(store: SqlStore, rows: Sequence[CapabilityVersion]) -> list[Statement]:
    by = [row.by for row in rows]
    names = {person.id: person.name for person in store.people.list(id=by)}
    return [
        Statement(row.version, row.has, row.note, row.since, names.get(row.by, ""), row.at)
        for row in rows
    ]


ROUTES = (list_capabilities, capability_versions, write_capability)
