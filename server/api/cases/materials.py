"""What is on the table of a case: taken off, put on the right one, or confirmed."""

from __future__ import annotations

import msgspec

from consult.actions.studies import materials
from consult.studies.material import CaseMaterial
from server.api.cases.bodies import ReasonIn
from server.http import Body, Context, Id, route


class MoveIn(Body, frozen=True):
    to_case_id: Id
    reason: str


class SavedMaterial(msgspec.Struct, frozen=True):
    id: str
    version: int


def _saved(material: CaseMaterial) -> SavedMaterial:
    return SavedMaterial(material.id, material.version)


@route("POST", "/api/v1/cases/{id}/materials/{mid}/withdraw", body=ReasonIn)
async def withdraw_material(ctx: Context, body: ReasonIn) -> SavedMaterial:
    """Take it off the case; name, time and reason stay."""
    cmd = materials.WithdrawMaterial(
        case_id=ctx.path["id"],
        material_id=ctx.path["mid"],
        reason=body.reason,
        if_version=ctx.if_match,
    )
    return _saved(await ctx.run(materials.withdraw_material, cmd))


@route("POST", "/api/v1/cases/{id}/materials/{mid}/move", body=MoveIn)
async def move_material(ctx: Context, body: MoveIn) -> SavedMaterial:
    """Put it on the right case; answers what it is called there."""
    cmd = materials.MoveMaterial(
        case_id=ctx.path["id"],
        material_id=ctx.path["mid"],
        to_case_id=body.to_case_id,
        reason=body.reason,
        if_version=ctx.if_match,
    )
    return _saved(await ctx.run(materials.move_material, cmd))


@route("POST", "/api/v1/cases/{id}/materials/{mid}/confirm")
async def confirm_material(ctx: Context) -> SavedMaterial:
    """Somebody at the bedside says: this is of this patient."""
    cmd = materials.ConfirmIdentity(
        case_id=ctx.path["id"], material_id=ctx.path["mid"], if_version=ctx.if_match
    )
    return _saved(await ctx.run(materials.confirm_identity, cmd))


ROUTES = (withdraw_material, move_material, confirm_material)
