"""Posting into rooms, reading positions and drafts."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from consult.access.verbs import Verb
from consult.actions.moves import begin, move
from consult.actions.work import Work
from consult.cases.consultation import State
from consult.cases.request import AssignmentState, Kind
from consult.errors import Conflict, Denied, Invalid
from consult.events import RoomMoved
from consult.rooms.room import (
    MAX_CMID,
    MAX_TEXT,
    EventKind,
    Post,
    Posted,
    RoomDraft,
    RoomEvent,
)


def post_messages(work: Work, posts: Sequence[Post]) -> list[Posted]:
    """Append messages in their order; what was posted before is answered with its old number.

    All posts are the actor's own. The caller acknowledges only after the commit.
    """
    results: list[Posted] = []
    for room_id in dict.fromkeys(post.room_id for post in posts):
        mine = [post for post in posts if post.room_id == room_id]
        results.extend(_post_in_room(work, room_id, mine))
    return results


def _post_in_room(work: Work, room_id: str, posts: list[Post]) -> list[Posted]:
    room, _ = work.open_room(room_id, Verb.POST_MESSAGE)
    me = work.actor.person_id
    for post in posts:
        check_post(post)
        if post.author_id != me:
            raise Invalid("room.not_the_author", field="author_id")
    known = {e.cmid: e for e in work.store.room_log.find(room.id, me, [p.cmid for p in posts])}
    fresh = {p.cmid: p for p in posts if p.cmid not in known}
    if fresh:
        added = work.store.room_log.append_many([_event(work, p) for p in fresh.values()])
        work.events.append(RoomMoved(room.id, added[-1].seq))
        _arrive(work, room_id)
        known |= {event.cmid: event for event in added}
    return [
        Posted(
            room_id=room_id,
            cmid=post.cmid,
            seq=known[post.cmid].seq,
            at=known[post.cmid].at,
            dup=post.cmid not in fresh,
        )
        for post in posts
    ]


def check_post(post: Post) -> None:
    """Raises Invalid for a message no room takes."""
    if post.kind is not EventKind.TEXT:
        raise Invalid("room.bad_kind", field="kind")
    if not 0 < len(post.cmid) <= MAX_CMID:
        raise Invalid("room.bad_cmid", field="cmid")
    text = post.body.get("text")
    if set(post.body) != {"text"} or not isinstance(text, str) or not text.strip():
        raise Invalid("room.empty_message", field="body")
    if len(text) > MAX_TEXT:
        raise Invalid("room.message_too_long", field="body", limit=MAX_TEXT)


def _event(work: Work, post: Post) -> RoomEvent:
    return RoomEvent(
        room_id=post.room_id,
        seq=0,
        kind=post.kind,
        body=post.body,
        at=work.now,
        author_id=post.author_id,
        cmid=post.cmid,
        anchor=post.anchor,
    )


def _arrive(work: Work, room_id: str) -> None:
    """The accepted expert's first words are the arrival (到会时间): the request moves by itself."""
    for request in work.store.requests.list(room_id=room_id, state=State.ACCEPTED):
        if request.kind is not Kind.CONSULTATION:
            continue
        held = work.store.assignments.list(
            request_id=request.id,
            person_id=work.actor.person_id,
            state=AssignmentState.ACCEPTED,
        )
        if held:
            with suppress(Denied):  # a role that ended meanwhile keeps nobody from speaking
                opened, rule = begin(work, request.id, "start", if_version=None)
                move(work, opened, rule, "start")


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
