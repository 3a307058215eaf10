"""Changing rosters: by the hospital's coordinators and administrators and the department's head."""

from __future__ import annotations

from datetime import date

import msgspec

from consult.actions.duty import overrides, rosters
from consult.errors import Invalid
from server.api.duty.bodies import OverrideIn, RosterIn, ShiftMove, ShiftsIn
from server.api.network.hospitals import Saved
from server.http import Context, Paged, route


@route("PUT", "/api/v1/duty/rosters", body=RosterIn)
async def put_roster(ctx: Context, body: RosterIn) -> Saved:
    """The roster of a hospital's specialty: the first one makes it."""
    values = msgspec.structs.asdict(body)
    cmd = rosters.SaveRoster(**values, if_version=ctx.if_match)
    return Saved((await ctx.run(rosters.save_roster, cmd)).id)


@route("POST", "/api/v1/duty/rosters/{id}/shifts", body=ShiftsIn, status=201)
async def create_shifts(ctx: Context, body: ShiftsIn) -> Paged[Saved]:
    """The same weekly hours on each of the days given."""
    cmd = rosters.AddShifts(roster_id=ctx.path["id"], **msgspec.structs.asdict(body))
    return Paged([Saved(shift.id) for shift in await ctx.run(rosters.add_shifts, cmd)])


@route("PATCH", "/api/v1/duty/shifts/{id}", body=ShiftMove)
async def change_shift(ctx: Context, body: ShiftMove) -> Saved:
    """From a day on, held by somebody else or at another time; days before stay as they were."""
    cmd = rosters.MoveShift(shift_id=ctx.path["id"], **msgspec.structs.asdict(body))
    return Saved((await ctx.run(rosters.move_shift, cmd)).id)


@route("DELETE", "/api/v1/duty/shifts/{id}")
async def delete_shift(ctx: Context) -> None:
    """`?starting=`: the first day on which it is no longer held."""
    try:
        starting = date.fromisoformat(ctx.query.get("starting", ""))
    except ValueError as error:
        raise Invalid("request.invalid", field="starting", reason="a day") from error
    await ctx.run(rosters.end_shift, rosters.EndShift(shift_id=ctx.path["id"], starting=starting))


@route("POST", "/api/v1/duty/rosters/{id}/overrides", body=OverrideIn, status=201)
async def create_override(ctx: Context, body: OverrideIn) -> Saved:
    """For once somebody else has the line."""
    cmd = overrides.MakeOverride(roster_id=ctx.path["id"], **msgspec.structs.asdict(body))
    return Saved((await ctx.run(overrides.make_override, cmd)).id)


@route("DELETE", "/api/v1/duty/overrides/{id}")
async def delete_override(ctx: Context) -> None:
    """From now on as the week says."""
    await ctx.run(overrides.end_override, overrides.EndOverride(ctx.path["id"]))


ROUTES = (
    put_roster,
    create_shifts,
    change_shift,
    delete_shift,
    create_override,
    delete_override,
)
