"""Rooms: numbered 1, 2, 3… up to their head, and sealed text as it was sealed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import sqlalchemy as sa

from consult.rooms.room import Room, RoomEvent, RoomSeal
from consult.rooms.seals import seal_hash
from storage.database.engine import Database
from storage.database.tables.rooms import room_event
from storage.maintenance.findings import Finding, Progress, Report, Weight
from storage.repositories.store import SqlStore

PAGE = 500


async def check_rooms(database: Database, tell: Progress, found: Report) -> int:
    rooms = await database.read(lambda conn: [room.id for room in SqlStore(conn).rooms.list()])
    for done, room_id in enumerate(rooms, 1):
        if finding := await database.read(partial(_look_at, room_id=room_id)):
            found(finding)
        tell("rooms", done, len(rooms))
    return len(rooms)


def _look_at(conn: sa.Connection, room_id: str) -> Finding | None:
    """Head and events of one snapshot: a server that runs goes on writing."""
    room = SqlStore(conn).rooms.get(room_id)
    first, last, count = conn.execute(
        sa.select(
            sa.func.min(room_event.c.seq), sa.func.max(room_event.c.seq), sa.func.count()
        ).where(room_event.c.room_id == room_id)
    ).one()
    if (first or 1, last or 0, count) == (1, room.head_seq, room.head_seq):
        return None
    return Finding(Weight.BROKEN, *_wrong_at(conn, room, last or 0))


def _wrong_at(conn: sa.Connection, room: Room, last: int) -> tuple[str, str, dict[str, object]]:
    numbers = conn.execute(
        sa.select(room_event.c.seq)
        .where(room_event.c.room_id == room.id)
        .order_by(room_event.c.seq)
    ).scalars()
    for expected, seq in enumerate(numbers, 1):
        if seq != expected:
            return "room_gap", room.id, {"seq": expected}
    return "room_head", room.id, {"head": room.head_seq, "last": last}


async def check_seals(database: Database, tell: Progress, found: Report) -> int:
    seals = await database.read(lambda conn: list(SqlStore(conn).seals.list()))
    for done, seal in enumerate(seals, 1):
        if await database.read(partial(_hash, seal=seal)) != seal.sha256:
            params: dict[str, object] = {"seq": seal.upto_seq, "opinion": seal.opinion_id}
            found(Finding(Weight.BROKEN, "seal_broken", seal.room_id, params))
        tell("seals", done, len(seals))
    return len(seals)


def _hash(conn: sa.Connection, seal: RoomSeal) -> str:
    return seal_hash(_sealed(conn, seal))


def _sealed(conn: sa.Connection, seal: RoomSeal) -> Iterator[RoomEvent]:
    log, after = SqlStore(conn).room_log, 0
    while page := log.read(seal.room_id, after=after, limit=PAGE):
        for event in page:
            if event.seq > seal.upto_seq:
                return
            yield event
        after = page[-1].seq
