"""Somebody has a line for once instead of whom the week names (临时替班)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from consult.actions.duty.door import changed, clinician_of, plan_roster
from consult.actions.duty.rosters import check_line
from consult.actions.work import Work
from consult.duty.roster import Override
from consult.errors import Conflict, Invalid, NotFound

MAX_REASON = 500
LONGEST = timedelta(days=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeOverride:
    roster_id: str
    line: int
    person_id: str
    starts_at: datetime
    ends_at: datetime
    instead_of: str | None = None
    reason: str = ""


def make_override(work: Work, cmd: MakeOverride) -> Override:
    """By whoever plans the roster; it may begin now and may not lie in the past."""
    roster = plan_roster(work, cmd.roster_id)
    check_line(roster, cmd.line)
    clinician_of(work, cmd.person_id, roster.org_id)
    check_period(work, cmd.starts_at, cmd.ends_at)
    made = Override(
        id=work.new_id(),
        roster_id=roster.id,
        line=cmd.line,
        person_id=cmd.person_id,
        # What is over cannot be changed: it begins now at the earliest.
        starts_at=max(cmd.starts_at, work.now),
        ends_at=cmd.ends_at,
        instead_of=cmd.instead_of,
        reason=check_reason(cmd.reason),
        made_by=work.actor.person_id,
        made_at=work.now,
    )
    work.store.duty_overrides.add(made)
    concerned = [each for each in (cmd.person_id, cmd.instead_of) if each]
    changed(work, "make_override", f"roster:{roster.id}", roster.org_id, *concerned)
    return made


def check_period(work: Work, starts_at: datetime, ends_at: datetime) -> None:
    if ends_at <= starts_at or ends_at - starts_at > LONGEST:
        raise Invalid("duty.bad_period", field="ends_at")
    if ends_at <= work.now:
        raise Invalid("duty.in_the_past", field="ends_at")


def check_reason(text: str, field: str = "reason") -> str:
    if len(text.strip()) > MAX_REASON:
        raise Invalid("network.too_long", field=field, limit=MAX_REASON)
    return text.strip()


@dataclass(frozen=True, slots=True)
class EndOverride:
    override_id: str


def end_override(work: Work, cmd: EndOverride) -> Override:
    """From now on the week's own people have the line again; what was stays recorded."""
    old = work.store.duty_overrides.find(id=cmd.override_id)
    if old is None:
        raise NotFound("duty_override")
    roster = plan_roster(work, old.roster_id)
    if old.ended_at is not None or old.ends_at <= work.now:
        raise Conflict("duty.over_already")
    if old.starts_at < work.now:
        ended = replace(old, ends_at=work.now)
    else:
        ended = replace(old, ended_at=work.now)
    work.store.duty_overrides.save(ended)
    changed(work, "end_override", f"roster:{roster.id}", roster.org_id, old.person_id)
    return ended
