"""The standing teams one may see, with their seats and next dates; and their polls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from consult.access.policy import Actor, MdtSubject, decide
from consult.access.verbs import Verb
from consult.actions.mdt.door import board_subject
from consult.mdt.board import Board, Seat, SeatPart, next_dates
from consult.mdt.poll import Can, Poll, PollState, PollVote
from consult.network.partnerships import Service
from consult.network.people import Person
from storage.repositories.store import SqlStore
from storage.repositories.views.values import Named, View, named, org_names, people_by_id


class SeatView(View, frozen=True):
    id: str
    person: Named | None
    title: str
    phone: str
    org: Named | None
    part: str
    specialty: str
    required: bool
    deputy: Named | None


class BoardView(View, frozen=True):
    """`partnership_id`: under which the reader's hospital may ask it; null within the hospital."""

    id: str
    org: Named | None
    name: str
    required_specialties: tuple[str, ...]
    bridge_phone: str
    calendar: dict[str, Any]
    next_dates: tuple[datetime, ...]
    active: bool
    version: int
    manage: bool
    steer: bool
    partnership_id: str | None
    seats: tuple[SeatView, ...]


def boards(store: SqlStore, actor: Actor, now: datetime) -> list[BoardView]:
    """Those of the actor's hospitals, those they sit on, those they may ask; by name."""
    found = [(board, board_subject(store, board, now)) for board in store.mdt_boards.list()]
    readable = [
        (board, subject)
        for board, subject in found
        if decide(actor, Verb.READ_MDT, subject, now).allowed
    ]
    views = [board_view(store, actor, board, subject, now) for board, subject in readable]
    return sorted(views, key=lambda view: (not view.active, view.name, view.id))


def board_view(
    store: SqlStore, actor: Actor, board: Board, subject: MdtSubject, now: datetime
) -> BoardView:
    seats = store.mdt_seats.list(board_id=board.id)
    people = people_by_id(store, _people(seats))
    orgs = org_names(store, [board.org_id, *(seat.org_id for seat in seats)])
    return BoardView(
        id=board.id,
        org=named(orgs, board.org_id),
        name=board.name,
        required_specialties=board.required_specialties,
        bridge_phone=board.bridge_phone,
        calendar=board.calendar,
        next_dates=next_dates(board, store.organizations.get(board.org_id).time_zone, now),
        active=board.active,
        version=board.version,
        manage=decide(actor, Verb.MANAGE_MDT, subject, now).allowed,
        steer=decide(actor, Verb.STEER_MDT, subject, now).allowed,
        partnership_id=_partnership(store, actor, board, now),
        seats=tuple(_seat(row, people, orgs) for row in sorted(seats, key=_rank)),
    )


def _people(seats: Sequence[Seat]) -> list[str]:
    return [who for row in seats for who in (row.person_id, row.deputy_id) if who]


def _rank(seat: Seat) -> tuple[int, str]:
    return (list(SeatPart).index(seat.part), seat.id)


def _seat(row: Seat, people: Mapping[str, Person], orgs: Mapping[str, str]) -> SeatView:
    names = {id_: person.name for id_, person in people.items()}
    return SeatView(
        id=row.id,
        person=named(names, row.person_id),
        title=people[row.person_id].title,
        phone=people[row.person_id].phone,
        org=named(orgs, row.org_id),
        part=row.part,
        specialty=row.specialty,
        required=row.required,
        deputy=named(names, row.deputy_id or ""),
    )


def _partnership(store: SqlStore, actor: Actor, board: Board, now: datetime) -> str | None:
    mine = sorted({role.org_id for role in actor.roles if role.active(now)})
    rows = store.partnerships.list(requester_org=mine, provider_org=board.org_id) if mine else ()
    return next((row.id for row in rows if row.covers(Service.MDT, now)), None)


class SlotView(View, frozen=True):
    starts_at: datetime
    ends_at: datetime
    yes: int
    maybe: int
    no: int


class VoteView(View, frozen=True):
    person: Named | None
    votes: tuple[str, ...]


class PollView(View, frozen=True):
    """`settle`: the reader may choose the slot."""

    id: str
    board: Named
    note: str
    state: str
    slots: tuple[SlotView, ...]
    votes: tuple[VoteView, ...]
    mine: tuple[str, ...] | None
    settle: bool
    session_id: str | None
    made_at: datetime


def open_polls(store: SqlStore, actor: Actor, now: datetime) -> list[PollView]:
    """Polls that wait for an answer, of the boards the actor sits on or steers."""
    found: list[PollView] = []
    for poll in store.mdt_polls.list(state=PollState.OPEN):
        board = store.mdt_boards.get(poll.board_id)
        subject = board_subject(store, board, now)
        verbs = (Verb.JOIN_MDT, Verb.STEER_MDT, Verb.MANAGE_MDT)
        if any(decide(actor, verb, subject, now).allowed for verb in verbs):
            found.append(poll_view(store, actor, poll, now))
    return found


def poll_view(store: SqlStore, actor: Actor, poll: Poll, now: datetime) -> PollView:
    board = store.mdt_boards.get(poll.board_id)
    subject, votes = board_subject(store, board, now), store.mdt_votes.list(poll_id=poll.id)
    names = {p.id: p.name for p in people_by_id(store, [v.person_id for v in votes]).values()}
    settles = (Verb.STEER_MDT, Verb.MANAGE_MDT)
    mine = next((row.votes for row in votes if row.person_id == actor.person_id), None)
    return PollView(
        id=poll.id,
        board=Named(id=board.id, name=board.name),
        note=poll.note,
        state=poll.state,
        slots=tuple(_slot(poll, number, votes) for number in range(len(poll.slots))),
        votes=tuple(VoteView(person=named(names, v.person_id), votes=v.votes) for v in votes),
        mine=mine,
        settle=any(decide(actor, verb, subject, now).allowed for verb in settles),
        session_id=poll.session_id,
        made_at=poll.made_at,
    )


def _slot(poll: Poll, number: int, votes: Sequence[PollVote]) -> SlotView:
    starts_at, ends_at = poll.slot(number)
    said = [row.votes[number] for row in votes]
    return SlotView(
        starts_at=starts_at,
        ends_at=ends_at,
        yes=said.count(Can.YES),
        maybe=said.count(Can.MAYBE),
        no=said.count(Can.NO),
    )
