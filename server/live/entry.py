"""What entering a room looks up; shown to a person, so it leaves an audit row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from consult.access.policy import Actor
from consult.access.verbs import Verb
from consult.actions.work import Work
from consult.rooms.room import Room, RoomMember, RoomTrack
from storage.database.unit_of_work import Shown, new_id
from storage.repositories.rooms.track import last_view
from storage.repositories.store import SqlStore


@dataclass(frozen=True, slots=True)
class Entry:
    room: Room
    members: tuple[RoomMember, ...]
    track: RoomTrack | None = None


def enter(actor: Actor, room_id: str, now: datetime) -> Callable[[SqlStore], Shown[Entry]]:
    """Raises NotFound to whom may not read the case, Denied to whom is not a member."""

    def join_room(store: SqlStore) -> Shown[Entry]:
        work = Work(actor=actor, now=now, new_id=lambda: new_id(now), store=store)
        opened = work.open_room(room_id, Verb.POST_MESSAGE)
        room = opened.room
        members = store.members.list(room_id=room.id)
        return Shown(
            Entry(
                room,
                tuple(member for member in members if member.active(now)),
                last_view(store.conn, room.id),
            ),
            action="join_room",
            subject=f"room:{room.id}",
            case_id=room.case_id,
            patient_id=opened.case.patient_id,
            for_org=opened.for_org,
        )

    return join_room
