"""A running call: its state, each step that was rung, what people noted about telephone calls."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from consult.escalation.plan import Plan, Planned, read_plan
from consult.escalation.policy import Target


class LadderState(StrEnum):
    RINGING = "ringing"
    ACKNOWLEDGED = "acknowledged"
    UNANSWERED = "unanswered"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """One round of calling for a request. `shift_s`: how much earlier the rest rings since somebody
    passed it on. `acked_via` is how they said so: "app", or the kind of a channel."""

    id: str
    request_id: str
    round: int
    state: LadderState
    plan: dict[str, object]
    started_at: datetime
    shift_s: int = 0
    acked_by: str | None = None
    acked_at: datetime | None = None
    acked_via: str = ""
    ended_at: datetime | None = None
    version: int = 1

    def planned(self) -> Plan:
        return read_plan(self.plan)

    def rings_at(self, step: Planned) -> datetime:
        """When a step not rung yet will be."""
        return self.started_at + timedelta(seconds=max(0, step.after_s - self.shift_s))

    @property
    def ends_at(self) -> datetime:
        """When it is given up: nobody has answered."""
        return self.started_at + timedelta(
            seconds=max(0, self.planned().ends_after_s - self.shift_s)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderStep:
    """Somebody was rung. Append-only, one row for each number of a ladder: exactly once."""

    ladder_id: str
    no: int
    target: Target
    person_id: str | None
    name: str
    phone: str
    at: datetime


class CallOutcome(StrEnum):
    NO_ANSWER = "no_answer"
    REACHED = "reached"


@dataclass(frozen=True, slots=True, kw_only=True)
class CallNote:
    """Somebody called by telephone themselves and says what came of it. Append-only."""

    id: str
    request_id: str
    person_id: str | None
    name: str
    phone: str
    outcome: CallOutcome
    by: str
    at: datetime
