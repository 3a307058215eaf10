"""A cardiology roster at Liaocheng: two lines, days and nights, planned by its coordinator."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from consult.actions.duty import rosters
from consult.actions.duty.book import on_call_at
from consult.duty.on_call import OnCall
from consult.duty.roster import Roster
from consult.duty.wall import instant
from tests.worlds.world import World

ZONE = ZoneInfo("Asia/Shanghai")
# T0 of the world is Saturday 2026-11-21, 14:00 at the hospital.
TODAY = date(2026, 11, 21)
DAYS = tuple(range(7))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """An hour of a day of November 2026 by the hospital's clock."""
    return instant(ZONE, date(2026, 11, day), hour * 60 + minute)


def roster(world: World, **changes: object) -> Roster:
    values: dict[str, object] = {"org_id": world.orgs["liaocheng"], "specialty": "cardiology"}
    cmd = rosters.SaveRoster(**(values | changes))  # type: ignore[arg-type]
    return world.do(rosters.save_roster, cmd, "coordinator")


def shifts(
    world: World, made: Roster, who: str, starts: int, hours: int, line: int = 1
) -> tuple[str, ...]:
    cmd = rosters.AddShifts(
        roster_id=made.id,
        line=line,
        person_id=world.ids[who],
        weekdays=DAYS,
        starts_min=starts * 60,
        length_min=hours * 60,
        valid_from=TODAY,
    )
    return tuple(shift.id for shift in world.do(rosters.add_shifts, cmd, "coordinator"))


def planned(world: World) -> Roster:
    """Days for one cardiologist, nights for the other; the surgeon behind both."""
    made = roster(world)
    shifts(world, made, "cardiologist", 8, 12)
    shifts(world, made, "cardiologist3", 20, 12)
    shifts(world, made, "surgeon", 8, 24, line=2)
    return made


def found(world: World, when: datetime) -> OnCall:
    with world.store() as store:
        return on_call_at(store, world.orgs["liaocheng"], "cardiology", when)


def names(world: World, when: datetime, line: int = 1) -> list[str]:
    return [each.name for each in found(world, when).lines[line - 1].people]
