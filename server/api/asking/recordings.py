"""What the hospital has just recorded: a case may start from it."""

from __future__ import annotations

from server.http import Context, Paged, route
from storage.repositories.views.asking.startable import Startable, startable


@route("GET", "/api/v1/hospitals/{id}/startable")
async def list_startable(ctx: Context) -> Paged[Startable]:
    """Recordings of the last two hours that no case has, newest first; `?also=` an older one."""
    org, also = ctx.path["id"], ctx.query.get("also", "")
    rows = await ctx.show(lambda store: startable(store, ctx.actor, org, ctx.now, also))
    return Paged(list(rows))


ROUTES = (list_startable,)
