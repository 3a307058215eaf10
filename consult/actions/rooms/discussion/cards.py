"""Request cards ("please record V7–V9"): what the log says, kept as rows for the worklists."""

from __future__ import annotations

from dataclasses import replace

from consult.actions.rooms.discussion import urgent
from consult.actions.work import Work
from consult.instants import instant_of
from consult.rooms.cards import CardState, RoomCard
from consult.rooms.room import Room, RoomEvent
from consult.rooms.thread import Told


def after_card(work: Work, room: Room, event: RoomEvent, told: Told | None) -> None:
    """The card becomes a task of its owner, or of the asking hospital when nobody is named."""
    case = work.store.cases.get(room.case_id)
    owner, due = event.body.get("owner"), event.body.get("due_at")
    member = work.store.members.find(room_id=room.id, person_id=owner) if owner else None
    card = RoomCard(
        room_id=room.id,
        seq=event.seq,
        case_id=room.case_id,
        org_id=case.owner_org if member is None else member.org_id,
        owner_id=None if member is None else member.person_id,
        state=CardState.OPEN,
        due_at=instant_of(due),
        at=work.now,
    )
    work.store.cards.add(card)
    if card.owner_id not in (None, event.author_id):
        urgent.call(work, room, "card", event, [str(card.owner_id)], step=str(event.seq))
    _tell(work, card)


def after_change(work: Work, room: Room, event: RoomEvent, told: Told | None) -> None:
    card = work.store.cards.find(room_id=room.id, seq=event.target_seq)
    if card is not None:
        changed = replace(card, state=CardState(str(event.body["state"])))
        work.store.cards.save(changed)
        _tell(work, changed)


def forget(work: Work, event: RoomEvent) -> None:
    """A withdrawn card is nobody's task."""
    card = work.store.cards.find(room_id=event.room_id, seq=event.seq)
    if card is not None:
        work.store.cards.remove(card)
        _tell(work, card)


def _tell(work: Work, card: RoomCard) -> None:
    work.tell(f"org:{card.org_id}", f"case:{card.case_id}")
