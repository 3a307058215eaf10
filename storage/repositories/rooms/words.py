"""The index over what was said in rooms: made from the log, a little after it, by any server."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from consult.rooms.room import EventKind
from consult.rooms.words import Wanted, words_of
from storage.database.tables.rooms import room, room_event, room_indexed, room_word

# Few: a writer waits for them.
AT_ONCE = 64
SPOKEN = (EventKind.TEXT, EventKind.FILE, EventKind.VOICE, EventKind.CARD)


def behind(
    conn: sa.Connection, rooms: sa.Select[tuple[str]] | None = None, limit: int = AT_ONCE
) -> Sequence[str]:
    """Rooms (of these) with events that are not in the index yet."""
    found = (
        sa.select(room.c.id)
        .outerjoin(room_indexed, room_indexed.c.room_id == room.c.id)
        .where(room.c.head_seq > sa.func.coalesce(room_indexed.c.seq, 0))
        .limit(limit)
    )
    return list(conn.scalars(found if rooms is None else found.where(room.c.id.in_(rooms))))


def take_in(conn: sa.Connection, room_id: str) -> int:
    """Put the room's next events into the index; returns how many those were.

    The position moves in the same transaction and only from where it was read, so two servers
    index no event twice.
    """
    position = _position(conn, room_id)
    events = conn.execute(
        sa.select(room_event.c.seq, room_event.c.kind, room_event.c.target_seq, room_event.c.body)
        .where(room_event.c.room_id == room_id, room_event.c.seq > position)
        .order_by(room_event.c.seq)
        .limit(AT_ONCE)
    ).all()
    if not events or not _move(conn, room_id, position, events[-1].seq):
        return 0
    fresh = {event.seq: words_of(_text(event.body)) for event in events if event.kind in SPOKEN}
    for event in events:
        if event.kind == EventKind.EDIT:
            # Found by every wording it had.
            fresh[event.target_seq] = fresh.get(event.target_seq, frozenset()) | words_of(
                _text(event.body)
            )
        elif event.kind == EventKind.WITHDRAW:
            fresh.pop(event.target_seq, None)
            _forget(conn, room_id, event.target_seq)
    _add(conn, room_id, fresh.items())
    return len(events)


def _text(body: dict[str, object]) -> str:
    text = body.get("text")
    return text if isinstance(text, str) else ""


def _position(conn: sa.Connection, room_id: str) -> int:
    found = conn.execute(sa.select(room_indexed.c.seq).where(room_indexed.c.room_id == room_id))
    position = found.scalar_one_or_none()
    if position is not None:
        return int(position)
    insert = _insert_new(conn, room_indexed)
    conn.execute(insert, {"room_id": room_id, "seq": 0})
    return 0


def _move(conn: sa.Connection, room_id: str, old: int, new: int) -> bool:
    moved = conn.execute(
        sa.update(room_indexed)
        .where(room_indexed.c.room_id == room_id, room_indexed.c.seq == old)
        .values(seq=new)
    )
    return moved.rowcount == 1


def _forget(conn: sa.Connection, room_id: str, seq: int) -> None:
    conn.execute(sa.delete(room_word).where(room_word.c.room_id == room_id, room_word.c.seq == seq))


def _add(conn: sa.Connection, room_id: str, fresh: Iterable[tuple[int, frozenset[str]]]) -> None:
    rows = [
        {"word": word, "room_id": room_id, "seq": seq}
        for seq, words in fresh
        for word in sorted(words)
    ]
    if rows:
        conn.execute(_insert_new(conn, room_word), rows)


def _insert_new(conn: sa.Connection, table: sa.Table) -> sa.Insert:
    """What is there already stays as it is."""
    if conn.dialect.name == "postgresql":
        return postgresql.insert(table).on_conflict_do_nothing()
    return sa.insert(table).prefix_with("OR IGNORE")


def matching(rooms: sa.Select[tuple[str]], wanted: Wanted) -> sa.Subquery:
    """`room_id` and `seq` of the messages in `rooms` that have every wanted word."""
    parts = [_with(room_word.c.word == word, rooms) for word in sorted(wanted.whole)]
    for word in sorted(wanted.begun):
        # A range instead of LIKE: both databases find it in the key, whatever the collation.
        upto = word + "\U0010ffff"
        parts.append(_with(sa.and_(room_word.c.word >= word, room_word.c.word < upto), rooms))
    return sa.intersect(*parts).subquery("matching") if len(parts) > 1 else parts[0].subquery()


def _with(fits: sa.ColumnElement[bool], rooms: sa.Select[tuple[str]]) -> sa.Select[tuple[str, int]]:
    return (
        sa.select(room_word.c.room_id, room_word.c.seq)
        .where(fits, room_word.c.room_id.in_(rooms))
        .distinct()
    )
