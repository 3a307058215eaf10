"""Setting up a standing team: its members, their deputies, its calendar (MDT 团队)."""

from __future__ import annotations

from dataclasses import dataclass

from consult.access.policy import MdtSubject, decide
from consult.access.verbs import Verb
from consult.actions.duty.door import changed, works_at
from consult.actions.mdt.door import open_board
from consult.actions.work import Work
from consult.errors import Denied, Invalid, StaleVersion
from consult.mdt.board import (
    MAX_NAME,
    MAX_PHONE,
    Board,
    Seat,
    SeatPart,
    check_seats,
    check_specialties,
    clean_calendar,
)
from consult.mdt.proposal import clean_text


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatEntry:
    person_id: str
    org_id: str
    part: SeatPart
    specialty: str = ""
    required: bool = False
    deputy_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveBoard:
    """`board_id` None makes a new one."""

    org_id: str
    name: str
    seats: tuple[SeatEntry, ...]
    required_specialties: tuple[str, ...] = ()
    calendar: dict[str, object]
    bridge_phone: str = ""
    active: bool = True
    board_id: str | None = None
    if_version: int | None = None


def save_board(work: Work, cmd: SaveBoard) -> Board:
    """Members may be of any hospital of the network; sessions that are planned stay as they are."""
    old = open_board(work, cmd.board_id, Verb.MANAGE_MDT) if cmd.board_id else None
    if old is None:
        _may_begin(work, cmd.org_id)
    elif old.org_id != cmd.org_id:
        raise Invalid("mdt.bad_board", field="org_id")
    elif cmd.if_version is not None and cmd.if_version != old.version:
        raise StaleVersion("mdt_board")
    board = Board(
        id=old.id if old else work.new_id(),
        org_id=cmd.org_id,
        name=_name(cmd.name),
        required_specialties=check_specialties(cmd.required_specialties, "required_specialties"),
        calendar=clean_calendar(cmd.calendar),
        bridge_phone=clean_text(cmd.bridge_phone, "bridge_phone", MAX_PHONE),
        active=cmd.active,
        version=old.version + 1 if old else 1,
    )
    seats = [_seat(work, board, entry) for entry in cmd.seats]
    check_seats(seats)
    if old is None:
        work.store.mdt_boards.add(board)
    else:
        work.store.mdt_boards.save(board)
    _write_seats(work, board, seats)
    people = [seat.person_id for seat in seats]
    changed(work, "save_mdt_board", f"mdt_board:{board.id}", board.org_id, *people)
    return board


def _may_begin(work: Work, org_id: str) -> None:
    work.store.organizations.get(org_id)
    decision = decide(work.actor, Verb.MANAGE_MDT, MdtSubject(org_id=org_id), work.now)
    if decision.reason is not None:
        raise Denied(decision.reason, verb=Verb.MANAGE_MDT)


def _name(text: str) -> str:
    name = clean_text(text, "name", MAX_NAME)
    if not name:
        raise Invalid("mdt.bad_board", field="name")
    return name


def _seat(work: Work, board: Board, entry: SeatEntry) -> Seat:
    for person_id in (entry.person_id, entry.deputy_id):
        if person_id and not works_at(work.store, person_id, entry.org_id, work.now):
            raise Invalid("mdt.not_a_clinician", field="seats")
    return Seat(
        id=work.new_id(),
        board_id=board.id,
        person_id=entry.person_id,
        org_id=entry.org_id,
        part=entry.part,
        specialty=entry.specialty,
        required=entry.required,
        deputy_id=entry.deputy_id,
    )


def _write_seats(work: Work, board: Board, seats: list[Seat]) -> None:
    for gone in work.store.mdt_seats.list(board_id=board.id):
        work.store.mdt_seats.remove(gone)
    for seat in seats:
        work.store.mdt_seats.add(seat)
