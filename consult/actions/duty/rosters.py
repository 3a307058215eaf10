"""Planning: which lines a specialty holds, and who has them in which week (排班)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from consult.access.changes import changes_of
from consult.actions.duty.door import changed, clinician_of, plan_for, plan_roster
from consult.actions.work import Work
from consult.duty.roster import DAY_MIN, LINES, WEEK_MIN, Roster, Shift
from consult.duty.wall import local_day
from consult.errors import Invalid, NotFound, StaleVersion
from consult.network.specialties import SPECIALTIES

MAX_PHONE = 60
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveRoster:
    """One per hospital and specialty: the first save makes it."""

    org_id: str
    specialty: str
    lines: int = 2
    head_id: str | None = None
    phone: str = ""
    retired: bool = False
    if_version: int | None = None


def save_roster(work: Work, cmd: SaveRoster) -> Roster:
    """Its head may change it too, but only the hospital's planners name the head."""
    old = work.store.duty_rosters.find(org_id=cmd.org_id, specialty=cmd.specialty)
    heads_unchanged = old is not None and old.head_id == cmd.head_id
    plan_for(work, cmd.org_id, old if heads_unchanged else None)
    _check_roster(work, cmd)
    if old is not None and cmd.if_version not in (None, old.version):
        raise StaleVersion("duty_roster")
    saved = Roster(
        id=old.id if old else work.new_id(),
        org_id=cmd.org_id,
        specialty=cmd.specialty,
        lines=cmd.lines,
        head_id=cmd.head_id,
        phone=cmd.phone.strip(),
        retired=cmd.retired,
        version=old.version + 1 if old else 1,
    )
    (work.store.duty_rosters.save if old else work.store.duty_rosters.add)(saved)
    changes = changes_of(old, saved)
    changed(work, "save_roster", f"roster:{saved.id}", cmd.org_id, changes=changes)
    return saved


def _check_roster(work: Work, cmd: SaveRoster) -> None:
    if cmd.specialty not in SPECIALTIES:
        raise Invalid("network.bad_specialty", field="specialty", value=cmd.specialty)
    if cmd.lines not in LINES:
        raise Invalid("duty.bad_lines", field="lines")
    if len(cmd.phone.strip()) > MAX_PHONE:
        raise Invalid("network.too_long", field="phone", limit=MAX_PHONE)
    if cmd.head_id is not None:
        clinician_of(work, cmd.head_id, cmd.org_id, "head_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class AddShifts:
    """The same hours on each of `weekdays` (0 is Monday); local wall-clock minutes."""

    roster_id: str
    line: int
    person_id: str
    weekdays: tuple[int, ...]
    starts_min: int
    length_min: int
    valid_from: date
    valid_to: date | None = None


def add_shifts(work: Work, cmd: AddShifts) -> tuple[Shift, ...]:
    roster = plan_roster(work, cmd.roster_id)
    if not cmd.weekdays or not set(cmd.weekdays) <= set(range(7)):
        raise Invalid("duty.bad_weekday", field="weekdays")
    made = tuple(
        Shift(
            id=work.new_id(),
            roster_id=roster.id,
            line=cmd.line,
            person_id=cmd.person_id,
            weekday=weekday,
            starts_min=cmd.starts_min,
            length_min=cmd.length_min,
            valid_from=cmd.valid_from,
            valid_to=cmd.valid_to,
        )
        for weekday in dict.fromkeys(cmd.weekdays)
    )
    for shift in made:
        check_shift(work, roster, shift)
        work.store.duty_shifts.add(shift)
    changed(work, "add_shifts", f"roster:{roster.id}", roster.org_id, cmd.person_id)
    return made


def check_shift(work: Work, roster: Roster, shift: Shift) -> None:
    check_line(roster, shift.line)
    clinician_of(work, shift.person_id, roster.org_id)
    if not 0 <= shift.weekday <= 6:
        raise Invalid("duty.bad_weekday", field="weekday")
    if not 0 <= shift.starts_min < DAY_MIN or not 0 < shift.length_min <= WEEK_MIN:
        raise Invalid("duty.bad_hours", field="starts")
    if shift.valid_to is not None and shift.valid_to < shift.valid_from:
        raise Invalid("duty.bad_period", field="valid_to")


def check_line(roster: Roster, line: int) -> None:
    if not 1 <= line <= roster.lines:
        raise Invalid("duty.bad_line", field="line", lines=roster.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveShift:
    """From the day `starting` on the shift is held as given; None leaves what it was."""

    shift_id: str
    starting: date
    person_id: str | None = None
    line: int | None = None
    weekday: int | None = None
    starts_min: int | None = None
    length_min: int | None = None


def move_shift(work: Work, cmd: MoveShift) -> Shift:
    """What was held before that day stays recorded as it was."""
    old, roster = _shift(work, cmd.shift_id)
    fields = ("person_id", "line", "weekday", "starts_min", "length_min")
    given = {name: getattr(cmd, name) for name in fields if getattr(cmd, name) is not None}
    starting = _not_in_the_past(work, roster, cmd.starting)
    in_place = starting <= old.valid_from
    new = replace(old, valid_from=max(starting, old.valid_from), **given)
    check_shift(work, roster, new)
    if in_place:
        work.store.duty_shifts.save(new)
    else:
        new = replace(new, id=work.new_id())
        work.store.duty_shifts.save(replace(old, valid_to=starting - ONE_DAY))
        work.store.duty_shifts.add(new)
    both, changes = (old.person_id, new.person_id), changes_of(old, new)
    changed(work, "move_shift", f"roster:{roster.id}", roster.org_id, *both, changes=changes)
    return new


@dataclass(frozen=True, slots=True, kw_only=True)
class EndShift:
    """`starting` is the first day on which it is no longer held."""

    shift_id: str
    starting: date


def end_shift(work: Work, cmd: EndShift) -> None:
    old, roster = _shift(work, cmd.shift_id)
    starting = _not_in_the_past(work, roster, cmd.starting)
    new = None if starting <= old.valid_from else replace(old, valid_to=starting - ONE_DAY)
    if new is None:
        work.store.duty_shifts.remove(old)
    else:
        work.store.duty_shifts.save(new)
    subject, changes = f"roster:{roster.id}", changes_of(old, new)
    changed(work, "end_shift", subject, roster.org_id, old.person_id, changes=changes)


def _not_in_the_past(work: Work, roster: Roster, day: date) -> date:
    """Who was on duty is not rewritten; a shift that runs now is ended by an override."""
    zone = ZoneInfo(work.store.organizations.get(roster.org_id).time_zone)
    if day < local_day(zone, work.now):
        raise Invalid("duty.in_the_past", field="starting")
    return day


def _shift(work: Work, shift_id: str) -> tuple[Shift, Roster]:
    shift = work.store.duty_shifts.find(id=shift_id)
    if shift is None:
        raise NotFound("duty_shift")
    return shift, plan_roster(work, shift.roster_id)
