"""The numbers of the consultation: of the network, and of a hospital where it differs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from consult.actions.requests.limits import NETWORK, SaveLimits, limits_of, save_limits
from server.api.network.readers import require_reader
from server.http import Body, Context, route
from storage.repositories.store import SqlStore


class LimitsIn(Body, frozen=True):
    """`data` holds what differs from the network (or, of the network, from the defaults)."""

    data: dict[str, Any]
    reason: str


class LimitsVersionView(msgspec.Struct, frozen=True):
    version: int
    data: dict[str, Any]
    reason: str
    by: str
    at: datetime


class LimitsView(msgspec.Struct, frozen=True):
    """`in_force` is what counts; `versions` are those of this scope, newest first."""

    in_force: dict[str, Any]
    versions: list[LimitsVersionView]


class SavedLimits(msgspec.Struct, frozen=True):
    version: int


def _scope(ctx: Context) -> str:
    return NETWORK if ctx.path["scope"] == "network" else ctx.path["scope"]


@route("GET", "/api/v1/limits/{scope}")
async def read_limits(ctx: Context) -> LimitsView:
    """`scope` is `network` or a hospital."""
    require_reader(ctx)
    scope = _scope(ctx)
    return await ctx.look(lambda store: _read(store, scope))


def _read(store: SqlStore, scope: str) -> LimitsView:
    if scope != NETWORK:
        store.organizations.get(scope)
    rows = store.limits.list(org_id=scope)
    names = {person.id: person.name for person in store.people.list(id=[row.by for row in rows])}
    return LimitsView(
        in_force=dict(limits_of(store, scope).data),
        versions=[
            LimitsVersionView(
                version=row.version,
                data=dict(row.data),
                reason=row.reason,
                by=names.get(row.by, ""),
                at=row.at,
            )
            for row in reversed(rows)
        ],
    )


@route("PUT", "/api/v1/limits/{scope}", body=LimitsIn)
async def write_limits(ctx: Context, body: LimitsIn) -> SavedLimits:
    """A new version with its reason; If-Match is the newest version (0: there is none)."""
    cmd = SaveLimits(
        org_id=_scope(ctx), data=body.data, reason=body.reason, if_version=ctx.if_match or 0
    )
    return SavedLimits((await ctx.run(save_limits, cmd)).version)


ROUTES = (read_limits, write_limits)
