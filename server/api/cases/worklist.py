"""What waits for me."""

from __future__ import annotations

from server.http import Context, route
from storage.repositories.views.cases.worklist import Worklist
from storage.repositories.views.cases.worklist import worklist as read_worklist


@route("GET", "/api/v1/worklist")
async def worklist(ctx: Context) -> Worklist:
    """My requests in groups by my roles; emergencies first, then what is due first."""
    return await ctx.show(lambda store: read_worklist(store, ctx.actor, ctx.now))


ROUTES = (worklist,)
