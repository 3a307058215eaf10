"""The numbered log of a room: a row-locked counter, so no gap and no number twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from consult.errors import Duplicate, NotFound
from consult.rooms.room import Room, RoomEvent
from storage.database.json_text import dump_json
from storage.database.tables.rooms import room, room_event
from storage.repositories.mapping import Mapper

_EVENTS = Mapper(RoomEvent)
_COLUMNS = [room_event.c[name] for name in _EVENTS.names]


_ROOMS = Mapper(Room)
_HOLD = (
    sa.select(*(room.c[name] for name in _ROOMS.names))
    .where(room.c.id.in_(sa.bindparam("ids", expanding=True)))
    .order_by(room.c.id)
    .with_for_update(key_share=True)  # PostgreSQL alone; SQLite has one writer
)
_NUMBER = (
    sa.update(room).where(room.c.id == sa.bindparam("held")).values(head_seq=sa.bindparam("head"))
)
_INSERT = sa.insert(room_event)
# SQLite's own parameters, converted here: it takes half the time, and every message waits for it.
_SQLITE_INSERT = "INSERT INTO room_event ({}) VALUES ({})".format(  # noqa: S608
    ", ".join(_EVENTS.names), ", ".join("?" for _ in _EVENTS.names)
)


def _sqlite_row(event: RoomEvent) -> tuple[object, ...]:
    values = _EVENTS.dump(event)
    for name in ("anchor", "body"):
        values[name] = None if values[name] is None else dump_json(values[name])
    values["at"] = event.at.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
    return tuple(values.values())


_KEY = ("room_id", "author_id", "cmid")
# One statement for any number of keys, so that it is prepared once.
_KEYS = {
    "sqlite": "SELECT json_extract(value, '$[0]') AS room_id, json_extract(value, '$[1]')"
    " AS author_id, json_extract(value, '$[2]') AS cmid FROM json_each(:keys)",
    "postgresql": "SELECT value->>0 AS room_id, value->>1 AS author_id, value->>2 AS cmid"
    " FROM jsonb_array_elements(CAST(:keys AS jsonb))",
}


def _find_all(dialect: str) -> sa.Select[Any]:
    keys = sa.text(_KEYS[dialect]).columns(*(sa.column(name, sa.String) for name in _KEY))
    wanted = keys.subquery("wanted")
    fits = sa.and_(*(room_event.c[name] == wanted.c[name] for name in _KEY))
    return sa.select(*_COLUMNS).select_from(wanted.join(room_event, fits))


_FIND_ALL = {dialect: _find_all(dialect) for dialect in _KEYS}


class SqlRoomLog:
    """`consult.ports.RoomLog` of one transaction.

    A number taken by a transaction that fails is given back. Rooms are held before what is there
    is looked up, so that two processes neither number nor store one message twice.
    """

    def __init__(self, conn: sa.Connection) -> None:
        self._conn = conn
        self._heads: dict[str, int] = {}

    def hold(self, room_ids: Sequence[str]) -> Sequence[Room]:
        if not room_ids:
            return []
        rows = self._conn.execute(_HOLD, {"ids": sorted(room_ids)})
        rooms = [_ROOMS.from_row(row) for row in rows]
        self._heads |= {room.id: room.head_seq for room in rooms}
        return rooms

    def append(self, event: RoomEvent) -> RoomEvent:
        return self.append_many([event])[0]

    def append_many(self, events: Sequence[RoomEvent]) -> Sequence[RoomEvent]:
        rooms = {event.room_id for event in events}
        self.hold(sorted(rooms - set(self._heads)))
        if not rooms <= set(self._heads):
            raise NotFound("room")
        numbered = [self._number(event) for event in events]
        if numbered:
            heads = [{"held": id_, "head": self._heads[id_]} for id_ in sorted(rooms)]
            self._conn.execute(_NUMBER, heads)
            self._insert(numbered)
        return numbered

    def _number(self, event: RoomEvent) -> RoomEvent:
        seq = self._heads[event.room_id] = self._heads[event.room_id] + 1
        return replace(event, seq=seq)

    def _insert(self, events: Sequence[RoomEvent]) -> None:
        try:
            if self._conn.dialect.name == "sqlite":
                self._conn.exec_driver_sql(_SQLITE_INSERT, [_sqlite_row(event) for event in events])
            else:
                self._conn.execute(_INSERT, [_EVENTS.dump(event) for event in events])
        except IntegrityError as error:
            text = str(error.orig).lower()
            if "unique" in text or "duplicate" in text:  # the same cmid, just committed elsewhere
                raise Duplicate("room_event.duplicate") from error
            raise

    def read(self, room_id: str, *, after: int, limit: int) -> Sequence[RoomEvent]:
        rows = self._conn.execute(
            sa.select(*_COLUMNS)
            .where(room_event.c.room_id == room_id, room_event.c.seq > after)
            .order_by(room_event.c.seq)
            .limit(limit)
        ).mappings()
        return [_EVENTS.load(dict(row)) for row in rows]

    def find_all(self, keys: Sequence[tuple[str, str | None, str | None]]) -> Sequence[RoomEvent]:
        if not keys:
            return []
        query = _FIND_ALL[self._conn.dialect.name]
        rows = self._conn.execute(query, {"keys": dump_json(keys)}).mappings()
        return [_EVENTS.load(dict(row)) for row in rows]

    def about(self, room_id: str, seq: int) -> Sequence[RoomEvent]:
        rows = self._conn.execute(
            sa.select(*_COLUMNS)
            .where(room_event.c.room_id == room_id, room_event.c.target_seq == seq)
            .order_by(room_event.c.seq)
        ).mappings()
        return [_EVENTS.load(dict(row)) for row in rows]
