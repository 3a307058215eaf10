"""What members write before the discussion, and opening it."""

from __future__ import annotations

from consult.actions.mdt.outcome import opinions
from server.api.cases.opinions import Revision
from server.api.step_routes import request_step
from server.http import Body, Context, route


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


ROUTES = (
    write_pre_opinion,
    request_step("open_opinions", opinions.open_opinions, "All envelopes at once."),
)
