"""What the team decided to be done: request cards of the room, looked at before it is closed."""

from __future__ import annotations

from consult.actions.work import Work
from consult.cases.request import Request
from consult.errors import Conflict
from consult.rooms.cards import CardState

UNDONE = frozenset({CardState.OPEN, CardState.DOING})


def all_done(work: Work, request: Request) -> None:
    """Raises Conflict while an action is neither done nor declined."""
    numbers = work.store.mdt_details.get(request.id).cards
    cards = work.store.cards.list(room_id=request.room_id, seq=numbers) if numbers else ()
    left = [card.seq for card in cards if card.state in UNDONE]
    if left:
        raise Conflict("mdt.actions_open", count=len(left))
