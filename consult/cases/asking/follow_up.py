"""What became of the patient after a signed opinion (随访): asked on fixed days, told to all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Outcome(StrEnum):
    RECOVERED = "recovered"
    IMPROVED = "improved"
    UNCHANGED = "unchanged"
    WORSE = "worse"
    TRANSFERRED = "transferred"
    DIED = "died"
    LOST = "lost"


# After these nobody asks again.
FINAL = frozenset({Outcome.DIED, Outcome.LOST})


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """One asking: open until `done_at`; `adopted` is an adoption value or ''."""

    request_id: str
    day: int
    org_id: str
    due_at: datetime
    done_at: datetime | None = None
    done_by: str | None = None
    adopted: str = ""
    order_written: bool | None = None
    outcome: str = ""
    note: str = ""


def plan(
    request_id: str, org_id: str, signed_at: datetime, days: Iterable[int]
) -> tuple[FollowUp, ...]:
    """The askings of a request whose opinion was just signed, as many `days` later."""
    return tuple(
        FollowUp(
            request_id=request_id, day=day, org_id=org_id, due_at=signed_at + timedelta(days=day)
        )
        for day in days
    )


def next_open(rows: Iterable[FollowUp]) -> FollowUp | None:
    """The earliest that is not done."""
    waiting = sorted((row for row in rows if row.done_at is None), key=lambda row: row.day)
    return waiting[0] if waiting else None
