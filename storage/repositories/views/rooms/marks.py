"""Whom a message reached, when it lay before them, and who acknowledged it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa

from consult.access.policy import Actor
from consult.access.verbs import Verb
from consult.errors import NotFound
from consult.rooms.room import EventKind, Mark, RoomMember
from storage.database.tables.rooms import room_mark
from storage.database.unit_of_work import Shown
from storage.repositories.store import SqlStore
from storage.repositories.views.rooms.view import opened_room
from storage.repositories.views.values import View


class MarksOf(View, frozen=True):
    """`got` and `read` are so without a time where that was before times were kept."""

    person_id: str
    got: bool
    got_at: datetime | None
    read: bool
    read_at: datetime | None
    acknowledged_at: datetime | None


class MessageMarks(View, frozen=True):
    items: tuple[MarksOf, ...]


def message_marks(
    store: SqlStore, actor: Actor, room_id: str, now: datetime, *, seq: int
) -> Shown[MessageMarks]:
    """Of everybody in the room but who wrote it; `seq` 0 is the newest."""
    room, case, for_org = opened_room(store, actor, room_id, now)
    seq = seq or room.head_seq
    found = store.room_log.read(room.id, after=seq - 1, limit=1)
    if not found or found[0].seq != seq:
        raise NotFound("message")
    members = [
        member
        for member in store.members.list(room_id=room.id)
        if member.active(now) and member.person_id != found[0].author_id
    ]
    times = _since(store.conn, room.id, seq)
    acknowledged = {
        event.author_id: event.at
        for event in store.room_log.about(room.id, seq)
        if event.kind is EventKind.ACK
    }
    return Shown(
        MessageMarks(
            items=tuple(_marks(one, seq, times, acknowledged.get(one.person_id)) for one in members)
        ),
        action=Verb.READ_CASE,
        subject=f"room:{room.id}",
        case_id=case.id,
        patient_id=case.patient_id,
        for_org=for_org,
    )


Times = Mapping[tuple[str, str], datetime]


def _since(conn: sa.Connection, room_id: str, seq: int) -> Times:
    """By person and mark: when they first had everything up to `seq`."""
    rows = conn.execute(
        sa.select(
            room_mark.c.person_id, room_mark.c.mark, sa.func.min(room_mark.c.at).label("since")
        )
        .where(room_mark.c.room_id == room_id, room_mark.c.seq >= seq)
        .group_by(room_mark.c.person_id, room_mark.c.mark)
    )
    return {(row.person_id, row.mark): row.since for row in rows}


def _marks(member: RoomMember, seq: int, times: Times, acknowledged: datetime | None) -> MarksOf:
    """What was read had arrived, at the latest then."""
    read = times.get((member.person_id, Mark.READ))
    got = min((at for at in (times.get((member.person_id, Mark.GOT)), read) if at), default=None)
    return MarksOf(
        person_id=member.person_id,
        got=member.got_seq >= seq or got is not None,
        got_at=got,
        read=member.read_seq >= seq or read is not None,
        read_at=read,
        acknowledged_at=acknowledged,
    )
