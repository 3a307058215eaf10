"""When can we meet? Slots the members answer to; one of them becomes a session (约时间)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

MOST_SLOTS = 8


class PollState(StrEnum):
    OPEN = "open"
    SETTLED = "settled"
    DROPPED = "dropped"


class Can(StrEnum):
    YES = "yes"
    MAYBE = "maybe"
    NO = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """`slots`: [{"starts_at", "ends_at"}] as ISO times."""

    id: str
    board_id: str
    state: PollState
    slots: tuple[dict[str, object], ...]
    note: str
    made_by: str
    made_at: datetime
    session_id: str | None = None
    version: int = 1

    def slot(self, number: int) -> tuple[datetime, datetime]:
        given = self.slots[number]
        start, end = str(given["starts_at"]), str(given["ends_at"])
        return datetime.fromisoformat(start), datetime.fromisoformat(end)


@dataclass(frozen=True, slots=True, kw_only=True)
class PollVote:
    """One word per slot, in their order; the last vote of a person counts."""

    poll_id: str
    person_id: str
    votes: tuple[Can, ...]
    at: datetime
