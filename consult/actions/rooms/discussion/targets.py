"""What an event about an earlier one may do to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from consult.actions.work import Work
from consult.errors import Conflict, Invalid
from consult.rooms.cards import CARD_MOVES, CardState
from consult.rooms.room import EventKind, Post
from consult.rooms.thread import ANSWERABLE, EDIT_WITHIN, Told, fold


def target_of(work: Work, post: Post) -> Told:
    """The event a post is about, with what became of it; raises Invalid when there is none."""
    if post.target_seq is None:
        raise Invalid("room.bad_target", field="target")
    found = work.store.room_log.read(post.room_id, after=post.target_seq - 1, limit=1)
    if not found or found[0].seq != post.target_seq:
        raise Invalid("room.bad_target", field="target")
    return fold(found[0], work.store.room_log.about(post.room_id, post.target_seq))


def check_target(work: Work, post: Post) -> Told:
    """Raises Conflict with the reason when this cannot happen to that message any more."""
    told = target_of(work, post)
    if told.withdrawn:
        raise Conflict("room.withdrawn")
    CHECKS[post.kind](work, post, told)
    return told


def _reply(work: Work, post: Post, told: Told) -> None:
    if told.event.kind not in ANSWERABLE:
        raise Invalid("room.bad_target", field="target")


def _edit(work: Work, post: Post, told: Told) -> None:
    _own(work, told)
    if told.event.kind is not EventKind.TEXT:
        raise Invalid("room.bad_target", field="target")
    if work.now - told.event.at > EDIT_WITHIN:
        raise Conflict("room.edit_over", minutes=EDIT_WITHIN.seconds // 60)
    _unsealed(work, told)


def _withdraw(work: Work, post: Post, told: Told) -> None:
    _own(work, told)
    if told.event.kind not in ANSWERABLE:
        raise Invalid("room.bad_target", field="target")
    _unsealed(work, told)


def _own(work: Work, told: Told) -> None:
    if told.event.author_id != work.actor.person_id:
        raise Invalid("room.not_the_author", field="target")


def _unsealed(work: Work, told: Told) -> None:
    seals = work.store.seals.list(room_id=told.event.room_id)
    if any(told.event.seq <= seal.upto_seq for seal in seals):
        raise Conflict("room.sealed")


def _ack(work: Work, post: Post, told: Told) -> None:
    if not told.event.body.get("urgent") or told.event.author_id == work.actor.person_id:
        raise Invalid("room.bad_target", field="target")


def _card_change(work: Work, post: Post, told: Told) -> None:
    if told.event.kind is not EventKind.CARD:
        raise Invalid("room.bad_target", field="target")
    wanted = CardState(str(post.body["state"]))
    if wanted not in CARD_MOVES[told.card]:
        raise Conflict("room.card_moved", state=told.card)
    if wanted is CardState.DECLINED and "note" not in post.body:
        raise Invalid("room.reason_required", field="note")


CHECKS: Mapping[EventKind, Callable[[Work, Post, Told], None]] = {
    EventKind.TEXT: _reply,
    EventKind.FILE: _reply,
    EventKind.VOICE: _reply,
    EventKind.EDIT: _edit,
    EventKind.WITHDRAW: _withdraw,
    EventKind.ACK: _ack,
    EventKind.CARD_CHANGE: _card_change,
}
