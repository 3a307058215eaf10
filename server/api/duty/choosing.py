"""Whom to give a request to, and how long it usually takes."""

from __future__ import annotations

from consult.cases.request import Urgency
from consult.errors import Invalid
from server.http import Context, Paged, route
from storage.repositories.store import SqlStore
from storage.repositories.views.duty.answer_times import AnswerTimes, answer_times
from storage.repositories.views.duty.suggestions import Suggested, suggested


@route("GET", "/api/v1/requests/{id}/suggestions")
async def list_suggestions(ctx: Context) -> Paged[Suggested]:
    """Experts the coordinator may offer it to, best first, each with the reasons."""
    found = await ctx.show(lambda store: suggested(store, ctx.actor, ctx.path["id"], ctx.now))
    return Paged(list(found))


@route("GET", "/api/v1/duty/answer_times")
async def show_answer_times(ctx: Context) -> AnswerTimes:
    """`?org=&specialty=&urgency=`: median and middle half of the last 90 days, or null.

    `?partnership=` names the hospital by the agreement one would ask under.
    """
    partnership, specialty = ctx.query.get("partnership"), ctx.query.get("specialty", "")
    try:
        urgency = Urgency(ctx.query.get("urgency", Urgency.EMERGENCY))
    except ValueError as error:
        raise Invalid("request.invalid", field="urgency", reason="an urgency") from error

    def read(store: SqlStore) -> AnswerTimes:
        agreed = store.partnerships.find(id=partnership) if partnership else None
        org_id = agreed.provider_org if agreed else ctx.query.get("org", "")
        return answer_times(store, ctx.actor, org_id, specialty, urgency, ctx.now)

    return await ctx.look(read)


ROUTES = (list_suggestions, show_answer_times)
