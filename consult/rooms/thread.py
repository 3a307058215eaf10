"""One message with everything that happened to it later, folded from the log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from consult.rooms.cards import CardState
from consult.rooms.room import EventKind, RoomEvent

EDIT_WITHIN = timedelta(minutes=5)
SPOKEN = frozenset({EventKind.TEXT, EventKind.FILE, EventKind.VOICE})
ANSWERABLE = SPOKEN | {EventKind.CARD}


@dataclass(slots=True)
class Told:
    """`acks` are the people who acknowledged; `versions` counts the original as the first."""

    event: RoomEvent
    withdrawn: bool = False
    versions: int = 1
    card: CardState = CardState.OPEN
    acks: set[str] = field(default_factory=set)


def fold(event: RoomEvent, later: Iterable[RoomEvent]) -> Told:
    """`later` are the events about `event`, in their order."""
    told = Told(event)
    for each in later:
        match each.kind:
            case EventKind.WITHDRAW:
                told.withdrawn = True
            case EventKind.EDIT:
                told.versions += 1
            case EventKind.ACK if each.author_id is not None:
                told.acks.add(each.author_id)
            case EventKind.CARD_CHANGE:
                told.card = CardState(str(each.body["state"]))
    return told
