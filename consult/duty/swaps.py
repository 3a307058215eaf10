"""Exchanging duties (换班): nothing changes before both have agreed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class SwapState(StrEnum):
    PROPOSED = "proposed"
    AGREED = "agreed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """`from_id` gives a stretch of a line to `to_id`, perhaps for another stretch in return."""

    id: str
    roster_id: str
    line: int
    from_id: str
    to_id: str
    starts_at: datetime
    ends_at: datetime
    back_line: int | None = None
    back_starts_at: datetime | None = None
    back_ends_at: datetime | None = None
    state: SwapState = SwapState.PROPOSED
    proposed_by: str
    proposed_at: datetime
    from_agreed_at: datetime | None = None
    to_agreed_at: datetime | None = None
    ended_at: datetime | None = None
    version: int = 1

    @property
    def parties(self) -> tuple[str, str]:
        return (self.from_id, self.to_id)

    def waits_for(self, person_id: str) -> bool:
        """Whether this person has still to say yes or no."""
        if self.state is not SwapState.PROPOSED:
            return False
        mine = self.from_agreed_at if person_id == self.from_id else self.to_agreed_at
        return person_id in self.parties and mine is None
