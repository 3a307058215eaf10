"""What a hospital recorded today."""

from __future__ import annotations

from server.http import Context, route
from storage.repositories.views.reading.desk import DeskPage, DeskQuery, recordings_desk


@route("GET", "/api/v1/hospitals/{id}/recordings")
async def list_recordings(ctx: Context) -> DeskPage:
    """ECGs and studies since the hospital's midnight, newest first, and what became of them.

    `?after=&limit=`
    """
    page = ctx.page
    query = DeskQuery(org_id=ctx.path["id"], after=page.after or "", limit=page.limit)
    return await ctx.show(lambda store: recordings_desk(store, ctx.actor, query, ctx.now))


ROUTES = (list_recordings,)
