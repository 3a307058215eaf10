"""Not being there: leave, and what somebody says of themselves for the next hours."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from consult.actions.duty.door import changed, clinician_of, plan_for, works_at
from consult.actions.duty.overrides import check_reason
from consult.actions.work import Work
from consult.duty.roster import Availability, Leave, LeaveKind, Presence
from consult.errors import Conflict, Denied, Invalid, NotFound
from consult.network.roles import CLINICAL

LONGEST = timedelta(days=400)
LONGEST_ABSENCE = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeLeave:
    """`person_id` of somebody else is for those who plan the hospital's duty."""

    org_id: str
    person_id: str
    starts_at: datetime
    ends_at: datetime
    kind: LeaveKind = LeaveKind.LEAVE
    note: str = ""


def take_leave(work: Work, cmd: TakeLeave) -> Leave:
    """Nobody rings them meanwhile; the holes it makes show at once."""
    _self_or_planner(work, cmd.person_id, cmd.org_id)
    clinician_of(work, cmd.person_id, cmd.org_id)
    if cmd.ends_at <= max(cmd.starts_at, work.now) or cmd.ends_at - cmd.starts_at > LONGEST:
        raise Invalid("duty.bad_period", field="ends_at")
    made = Leave(
        id=work.new_id(),
        person_id=cmd.person_id,
        org_id=cmd.org_id,
        kind=cmd.kind,
        starts_at=cmd.starts_at,
        ends_at=cmd.ends_at,
        note=check_reason(cmd.note, "note"),
        made_by=work.actor.person_id,
        made_at=work.now,
    )
    work.store.duty_leaves.add(made)
    changed(work, "take_leave", f"person:{cmd.person_id}", cmd.org_id, cmd.person_id)
    return made


@dataclass(frozen=True, slots=True)
class EndLeave:
    leave_id: str


def end_leave(work: Work, cmd: EndLeave) -> Leave:
    """Back now, or not going at all."""
    old = work.store.duty_leaves.find(id=cmd.leave_id)
    if old is None:
        raise NotFound("duty_leave")
    _self_or_planner(work, old.person_id, old.org_id)
    if old.ended_at is not None or old.ends_at <= work.now:
        raise Conflict("duty.over_already")
    begun = old.starts_at < work.now
    ended = replace(old, ends_at=work.now) if begun else replace(old, ended_at=work.now)
    work.store.duty_leaves.save(ended)
    changed(work, "end_leave", f"person:{old.person_id}", old.org_id, old.person_id)
    return ended


def _self_or_planner(work: Work, person_id: str, org_id: str) -> None:
    if person_id == work.actor.person_id:
        if not works_at(work.store, person_id, org_id, work.now):
            raise Denied("policy.not_your_hospital")
    else:
        plan_for(work, org_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAvailability:
    presence: Presence
    until: datetime | None = None


def set_availability(work: Work, cmd: SetAvailability) -> Availability:
    """Of oneself. Busy and away have an end: nobody is forgotten unreachable (可用状态)."""
    orgs = work.actor.orgs_with(CLINICAL, work.now)
    if not orgs:
        raise Denied("policy.no_role")
    me = work.actor.person_id
    said = Availability(
        person_id=me, presence=cmd.presence, until=_until(work, cmd), since=work.now
    )
    known = work.store.duty_availability.find(person_id=me)
    (work.store.duty_availability.save if known else work.store.duty_availability.add)(said)
    work.record("set_availability", f"person:{me}")
    work.tell(f"person:{me}", *(f"org:{org}" for org in sorted(orgs)))
    return said


def _until(work: Work, cmd: SetAvailability) -> datetime | None:
    if cmd.presence is Presence.AVAILABLE:
        return None
    if cmd.until is None or not work.now < cmd.until <= work.now + LONGEST_ABSENCE:
        raise Invalid("duty.bad_until", field="until")
    return cmd.until
