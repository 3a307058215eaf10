"""Request cards: somebody is asked to do something by a time, and it is not lost in talk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class CardState(StrEnum):
    """It is done, or says why not."""

    OPEN = "open"
    DOING = "doing"
    DONE = "done"
    DECLINED = "declined"


CARD_MOVES: Mapping[CardState, frozenset[CardState]] = {
    CardState.OPEN: frozenset({CardState.DOING, CardState.DONE, CardState.DECLINED}),
    CardState.DOING: frozenset({CardState.OPEN, CardState.DONE, CardState.DECLINED}),
    CardState.DONE: frozenset({CardState.OPEN}),
    CardState.DECLINED: frozenset({CardState.OPEN}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomCard:
    """A card as a row for worklists; the room's log stays its record.

    `owner_id` None: anybody of `org_id` may do it.
    """

    room_id: str
    seq: int
    case_id: str
    org_id: str
    state: CardState
    at: datetime
    owner_id: str | None = None
    due_at: datetime | None = None
