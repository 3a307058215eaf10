"""Who is in a room: only actions put people in or out."""

from __future__ import annotations

from dataclasses import dataclass, replace

from consult.access.verbs import Verb
from consult.actions.work import Work
from consult.cases.request import Part
from consult.events import AccessChanged
from consult.rooms.room import RoomMember, SystemNote


def _held(work: Work, room_id: str, person_id: str) -> RoomMember | None:
    """So that neither a position nor an end written meanwhile is undone."""
    held = work.store.members.hold_all(room_id=room_id, person_id=person_id)
    return held[0] if held else None


def admit(work: Work, room_id: str, person_id: str, org_id: str, part: Part) -> None:
    """Make somebody a member, once; coming back ends an earlier leaving."""
    member = _held(work, room_id, person_id)
    if member is None:
        work.store.members.add(
            RoomMember(
                room_id=room_id, person_id=person_id, org_id=org_id, part=part, since=work.now
            )
        )
    elif not member.active(work.now) or member.part is not part:
        work.store.members.save(replace(member, until=None, part=part, org_id=org_id))


def dismiss(work: Work, room_id: str, person_id: str) -> None:
    """End a membership now; the hub drops the person's open frames."""
    member = _held(work, room_id, person_id)
    if member is not None and member.active(work.now):
        work.store.members.save(replace(member, until=work.now))
        work.events.append(AccessChanged(person_id))


@dataclass(frozen=True, slots=True)
class EnterRoom:
    room_id: str


def enter_room(work: Work, cmd: EnterRoom) -> RoomMember:
    """A clinician of a hospital on the case steps into its room, seen by all in it."""
    opened = work.open_room(cmd.room_id, Verb.JOIN_ROOM)
    room, org_id = opened.room, opened.for_org
    me = work.actor.person_id
    present = work.store.members.find(room_id=room.id, person_id=me)
    if present is not None and present.active(work.now):
        return present
    admit(work, room.id, me, org_id, Part.MEMBER)
    work.record("enter_room", f"room:{room.id}", for_org=org_id)
    work.note_in_room(room.id, SystemNote("entered", {"by": me}))
    work.tell(f"case:{room.case_id}")
    return work.store.members.get(room.id, me)
