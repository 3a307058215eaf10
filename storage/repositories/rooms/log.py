"""The numbered log of a room: a row-locked counter, so no gap and no number twice."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from consult.errors import Duplicate, NotFound
from consult.rooms.room import Room, RoomEvent
from consult.rooms.surroundings import Key, Surroundings
from storage.database.json_text import dump_json
from storage.database.statement import Statement, among
from storage.database.tables.rooms import room, room_event
from storage.repositories.mapping import Mapper
from storage.repositories.rooms.surroundings import surroundings, with_keys

_EVENTS = Mapper(RoomEvent)
_COLUMNS = [room_event.c[name] for name in _EVENTS.names]


_ROOMS = Mapper(Room)
_HOLD = Statement(
    sa.select(*(room.c[name] for name in _ROOMS.names))
    .where(among(room.c.id, "ids"))
    .order_by(room.c.id)
    .with_for_update(key_share=True)  # PostgreSQL alone; SQLite has one writer
)
_NUMBER = Statement(
    sa.update(room).where(room.c.id == sa.bindparam("held")).values(head_seq=sa.bindparam("head"))
)
_INSERT = Statement(sa.insert(room_event), _EVENTS.names)


_OF_ROOM = (
    sa.select(*_COLUMNS)
    .where(room_event.c.room_id == sa.bindparam("this_room"))
    .order_by(room_event.c.seq)
)
_READ = Statement(
    _OF_ROOM.where(room_event.c.seq > sa.bindparam("after")).limit(
        sa.bindparam("most", type_=sa.Integer)
    )
)
_ABOUT = Statement(_OF_ROOM.where(room_event.c.target_seq == sa.bindparam("target")))
_FIND_ALL = {
    dialect: Statement(with_keys(dialect, *_COLUMNS)) for dialect in ("sqlite", "postgresql")
}


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
        rows = _HOLD.rows(self._conn, {"ids": sorted(room_ids)})
        rooms = [_ROOMS.from_row(row) for row in rows]
        self._heads |= {room.id: room.head_seq for room in rooms}
        return rooms

    def around(
        self, room_ids: Sequence[str], people: Sequence[str], keys: Sequence[Key]
    ) -> Surroundings:
        return surroundings(self._conn, self.hold(room_ids), people, keys)

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
            _NUMBER.run(self._conn, *heads)
            self._insert(numbered)
        return numbered

    def _number(self, event: RoomEvent) -> RoomEvent:
        seq = self._heads[event.room_id] = self._heads[event.room_id] + 1
        return event.numbered(seq)

    def _insert(self, events: Sequence[RoomEvent]) -> None:
        try:
            _INSERT.run(self._conn, *map(_EVENTS.dump, events))
        except IntegrityError as error:
            text = str(error.orig).lower()
            if "unique" in text or "duplicate" in text:  # the same cmid, just committed elsewhere
                raise Duplicate("room_event.duplicate") from error
            raise

    def read(self, room_id: str, *, after: int, limit: int) -> Sequence[RoomEvent]:
        values = {"this_room": room_id, "after": after, "most": limit}
        return [_EVENTS.from_row(row) for row in _READ.rows(self._conn, values)]

    def find_all(self, keys: Sequence[Key]) -> Sequence[RoomEvent]:
        if not keys:
            return []
        found = _FIND_ALL[self._conn.dialect.name].rows(self._conn, {"keys": dump_json(keys)})
        return [_EVENTS.from_row(row) for row in found]

    def about(self, room_id: str, seq: int) -> Sequence[RoomEvent]:
        rows = _ABOUT.rows(self._conn, {"this_room": room_id, "target": seq})
        return [_EVENTS.from_row(row) for row in rows]
