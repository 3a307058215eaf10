"""Urgent messages that wait for somebody's acknowledgement, told from their open timers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa

from consult.access.policy import Actor
from consult.actions.rooms.discussion.urgent import REPEAT, people_of
from consult.rooms.room import RoomEvent, RoomMember
from consult.rooms.thread import fold
from storage.database.tables.jobs import timer
from storage.repositories.store import SqlStore


def to_acknowledge(
    store: SqlStore, actor: Actor, room_ids: Collection[str], now: datetime
) -> dict[str, int]:
    """By room, how many the actor is asked to acknowledge."""
    found: Counter[str] = Counter()
    for room_id, seq in _calling(store):
        if room_id in room_ids and _asks(store, actor, room_id, seq, now):
            found[room_id] += 1
    return dict(found)


def _calling(store: SqlStore) -> list[tuple[str, int]]:
    rows = store.conn.execute(
        sa.select(timer.c.payload).where(timer.c.kind == REPEAT, timer.c.done_at.is_(None))
    )
    return [(str(row.payload["room_id"]), int(str(row.payload["seq"]))) for row in rows]


def _asks(store: SqlStore, actor: Actor, room_id: str, seq: int, now: datetime) -> bool:
    [event] = store.room_log.read(room_id, after=seq - 1, limit=1)
    told = fold(event, store.room_log.about(room_id, seq))
    if told.withdrawn or actor.person_id in told.acks:
        return False
    if mentioned := people_of(event):
        return actor.person_id in mentioned
    return not told.acks and _for_them(actor, event, _members(store, room_id, now))


def _members(store: SqlStore, room_id: str, now: datetime) -> list[RoomMember]:
    return [member for member in store.members.list(room_id=room_id) if member.active(now)]


def _for_them(actor: Actor, event: RoomEvent, members: list[RoomMember]) -> bool:
    """The other hospitals' people in the room; everybody else in it where there are none."""
    org_of = {member.person_id: member.org_id for member in members}
    if actor.person_id not in org_of or actor.person_id == event.author_id:
        return False
    home = org_of.get(event.author_id or "")
    return org_of[actor.person_id] != home or set(org_of.values()) == {home}
