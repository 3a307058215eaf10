"""What waits to be read."""

from __future__ import annotations

from consult.errors import Invalid
from consult.studies.material import ItemKind
from server.http import Context, route
from storage.repositories.views.reading.waiting import (
    ReadingPage,
    ReadingQuery,
    Which,
    reading_list,
)

KINDS = {"ecg": ItemKind.ECG, "imaging": ItemKind.STUDY}


@route("GET", "/api/v1/reading/{kind}")
async def list_reading(ctx: Context) -> ReadingPage:
    """Requests to my hospitals with an ECG (`ecg`) or images (`imaging`); emergencies first, then
    what is due first. `?show=` all, mine, emergency, returned or audit; `&after=&limit=`."""
    kind = KINDS.get(ctx.path["kind"])
    show = ctx.query.get("show", "all")
    if kind is None or show not in set(Which):
        field = "kind" if kind is None else "show"
        raise Invalid("request.invalid", field=field, reason=", ".join(Which))
    page = ctx.page
    query = ReadingQuery(kind=kind, which=Which(show), after=page.after, limit=page.limit)
    return await ctx.show(lambda store: reading_list(store, ctx.actor, query, ctx.now))


ROUTES = (list_reading,)
