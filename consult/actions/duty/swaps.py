"""Exchanging duties: proposed by one side or the planner, in force when both agreed (换班)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from consult.actions.duty.book import duty_book
from consult.actions.duty.door import changed, clinician_of, known_roster, may_manage, plan_roster
from consult.actions.duty.overrides import check_period
from consult.actions.duty.rosters import check_line
from consult.actions.duty.telling import tell_swap
from consult.actions.work import Work
from consult.duty.on_call import holders
from consult.duty.roster import Override, Roster
from consult.duty.swaps import Swap, SwapState
from consult.errors import Conflict, Denied, Invalid, NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    line: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeSwap:
    """`from_id` gives `gives` to `to_id`, and takes `back` of theirs if there is one."""

    roster_id: str
    from_id: str
    to_id: str
    gives: Stretch
    back: Stretch | None = None


def propose_swap(work: Work, cmd: ProposeSwap) -> Swap:
    """Whoever proposes has agreed for themselves; a planner agrees for nobody."""
    me = work.actor.person_id
    if me in (cmd.from_id, cmd.to_id):
        roster = known_roster(work, cmd.roster_id)
    else:
        roster = plan_roster(work, cmd.roster_id)
    _check_sides(work, roster, cmd)
    swap = Swap(
        id=work.new_id(),
        roster_id=roster.id,
        line=cmd.gives.line,
        from_id=cmd.from_id,
        to_id=cmd.to_id,
        starts_at=cmd.gives.starts_at,
        ends_at=cmd.gives.ends_at,
        back_line=cmd.back.line if cmd.back else None,
        back_starts_at=cmd.back.starts_at if cmd.back else None,
        back_ends_at=cmd.back.ends_at if cmd.back else None,
        proposed_by=me,
        proposed_at=work.now,
        from_agreed_at=work.now if me == cmd.from_id else None,
        to_agreed_at=work.now if me == cmd.to_id else None,
    )
    work.store.duty_swaps.add(swap)
    changed(work, "propose_swap", f"roster:{roster.id}", roster.org_id, *swap.parties)
    tell_swap(work, "asked", swap, roster)
    return swap


def _check_sides(work: Work, roster: Roster, cmd: ProposeSwap) -> None:
    if cmd.from_id == cmd.to_id:
        raise Invalid("duty.same_person", field="to_id")
    for person_id, field in ((cmd.from_id, "from_id"), (cmd.to_id, "to_id")):
        clinician_of(work, person_id, roster.org_id, field)
    _check_holds(work, roster, cmd.from_id, cmd.gives, "starts_at")
    if cmd.back is not None:
        _check_holds(work, roster, cmd.to_id, cmd.back, "back_starts_at")


def _check_holds(work: Work, roster: Roster, person_id: str, stretch: Stretch, field: str) -> None:
    """One gives only what one has, from the first moment to the last."""
    check_line(roster, stretch.line)
    check_period(work, stretch.starts_at, stretch.ends_at)
    book = duty_book(work.store, roster.org_id, roster.specialty)
    at = max(stretch.starts_at, work.now)
    while at < stretch.ends_at:
        until = holders(book, stretch.line, at).get(person_id)
        if until is None:
            raise Invalid("duty.not_on_duty", field=field)
        at = until


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSwap:
    swap_id: str
    agree: bool


def answer_swap(work: Work, cmd: AnswerSwap) -> Swap:
    """Yes or no of one of the two; the second yes puts it in force, in this transaction."""
    swap, roster = _open_swap(work, cmd.swap_id)
    me = work.actor.person_id
    if not swap.waits_for(me):
        raise Denied("duty.not_asked")
    if not cmd.agree:
        return _end(work, swap, roster, SwapState.DECLINED, "decline_swap")
    agreed = replace(swap, version=swap.version + 1)
    if me == swap.from_id:
        agreed = replace(agreed, from_agreed_at=work.now)
    else:
        agreed = replace(agreed, to_agreed_at=work.now)
    if agreed.from_agreed_at and agreed.to_agreed_at:
        agreed = replace(agreed, state=SwapState.AGREED, ended_at=work.now)
        _put_in_force(work, agreed, roster)
    work.store.duty_swaps.save(agreed)
    changed(work, "agree_swap", f"roster:{roster.id}", roster.org_id, *swap.parties)
    if agreed.state is SwapState.AGREED:
        tell_swap(work, "agreed", agreed, roster)
    return agreed


def _put_in_force(work: Work, swap: Swap, roster: Roster) -> None:
    """Judged anew: since it was proposed one of the duties may have gone to somebody else."""
    gives, back = sides(swap)
    _check_holds(work, roster, swap.from_id, gives, "starts_at")
    _exchange(work, swap, gives, swap.from_id, swap.to_id)
    if back is not None:
        _check_holds(work, roster, swap.to_id, back, "back_starts_at")
        _exchange(work, swap, back, swap.to_id, swap.from_id)


def sides(swap: Swap) -> tuple[Stretch, Stretch | None]:
    gives = Stretch(line=swap.line, starts_at=swap.starts_at, ends_at=swap.ends_at)
    if swap.back_line is None or swap.back_starts_at is None or swap.back_ends_at is None:
        return gives, None
    return gives, Stretch(
        line=swap.back_line, starts_at=swap.back_starts_at, ends_at=swap.back_ends_at
    )


def _exchange(work: Work, swap: Swap, stretch: Stretch, gives: str, takes: str) -> None:
    work.store.duty_overrides.add(
        Override(
            id=work.new_id(),
            roster_id=swap.roster_id,
            line=stretch.line,
            person_id=takes,
            instead_of=gives,
            starts_at=max(stretch.starts_at, work.now),
            ends_at=stretch.ends_at,
            swap_id=swap.id,
            made_by=work.actor.person_id,
            made_at=work.now,
        )
    )


@dataclass(frozen=True, slots=True)
class WithdrawSwap:
    swap_id: str


def withdraw_swap(work: Work, cmd: WithdrawSwap) -> Swap:
    """By whoever proposed it, or a planner, while it is open."""
    swap, roster = _open_swap(work, cmd.swap_id)
    plans = may_manage(work.store, work.actor, roster.org_id, work.now, roster)
    if work.actor.person_id != swap.proposed_by and not plans:
        raise Denied("duty.not_asked")
    return _end(work, swap, roster, SwapState.WITHDRAWN, "withdraw_swap")


def _end(work: Work, swap: Swap, roster: Roster, state: SwapState, action: str) -> Swap:
    ended = replace(swap, state=state, ended_at=work.now, version=swap.version + 1)
    work.store.duty_swaps.save(ended)
    changed(work, action, f"roster:{roster.id}", roster.org_id, *swap.parties)
    tell_swap(work, state.value, ended, roster)
    return ended


def _open_swap(work: Work, swap_id: str) -> tuple[Swap, Roster]:
    """Parties and the hospital's planners see it; for others it is not there."""
    swap = work.store.duty_swaps.find(id=swap_id)
    if swap is None:
        raise NotFound("duty_swap")
    roster = known_roster(work, swap.roster_id)
    plans = may_manage(work.store, work.actor, roster.org_id, work.now, roster)
    if work.actor.person_id not in swap.parties and not plans:
        raise NotFound("duty_swap")
    if swap.state is not SwapState.PROPOSED:
        raise Conflict("duty.over_already")
    return swap, roster
