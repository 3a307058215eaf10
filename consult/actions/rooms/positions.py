"""What each member has seen and has not yet sent; posting is in `posting`."""

from __future__ import annotations

from dataclasses import dataclass, replace

from consult.access.verbs import Verb
from consult.actions.work import Work
from consult.errors import Conflict
from consult.rooms.room import MAX_TEXT, Notify, RoomDraft, RoomTrack


@dataclass(frozen=True, slots=True)
class MarkRead:
    room_id: str
    seq: int


def mark_read(work: Work, cmd: MarkRead) -> int:
    """Move the actor's read position forward; it never goes back. Returns the position."""
    room, _ = work.open_room(cmd.room_id, Verb.POST_MESSAGE)
    member = work.store.members.get(room.id, work.actor.person_id)
    seq = min(cmd.seq, room.head_seq)
    if seq <= member.read_seq:
        return member.read_seq
    work.store.members.save(replace(member, read_seq=seq))
    work.tell(f"person:{member.person_id}")
    return seq


@dataclass(frozen=True, slots=True)
class TrackView:
    room_id: str
    view: dict[str, object]


def track_view(work: Work, cmd: TrackView) -> None:
    """Keep what the actor shows to the others, for whoever comes later and for the replay."""
    room, _ = work.open_room(cmd.room_id, Verb.POST_MESSAGE)
    work.store.tracks.add(
        RoomTrack(
            id=work.new_id(),
            room_id=room.id,
            after_seq=room.head_seq,
            at=work.now,
            by=work.actor.person_id,
            view=cmd.view,
        )
    )


@dataclass(frozen=True, slots=True)
class KeepDraft:
    room_id: str
    text: str


def keep_draft(work: Work, cmd: KeepDraft) -> None:
    """Keep what the actor began to write in this room; empty text forgets it."""
    room, _ = work.open_room(cmd.room_id, Verb.POST_MESSAGE)
    if len(cmd.text) > MAX_TEXT:
        raise Conflict("room.message_too_long", limit=MAX_TEXT)
    me = work.actor.person_id
    old = work.store.drafts.find(room_id=room.id, person_id=me)
    if old is not None:
        work.store.drafts.remove(old)
    if cmd.text:
        work.store.drafts.add(RoomDraft(room_id=room.id, person_id=me, text=cmd.text, at=work.now))


@dataclass(frozen=True, slots=True)
class SetNotify:
    room_id: str
    notify: Notify


def set_notify(work: Work, cmd: SetNotify) -> None:
    """What of this room the actor wants to hear."""
    room, _ = work.open_room(cmd.room_id, Verb.POST_MESSAGE)
    member = work.store.members.get(room.id, work.actor.person_id)
    work.store.members.save(replace(member, notify=cmd.notify))
    work.tell(f"person:{member.person_id}")
