"""The numbered log of a room: a row-locked counter, so no gap and no number twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from consult.errors import Duplicate, NotFound
from consult.rooms.room import RoomEvent
from storage.database.tables.rooms import room, room_event
from storage.repositories.mapping import Mapper

_EVENTS = Mapper(RoomEvent)
_COLUMNS = [room_event.c[name] for name in _EVENTS.names]


class SqlRoomLog:
    """`consult.ports.RoomLog`. A number taken by a transaction that fails is given back."""

    def __init__(self, conn: sa.Connection) -> None:
        self._conn = conn

    def append(self, event: RoomEvent) -> RoomEvent:
        return self.append_many([event])[0]

    def append_many(self, events: Sequence[RoomEvent]) -> Sequence[RoomEvent]:
        wanted = Counter(event.room_id for event in events)
        following = {room_id: self._reserve(room_id, n) for room_id, n in sorted(wanted.items())}
        numbered = []
        for event in events:
            numbered.append(replace(event, seq=following[event.room_id]))
            following[event.room_id] += 1
        if numbered:
            self._insert(numbered)
        return numbered

    def _insert(self, events: Sequence[RoomEvent]) -> None:
        try:
            self._conn.execute(sa.insert(room_event), [_EVENTS.dump(event) for event in events])
        except IntegrityError as error:
            text = str(error.orig).lower()
            if "unique" in text or "duplicate" in text:  # the same cmid, just committed elsewhere
                raise Duplicate("room_event.duplicate") from error
            raise

    def _reserve(self, room_id: str, count: int) -> int:
        """The first of `count` new numbers; locks the room's row until the commit."""
        head = self._conn.execute(
            sa.update(room)
            .where(room.c.id == room_id)
            .values(head_seq=room.c.head_seq + count)
            .returning(room.c.head_seq)
        ).scalar_one_or_none()
        if head is None:
            raise NotFound("room")
        return int(head) - count + 1

    def read(self, room_id: str, *, after: int, limit: int) -> Sequence[RoomEvent]:
        rows = self._conn.execute(
            sa.select(*_COLUMNS)
            .where(room_event.c.room_id == room_id, room_event.c.seq > after)
            .order_by(room_event.c.seq)
            .limit(limit)
        ).mappings()
        return [_EVENTS.load(dict(row)) for row in rows]

    def find(self, room_id: str, author_id: str, cmids: Sequence[str]) -> Sequence[RoomEvent]:
        rows = self._conn.execute(
            sa.select(*_COLUMNS).where(
                room_event.c.room_id == room_id,
                room_event.c.author_id == author_id,
                room_event.c.cmid.in_(list(cmids)),
            )
        ).mappings()
        return [_EVENTS.load(dict(row)) for row in rows]
