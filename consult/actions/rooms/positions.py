"""What each member has seen and has not yet sent; posting is in `posting`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from consult.access.verbs import Verb
from consult.actions.work import Work
from consult.errors import Conflict, HuizhenError, NotFound
from consult.rooms.room import MAX_TEXT, Mark, Notify, Room, RoomDraft, RoomMark, RoomTrack


@dataclass(frozen=True, slots=True)
class MarkUpTo:
    """`at`: when it was told, if that was before it is written."""

    room_id: str
    seq: int
    mark: Mark = Mark.READ
    at: datetime | None = None


def mark_up_to(work: Work, cmd: MarkUpTo) -> int:
    """Move the actor's position forward; it never goes back. Returns the position."""
    [result] = mark_together([work], [cmd])
    if isinstance(result, HuizhenError):
        raise result
    return result


def mark_together(works: Sequence[Work], cmds: Sequence[MarkUpTo]) -> list[int | HuizhenError]:
    """`mark_up_to` for several people at once; one's refusal leaves the others' positions alone."""
    results: list[int | HuizhenError] = [NotFound("room")] * len(cmds)
    told: dict[str, list[int]] = defaultdict(list)
    for number, cmd in enumerate(cmds):
        told[cmd.room_id].append(number)
    for room_id in sorted(told):
        if (room := works[0].store.rooms.find(id=room_id)) is not None:
            here = _Positions(room, [works[number] for number in told[room_id]])
            for number in told[room_id]:
                results[number] = here.move(works[number], cmds[number])
            here.save()
    return results


class _Positions:
    """Of people in one room; nobody else moves them before the end."""

    def __init__(self, room: Room, works: Sequence[Work]) -> None:
        self._room, self._store = room, works[0].store
        people = sorted({work.actor.person_id for work in works})
        held = self._store.members.hold_all(room_id=room.id, person_id=people)
        self._members = {member.person_id: member for member in held}
        self._parties = self._store.parties.list(case_id=room.case_id)
        self._moved: set[str] = set()
        self._marks: list[RoomMark] = []

    def move(self, work: Work, cmd: MarkUpTo) -> int | HuizhenError:
        me = work.actor.person_id
        member = self._members.get(me)
        try:
            work.judge_in_room(Verb.POST_MESSAGE, self._parties, member)
            if member is None:
                raise NotFound("room")
        except HuizhenError as error:
            return error
        seq, reads = min(cmd.seq, self._room.head_seq), cmd.mark is Mark.READ
        was = member.read_seq if reads else member.got_seq
        if seq <= was:
            return was
        at = min(cmd.at or work.now, work.now)
        self._marks.append(
            RoomMark(room_id=self._room.id, person_id=me, mark=cmd.mark, seq=seq, at=at)
        )
        self._members[me] = replace(
            member, got_seq=max(seq, member.got_seq), read_seq=seq if reads else member.read_seq
        )
        self._moved.add(me)
        if reads:
            work.tell(f"person:{me}")
        return seq

    def save(self) -> None:
        self._store.members.save_all([self._members[person] for person in sorted(self._moved)])
        self._store.marks.add_all(self._marks)


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
    member = work.store.members.hold(room.id, work.actor.person_id)
    work.store.members.save(replace(member, notify=cmd.notify))
    work.tell(f"person:{member.person_id}")
