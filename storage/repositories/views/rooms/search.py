"""What was said in one's rooms, found by its words (docs: domain rulings, search text)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from consult.access.policy import Actor
from consult.access.verbs import Verb
from consult.rooms.words import wanted
from storage.database.tables.cases import case, patient
from storage.database.tables.people import person
from storage.database.tables.rooms import room, room_event, room_member
from storage.database.unit_of_work import Shown
from storage.repositories.rooms.words import behind, matching
from storage.repositories.store import SqlStore
from storage.repositories.views.values import Named, View
from storage.repositories.visible import visible

MAX_QUERY = 100
MAX_LIMIT = 100
SNIPPET = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomQuery:
    """`room_id` None: in all rooms one is in."""

    q: str
    room_id: str | None = None
    limit: int = 50


class FoundMessage(View, frozen=True):
    room_id: str
    case_id: str
    seq: int
    at: datetime
    author: Named | None
    patient_name: str
    text: str


class FoundMessages(View, frozen=True):
    items: tuple[FoundMessage, ...]


def find_messages(
    store: SqlStore, actor: Actor, query: RoomQuery, now: datetime
) -> Shown[FoundMessages]:
    """Newest first. Only rooms of which one is a member, in cases one may read."""
    words = wanted(query.q[:MAX_QUERY])
    items = () if words.nothing else _found(store, actor, query, now)
    return Shown(
        FoundMessages(items=items),
        action=Verb.READ_CASE,
        subject=f"room:{query.room_id}" if query.room_id else "rooms",
        count=len({item.case_id for item in items}),
    )


def not_yet_found(
    store: SqlStore, actor: Actor, query: RoomQuery, now: datetime, limit: int
) -> Sequence[str]:
    """Rooms the search looks in, of which the index does not know everything yet."""
    return behind(store.conn, _mine(actor, query, now), limit)


def _found(
    store: SqlStore, actor: Actor, query: RoomQuery, now: datetime
) -> tuple[FoundMessage, ...]:
    hits = matching(_mine(actor, query, now), wanted(query.q[:MAX_QUERY]))
    here = sa.and_(room_event.c.room_id == hits.c.room_id, room_event.c.seq == hits.c.seq)
    rows = store.conn.execute(
        sa.select(
            room_event.c.room_id,
            room_event.c.seq,
            room_event.c.at,
            room_event.c.body,
            room_event.c.author_id,
            room.c.case_id,
            person.c.name.label("author"),
            patient.c.name.label("patient"),
        )
        .select_from(
            hits.join(room_event, here)
            .join(room, room.c.id == room_event.c.room_id)
            .join(case, case.c.id == room.c.case_id)
            .join(patient, patient.c.id == case.c.patient_id)
            .outerjoin(person, person.c.id == room_event.c.author_id)
        )
        .order_by(room_event.c.at.desc(), room_event.c.seq.desc())
        .limit(max(1, min(query.limit, MAX_LIMIT)))
    )
    return tuple(
        FoundMessage(
            room_id=row.room_id,
            case_id=row.case_id,
            seq=row.seq,
            at=row.at,
            author=Named(id=row.author_id, name=row.author) if row.author_id else None,
            patient_name=row.patient,
            text=str(row.body.get("text", ""))[:SNIPPET],
        )
        for row in rows
    )


def _mine(actor: Actor, query: RoomQuery, now: datetime) -> sa.Select[tuple[str]]:
    member = sa.and_(
        room_member.c.person_id == actor.person_id,
        room_member.c.since <= now,
        sa.or_(room_member.c.until.is_(None), room_member.c.until > now),
    )
    rooms = (
        sa.select(room_member.c.room_id)
        .join(room, room.c.id == room_member.c.room_id)
        .where(member, visible(room.c.case_id, actor, now))
    )
    return rooms if query.room_id is None else rooms.where(room.c.id == query.room_id)
