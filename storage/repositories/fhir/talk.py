"""Messages that ask for an answer: urgent ones and request cards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from consult.cases.case import Case
from consult.rooms.cards import CardState
from consult.rooms.room import EventKind, RoomEvent, RoomMember
from consult.rooms.thread import Told, fold
from storage.database.tables.cases import case
from storage.database.tables.rooms import ASKING, room, room_card, room_event
from storage.repositories.fhir.source import Field, Matching, Reader, Source
from storage.repositories.mapping import Mapper
from storage.repositories.views.batch import grouped
from storage.repositories.visible import visible

_EVENTS = Mapper(RoomEvent)
_COLUMNS = [room_event.c[name] for name in _EVENTS.names]


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagePapers:
    """A message, what became of it and who is in its room."""

    told: Told
    later: Sequence[RoomEvent]
    case: Case
    members: Sequence[RoomMember]


def message_status(told: Told) -> str:
    """Communication.status; an urgent message is complete when one has acknowledged it."""
    if told.withdrawn:
        return "entered-in-error"
    if told.event.kind is EventKind.CARD:
        ended = {CardState.DONE: "completed", CardState.DECLINED: "not-done"}
        return ended.get(told.card, "in-progress")
    return "completed" if told.acks else "in-progress"


def communications(reader: Reader) -> Source:
    later = room_event.alias()

    def was(kind: EventKind) -> sa.ColumnElement[bool]:
        return sa.exists(
            sa.select(later.c.seq).where(
                later.c.room_id == room_event.c.room_id,
                later.c.target_seq == room_event.c.seq,
                later.c.kind == kind.value,
            )
        )

    a_card = room_event.c.kind == EventKind.CARD.value
    status = sa.case(
        (was(EventKind.WITHDRAW), "entered-in-error"),
        (sa.and_(a_card, room_card.c.state == CardState.DONE.value), "completed"),
        (sa.and_(a_card, room_card.c.state == CardState.DECLINED.value), "not-done"),
        (a_card, "in-progress"),
        (was(EventKind.ACK), "completed"),
        else_="in-progress",
    )
    asking = ASKING[reader.store.conn.dialect.name].format(f"{room_event.name}.")
    its_card = sa.and_(
        room_card.c.room_id == room_event.c.room_id, room_card.c.seq == room_event.c.seq
    )
    return Source(
        rows=room_event.join(room, room.c.id == room_event.c.room_id)
        .join(case, case.c.id == room.c.case_id)
        .outerjoin(room_card, its_card),
        key=(room_event.c.room_id, room_event.c.seq),
        seen=(
            visible(case.c.id, reader.actor, reader.now),
            sa.text(asking),
        ),
        columns={
            "patient": Field(case.c.patient_id),
            "status": Field(status),
            "sent": Field(room_event.c.at, Matching.INSTANT),
            "_lastUpdated": Field(room_event.c.at, Matching.INSTANT),
        },
    )


def place_of(id_: str) -> tuple[str, int] | None:
    """Room and number of a message's id, None for an id of another form."""
    room_id, dash, number = id_.rpartition("-")
    if not (dash and number.isascii() and number.isdigit() and len(number) < 16):
        return None
    return room_id, int(number)


def load_communications(reader: Reader, ids: Sequence[str]) -> dict[str, MessagePapers]:
    places = [place for id_ in ids if (place := place_of(id_))]
    rooms = {row.id: row for row in reader.store.rooms.list(id=sorted({id_ for id_, _ in places}))}
    cases = {row.id: row for row in reader.store.cases.list(id=[r.case_id for r in rooms.values()])}
    members = grouped(reader.store.members.list(room_id=list(rooms)), lambda row: row.room_id)
    later = grouped(
        _events(reader, room_event.c.target_seq, places), lambda row: (row.room_id, row.target_seq)
    )
    return {
        f"{event.room_id}-{event.seq}": MessagePapers(
            told=fold(event, later[event.room_id, event.seq]),
            later=later[event.room_id, event.seq],
            case=cases[rooms[event.room_id].case_id],
            members=members[event.room_id],
        )
        for event in _events(reader, room_event.c.seq, places)
    }


def _events(
    reader: Reader, number: sa.ColumnElement[int], places: Sequence[tuple[str, int]]
) -> list[RoomEvent]:
    if not places:
        return []
    rows = reader.store.conn.execute(
        sa.select(*_COLUMNS)
        .where(sa.tuple_(room_event.c.room_id, number).in_(places))
        .order_by(room_event.c.room_id, room_event.c.seq)
    )
    return [_EVENTS.from_row(tuple(row)) for row in rows]
