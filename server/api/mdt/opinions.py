"""What members write before the discussion, and opening it."""

from __future__ import annotations

from consult.actions.mdt import opinions
from server.api.cases.opinions import Revision
from server.api.cases.requests import plain, step
from server.http import Body, Context, route
from storage.repositories.views.requests.brief import Moved


class PreOpinionIn(Body, frozen=True):
    """`revision` is the one the writer saw, 0 without one."""

    revision: int
    text: str


@route("PUT", "/api/v1/requests/{id}/mdt/opinion", body=PreOpinionIn)
async def write_pre_opinion(ctx: Context, body: PreOpinionIn) -> Revision:
    """Mine; nobody else reads it until all are opened."""
    cmd = opinions.WritePreOpinion(
        request_id=ctx.path["id"], text=body.text, if_revision=body.revision
    )
    return Revision((await ctx.run(opinions.write_pre_opinion, cmd)).revision)


@route("POST", "/api/v1/requests/{id}/open_opinions")
async def open_opinions(ctx: Context) -> Moved:
    """All envelopes at once."""
    return await step(ctx, opinions.open_opinions, plain(ctx))


ROUTES = (write_pre_opinion, open_opinions)
