"""What is due later: rows that fire once, whatever happens to the server in between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Timer:
    """Unique by (subject, kind, step); fires at the first look after `due_at`, exactly once.

    `lease_until` holds a failed one back until it is tried again; `attempts` counts its failures.
    """

    id: str
    subject: str
    kind: str
    step: str
    payload: dict[str, object]
    due_at: datetime
    lease_until: datetime | None = None
    lease_by: str = ""
    attempts: int = 0
    done_at: datetime | None = None


class Timers(Protocol):
    """Timers of the transaction; a timer that is done is never touched again."""

    def set(self, timer: Timer) -> None:
        """An open one of the same (subject, kind, step) gets this time and payload."""

    def drop(self, subject: str, kind: str | None = None) -> None:
        """What is open of the subject fires no more."""

    def open(self, subject: str, kind: str | None = None) -> Sequence[Timer]:
        """What is open of the subject, next first."""

    def finish(self, timer_id: str, now: datetime) -> bool:
        """Mark it done in this transaction; False if somebody else did, or it was dropped."""
