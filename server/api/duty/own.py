"""One's own duty: leave, availability, the test of the alarm, exchanges."""

from __future__ import annotations

from datetime import datetime

import msgspec
from msgspec import UNSET

from consult.actions.duty import absence, alarm, swaps
from consult.duty.handing import AlarmTest
from consult.duty.roster import Availability
from consult.duty.swaps import Swap
from server.api.duty.bodies import (
    AlarmIn,
    AvailabilityIn,
    LeaveIn,
    StretchIn,
    SwapAnswer,
    SwapIn,
)
from server.api.network.hospitals import Saved
from server.http import Context, route
from storage.repositories.views.duty.mine import MyDuty, my_duty


@route("GET", "/api/v1/duty/me")
async def show_my_duty(ctx: Context) -> MyDuty:
    """Until when the caller is on duty, what comes next, whether the alarm was heard."""
    return await ctx.look(lambda store: my_duty(store, ctx.actor, ctx.now))


@route("PUT", "/api/v1/duty/me/availability", body=AvailabilityIn)
async def put_availability(ctx: Context, body: AvailabilityIn) -> Availability:
    """Available, busy until or away until; the ladder passes over who is not available."""
    cmd = absence.SetAvailability(presence=body.presence, until=body.until)
    return await ctx.run(absence.set_availability, cmd)


@route("POST", "/api/v1/duty/me/alarm_tests", body=AlarmIn, status=201)
async def create_alarm_test(ctx: Context, body: AlarmIn) -> AlarmTest:
    """The caller heard the alarm on this device."""
    return await ctx.run(alarm.heard_alarm, alarm.HeardAlarm(device=body.device))


@route("POST", "/api/v1/duty/leaves", body=LeaveIn, status=201)
async def create_leave(ctx: Context, body: LeaveIn) -> Saved:
    """One's own, or somebody's whose duty one plans."""
    values = msgspec.structs.asdict(body)
    if body.person_id is UNSET:
        values["person_id"] = ctx.actor.person_id
    return Saved((await ctx.run(absence.take_leave, absence.TakeLeave(**values))).id)


@route("DELETE", "/api/v1/duty/leaves/{id}")
async def delete_leave(ctx: Context) -> None:
    """Back, or not going."""
    await ctx.run(absence.end_leave, absence.EndLeave(ctx.path["id"]))


class SwapMoved(msgspec.Struct, frozen=True):
    id: str
    state: str
    version: int
    ended_at: datetime | None


@route("POST", "/api/v1/duty/rosters/{id}/swaps", body=SwapIn, status=201)
async def create_swap(ctx: Context, body: SwapIn) -> SwapMoved:
    """One stretch for another, or for nothing in return; both must agree."""
    cmd = swaps.ProposeSwap(
        roster_id=ctx.path["id"],
        from_id=body.from_id,
        to_id=body.to_id,
        gives=_stretch(body.gives),
        back=_stretch(body.back) if body.back else None,
    )
    return _moved(await ctx.run(swaps.propose_swap, cmd))


@route("POST", "/api/v1/duty/swaps/{id}/answer", body=SwapAnswer)
async def answer_swap(ctx: Context, body: SwapAnswer) -> SwapMoved:
    """Yes or no; the second yes puts it in force."""
    cmd = swaps.AnswerSwap(swap_id=ctx.path["id"], agree=body.agree)
    return _moved(await ctx.run(swaps.answer_swap, cmd))


@route("DELETE", "/api/v1/duty/swaps/{id}")
async def delete_swap(ctx: Context) -> None:
    """Taken back before it is in force."""
    await ctx.run(swaps.withdraw_swap, swaps.WithdrawSwap(ctx.path["id"]))


def _stretch(body: StretchIn) -> swaps.Stretch:
    return swaps.Stretch(line=body.line, starts_at=body.starts_at, ends_at=body.ends_at)


def _moved(swap: Swap) -> SwapMoved:
    return SwapMoved(swap.id, swap.state, swap.version, swap.ended_at)


ROUTES = (
    show_my_duty,
    put_availability,
    create_alarm_test,
    create_leave,
    delete_leave,
    create_swap,
    answer_swap,
    delete_swap,
)
