"""The views that were shown in a room."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from consult.rooms.room import RoomTrack
from storage.database.statement import Statement
from storage.database.tables.rooms import room_track
from storage.repositories.mapping import Mapper

_TRACKS = Mapper(RoomTrack)
_VIEWS = sa.select(*(room_track.c[name] for name in _TRACKS.names)).where(
    room_track.c.room_id == sa.bindparam("room")
)
_LAST = Statement(_VIEWS.order_by(room_track.c.at.desc(), room_track.c.id.desc()).limit(1))
_AFTER = Statement(
    _VIEWS.where(room_track.c.id > sa.bindparam("after"))
    .order_by(room_track.c.id)
    .limit(sa.bindparam("most", type_=sa.Integer))
)


def last_view(conn: sa.Connection, room_id: str) -> RoomTrack | None:
    rows = _LAST.rows(conn, {"room": room_id})
    return _TRACKS.from_row(rows[0]) if rows else None


def views_after(conn: sa.Connection, room_id: str, after: str, limit: int) -> Sequence[RoomTrack]:
    """As they were shown; ids grow with time."""
    rows = _AFTER.rows(conn, {"room": room_id, "after": after, "most": limit})
    return [_TRACKS.from_row(row) for row in rows]
