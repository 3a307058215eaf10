"""The views that were shown in a room."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from consult.rooms.room import RoomTrack
from storage.database.tables.rooms import room_track
from storage.repositories.mapping import Mapper

_TRACKS = Mapper(RoomTrack)
_LAST = (
    sa.select(*(room_track.c[name] for name in _TRACKS.names))
    .where(room_track.c.room_id == sa.bindparam("room"))
    .order_by(room_track.c.at.desc(), room_track.c.id.desc())
    .limit(1)
)


def last_view(conn: sa.Connection, room_id: str) -> RoomTrack | None:
    row = conn.execute(_LAST, {"room": room_id}).first()
    return None if row is None else _TRACKS.from_row(row)


def views_after(conn: sa.Connection, room_id: str, after: str, limit: int) -> Sequence[RoomTrack]:
    """As they were shown; ids grow with time."""
    rows = conn.execute(
        sa.select(*(room_track.c[name] for name in _TRACKS.names))
        .where(room_track.c.room_id == room_id, room_track.c.id > after)
        .order_by(room_track.c.id)
        .limit(limit)
    )
    return [_TRACKS.from_row(row) for row in rows]
