"""The bed board: read by the hospital and its partners, kept by its wards."""

from __future__ import annotations

from consult.actions.referrals import wards
from server.api.network.readers import require_reader
from server.api.referrals.wards import BedsIn
from server.http import Context, Paged, route
from storage.repositories.views.referrals.beds import BedRow, bed_board, bed_row


@route("GET", "/api/v1/beds")
async def list_beds(ctx: Context) -> Paged[BedRow]:
    """Free places by department: of `?org_id=`, or of all hospitals one may see."""
    require_reader(ctx)
    org_id = ctx.query.get("org_id") or None
    rows = await ctx.look(lambda store: bed_board(store, ctx.actor, org_id, ctx.now))
    return Paged(list(rows))


@route("PUT", "/api/v1/beds/{id}", body=BedsIn)
async def report_beds(ctx: Context, body: BedsIn) -> BedRow:
    """A department's free places; If-Match is the version seen (0: nothing was said yet)."""
    cmd = wards.ReportBeds(department_id=ctx.path["id"], beds=body.beds(), if_version=ctx.if_match)
    await ctx.run(wards.report_beds, cmd)
    return await ctx.look(lambda store: bed_row(store, ctx.actor, ctx.path["id"], ctx.now))


ROUTES = (list_beds, report_beds)
