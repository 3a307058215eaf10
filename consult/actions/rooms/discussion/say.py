"""Saying anything in a room that needs more than membership looked up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from consult.access.verbs import Verb
from consult.actions.rooms.discussion import cards, mentions, urgent
from consult.actions.rooms.discussion.targets import check_target
from consult.actions.work import Work
from consult.cases.request import Part
from consult.errors import Denied, Invalid
from consult.events import RoomMoved
from consult.rooms.content import flaw_of
from consult.rooms.room import EventKind, Post, Posted, Room, RoomEvent
from consult.rooms.thread import Told

MODERATORS = frozenset({Part.CHAIR, Part.DESK, Part.EXPERT})


def say(work: Work, post: Post) -> Posted:
    """Append one event of any kind; one already appended is answered with its old number."""
    opened = work.open_room(post.room_id, Verb.POST_MESSAGE)
    room, for_org = opened.room, opened.for_org
    me = work.actor.person_id
    if (flaw := flaw_of(post)) is not None:
        raise Invalid(flaw, field="body")
    if post.author_id != me:
        raise Invalid("room.not_the_author", field="author_id")
    known = work.store.room_log.find_all([(room.id, me, post.cmid)])
    if known:
        return _posted(known[0], dup=True)
    told = None if post.target_seq is None else check_target(work, post)
    if told is not None and post.kind is EventKind.ACK and me in told.acks:
        return replace(_posted(told.event, dup=True), cmid=post.cmid)
    event = work.store.room_log.append(_event(work, room, post))
    work.events.append(RoomMoved(room.id, event.seq))
    if (after := AFTER.get(post.kind)) is not None:
        after(work, room, event, told)
    if post.kind not in QUIET:
        work.record(f"room.{post.kind}", f"room:{room.id}", for_org=for_org)
    return _posted(event, dup=False)


def _event(work: Work, room: Room, post: Post) -> RoomEvent:
    body = dict(post.body)
    meant = body.get("mentions")
    if isinstance(meant, list) and meant:
        body["mentions"] = mentions.resolve(work, room, meant)
    if post.kind in {EventKind.FILE, EventKind.VOICE}:
        _in_case(work, room, str(body["material"]))
    if post.kind is EventKind.FLOOR:
        _moderates(work, room)
    return replace(post, body=body).event(work.now)


def _in_case(work: Work, room: Room, material_id: str) -> None:
    material = work.store.materials.find(id=material_id)
    if material is None or material.case_id != room.case_id or material.removed_at is not None:
        raise Invalid("room.no_such_material", field="material")


def _moderates(work: Work, room: Room) -> None:
    me = work.store.members.find(room_id=room.id, person_id=work.actor.person_id)
    if me is None or me.part not in MODERATORS:
        raise Denied("policy.not_moderator")


def _posted(event: RoomEvent, *, dup: bool) -> Posted:
    return Posted(room_id=event.room_id, cmid=event.cmid or "", seq=event.seq, at=event.at, dup=dup)


def _after_text(work: Work, room: Room, event: RoomEvent, told: Told | None) -> None:
    if event.body.get("urgent"):
        urgent.ask(work, room, event)
    elif people := urgent.people_of(event):
        urgent.call(work, room, "mention", event, people, step=str(event.seq))


def _after_ack(work: Work, room: Room, event: RoomEvent, told: Told | None) -> None:
    if told is not None:
        urgent.settle(work, room, told.event)


def _after_withdrawal(work: Work, room: Room, event: RoomEvent, told: Told | None) -> None:
    if told is None:
        return
    if told.event.kind is EventKind.CARD:
        cards.forget(work, told.event)
    urgent.settle(work, room, told.event)


After = Callable[[Work, Room, RoomEvent, Told | None], None]
AFTER: Mapping[EventKind, After] = {
    EventKind.TEXT: _after_text,
    EventKind.ACK: _after_ack,
    EventKind.WITHDRAW: _after_withdrawal,
    EventKind.CARD: cards.after_card,
    EventKind.CARD_CHANGE: cards.after_change,
}
# Like plain text these leave no audit row of their own: the numbered log is their record.
QUIET = frozenset({EventKind.TEXT, EventKind.HAND, EventKind.FLOOR})
