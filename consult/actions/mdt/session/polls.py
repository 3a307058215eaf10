"""Asking the members which time suits them, and making the session of the slot chosen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from consult.access.verbs import Verb
from consult.actions.duty.telling import News
from consult.actions.mdt.door import call, open_board
from consult.actions.mdt.session.planning import PlanSession, plan_session
from consult.actions.work import Work
from consult.cases.appointment import check_times
from consult.errors import Conflict, Invalid, NotFound
from consult.mdt.poll import MOST_SLOTS, Can, Poll, PollState, PollVote
from consult.mdt.proposal import clean_text
from consult.mdt.session import Mode

MAX_NOTE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class AskSlots:
    board_id: str
    slots: tuple[tuple[datetime, datetime], ...]
    note: str = ""


def ask_slots(work: Work, cmd: AskSlots) -> Poll:
    """Offer times to everybody on the board."""
    board = open_board(work, cmd.board_id, Verb.STEER_MDT, Verb.MANAGE_MDT)
    if not 1 <= len(cmd.slots) <= MOST_SLOTS:
        raise Invalid("mdt.bad_slots", field="slots", most=MOST_SLOTS)
    for starts_at, ends_at in cmd.slots:
        check_times(starts_at, ends_at, work.now)
    poll = Poll(
        id=work.new_id(),
        board_id=board.id,
        state=PollState.OPEN,
        slots=tuple({"starts_at": a.isoformat(), "ends_at": b.isoformat()} for a, b in cmd.slots),
        note=clean_text(cmd.note, "note", MAX_NOTE),
        made_by=work.actor.person_id,
        made_at=work.now,
    )
    work.store.mdt_polls.add(poll)
    work.record("mdt.ask_slots", f"mdt_board:{board.id}", for_org=board.org_id)
    news = News(what="mdt_poll", subject=f"mdt:{poll.id}", page="/mdt")
    call(work, board.org_id, news, "1", _voters(work, board.id))
    return poll


def _voters(work: Work, board_id: str) -> set[str]:
    seats = work.store.mdt_seats.list(board_id=board_id)
    return {seat.person_id for seat in seats} | {s.deputy_id for s in seats if s.deputy_id}


def _open_poll(work: Work, poll_id: str, *verbs: Verb) -> Poll:
    poll = work.store.mdt_polls.find(id=poll_id)
    if poll is None:
        raise NotFound("mdt_poll")
    try:
        open_board(work, poll.board_id, *verbs)
    except NotFound as error:
        raise NotFound("mdt_poll") from error
    if poll.state is not PollState.OPEN:
        raise Conflict("mdt.poll_closed")
    return poll


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    poll_id: str
    votes: tuple[Can, ...]


def vote(work: Work, cmd: Vote) -> Poll:
    """One's own word for each slot; voting again takes the earlier word back."""
    poll = _open_poll(work, cmd.poll_id, Verb.JOIN_MDT)
    if len(cmd.votes) != len(poll.slots):
        raise Invalid("mdt.bad_slots", field="votes", most=len(poll.slots))
    mine = PollVote(poll_id=poll.id, person_id=work.actor.person_id, votes=cmd.votes, at=work.now)
    if work.store.mdt_votes.find(poll_id=poll.id, person_id=mine.person_id) is None:
        work.store.mdt_votes.add(mine)
    else:
        work.store.mdt_votes.save(mine)
    work.tell(*(f"person:{each}" for each in sorted(_voters(work, poll.board_id))))
    return poll


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlePoll:
    """`slot` None closes it without a session."""

    poll_id: str
    slot: int | None


def settle_poll(work: Work, cmd: SettlePoll) -> Poll:
    poll = _open_poll(work, cmd.poll_id, Verb.STEER_MDT, Verb.MANAGE_MDT)
    if cmd.slot is None:
        ended = replace(poll, state=PollState.DROPPED, version=poll.version + 1)
    elif not 0 <= cmd.slot < len(poll.slots):
        raise Invalid("mdt.bad_slots", field="slot", most=len(poll.slots))
    else:
        starts_at, ends_at = poll.slot(cmd.slot)
        planned = PlanSession(
            board_id=poll.board_id, mode=Mode.LIVE, starts_at=starts_at, ends_at=ends_at
        )
        session = plan_session(work, planned)
        ended = replace(
            poll, state=PollState.SETTLED, session_id=session.id, version=poll.version + 1
        )
    work.store.mdt_polls.save(ended)
    work.tell(*(f"person:{each}" for each in sorted(_voters(work, poll.board_id))))
    return ended
