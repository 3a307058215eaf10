"""Two records of one person: found, folded together, taken apart again."""

from __future__ import annotations

import msgspec

from consult.actions.asking import merging
from server.api.cases.bodies import ReasonIn
from server.http import Body, Context, Id, Paged, route
from storage.repositories.views.asking.patients import (
    FoundPatient,
    MergeView,
    case_merges,
    find_patients,
)


class MergeIn(Body, frozen=True):
    into_id: Id
    reason: str


class Merged(msgspec.Struct, frozen=True):
    id: str


@route("GET", "/api/v1/hospitals/{id}/patients")
async def search_patients(ctx: Context) -> Paged[FoundPatient]:
    """The hospital's patients by `?q=`: name in part, or a whole number."""
    org, text = ctx.path["id"], ctx.query.get("q", "")
    rows = await ctx.show(lambda store: find_patients(store, ctx.actor, org, text, ctx.now))
    return Paged(list(rows))


@route("POST", "/api/v1/cases/{id}/merge", body=MergeIn)
async def merge_patient(ctx: Context, body: MergeIn) -> Merged:
    """The patient of this case is another record of the hospital: numbers and cases go there."""
    cmd = merging.MergePatient(case_id=ctx.path["id"], into_id=body.into_id, reason=body.reason)
    return Merged((await ctx.run(merging.merge_patient, cmd)).id)


@route("GET", "/api/v1/cases/{id}/merges")
async def list_merges(ctx: Context) -> Paged[MergeView]:
    """Records that were folded into this case's patient, or taken back."""
    rows = await ctx.show(lambda store: case_merges(store, ctx.actor, ctx.path["id"], ctx.now))
    return Paged(list(rows))


@route("POST", "/api/v1/merges/{id}/undo", body=ReasonIn)
async def undo_merge(ctx: Context, body: ReasonIn) -> Merged:
    """It was somebody else after all: what went over goes back."""
    cmd = merging.UndoMerge(merge_id=ctx.path["id"], reason=body.reason)
    return Merged((await ctx.run(merging.undo_merge, cmd)).id)


ROUTES = (search_patients, merge_patient, list_merges, undo_merge)
