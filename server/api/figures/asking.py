"""What a reader of figures asks for: `?place=&side=&from=&to=`."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from consult.cases.case import Side
from consult.errors import Invalid
from consult.figures.period import period
from server.http import Context
from storage.repositories.store import SqlStore
from storage.repositories.views.figures.reach import Asked


def asked(ctx: Context, store: SqlStore) -> Asked:
    """Months begin and end in the reader's own time zone."""
    try:
        side = Side(ctx.query.get("side", Side.REQUESTER))
    except ValueError as error:
        sides = " or ".join(Side)
        raise Invalid("request.invalid", field="side", reason=sides) from error
    first, last = ctx.query.get("from", ""), ctx.query.get("to", "")
    return Asked(
        place=ctx.query.get("place", ""),
        side=side,
        period=period(first, last, _zone(ctx, store), ctx.now),
    )


def _zone(ctx: Context, store: SqlStore) -> ZoneInfo:
    homes = [role.org_id for role in ctx.actor.roles if role.active(ctx.now)]
    home = store.organizations.find(id=homes[0]) if homes else None
    return ZoneInfo(home.time_zone if home else "UTC")
