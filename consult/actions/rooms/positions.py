"""What each member has seen and has not yet sent; posting is in `posting`."""

from __future__ import annotations

from dataclasses import dataclass, replace

from consult.access.verbs import Verb
from consult.actions.work import Work
from consult.errors import Conflict
from consult.rooms.room import MAX_TEXT, Mark, Notify, RoomDraft, RoomMark, RoomTrack


@dataclass(frozen=True, slots=True)
class MarkUpTo:
    room_id: str
    seq: int
    mark: Mark = Mark.READ


def mark_up_to(work: Work, cmd: MarkUpTo) -> int:
    """Move the actor's position forward; it never goes back. Returns the position."""
    room = work.open_room(cmd.room_id, Verb.POST_MESSAGE).room
    member = work.store.members.hold(room.id, work.actor.person_id)
    seq = min(cmd.seq, room.head_seq)
    now_at = member.read_seq if cmd.mark is Mark.READ else member.got_seq
    if seq <= now_at:
        return now_at
    got = max(seq, member.got_seq)
    read = seq if cmd.mark is Mark.READ else member.read_seq
    work.store.members.save(replace(member, got_seq=got, read_seq=read))
    work.store.marks.add(
        RoomMark(room_id=room.id, person_id=member.person_id, mark=cmd.mark, seq=seq, at=work.now)
    )
    if cmd.mark is Mark.READ:
        work.tell(f"person:{member.person_id}")
    return seq


@dataclass(frozen=True, slots=True)
class TrackView:
    """`by` showed this view, and `pointers` are where people pointed on it since the last one."""

    room_id: str
    by: str
    view: dict[str, object]
    pointers: tuple[dict[str, object], ...] = ()


def track_view(work: Work, cmd: TrackView) -> None:
    """Keep what is shown in a room, for whoever comes later and for the replay."""
    room = work.open_room(cmd.room_id, Verb.POST_MESSAGE).room
    work.store.tracks.add(
        RoomTrack(
            id=work.new_id(),
            room_id=room.id,
            after_seq=room.head_seq,
            at=work.now,
            by=cmd.by,
            view=cmd.view,
            pointers=cmd.pointers or None,
        )
    )


@dataclass(frozen=True, slots=True)
class KeepDraft:
    room_id: str
    text: str


def keep_draft(work: Work, cmd: KeepDraft) -> None:
    """Keep what the actor began to write in this room; empty text forgets it."""
    room = work.open_room(cmd.room_id, Verb.POST_MESSAGE).room
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
    room = work.open_room(cmd.room_id, Verb.POST_MESSAGE).room
    member = work.store.members.get(room.id, work.actor.person_id)
    work.store.members.save(replace(member, notify=cmd.notify))
    work.tell(f"person:{member.person_id}")
