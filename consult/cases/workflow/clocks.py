"""Two clocks per stage, computed from the transitions alone: gross never pauses, net pauses only
while information is awaited (时钟)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from consult.cases.limits import Limits
from consult.cases.request import Transition, Urgency
from consult.cases.workflow.consultation import State

# What the time in a state is spent on; a state that is not here has no clock.
STAGE_OF: dict[str, str] = {
    State.AWAITING_RELEASE: "release",
    State.SUBMITTED: "allocation",
    State.UNANSWERED: "allocation",
    State.OFFERED: "acceptance",
    State.ACCEPTED: "arrival",
    State.SCHEDULED: "arrival",
    State.IN_CONSULTATION: "opinion",
    State.SIGNED: "adoption",
    State.RESPONDED: "follow_up",
    State.FOLLOW_UP: "follow_up",
}
# Stage: (number of its limit, whether it counts from sending rather than from its beginning).
_LIMIT_OF = {
    "allocation": ("allocate_s", True),
    "acceptance": ("accept_s", False),
    "arrival": ("arrive_s", True),
    "opinion": ("opinion_s", True),
    "adoption": ("adopt_s", False),
}


@dataclass(frozen=True, slots=True)
class Timing:
    """What the time in the states of a workflow is spent on, and which limits there are."""

    stage_of: Mapping[str, str]
    limit_of: Mapping[str, tuple[str, bool]]


CONSULTATION = Timing(STAGE_OF, _LIMIT_OF)


@dataclass(frozen=True, slots=True)
class Stage:
    """A stretch of a request's life; `ended_at` None is the one it is in now.

    Seconds up to `ended_at` or now; `limit_at` moves on while information is awaited.
    """

    name: str
    began_at: datetime
    ended_at: datetime | None
    gross_s: float
    net_s: float
    limit_at: datetime | None
    paused: bool


@dataclass(slots=True)
class _Open:
    name: str
    began_at: datetime
    paused: timedelta = timedelta(0)


def due_at(urgency: Urgency, submitted_at: datetime, limits: Limits) -> datetime:
    """When the signed opinion is due, counted from sending."""
    return submitted_at + limits.within(urgency, "opinion_s")


def stages(
    transitions: Iterable[Transition],
    urgency: Urgency,
    limits: Limits,
    now: datetime,
    timing: Timing = CONSULTATION,
) -> tuple[Stage, ...]:
    """Every stage in its order; an interrupted one goes on where information has come."""
    rows = sorted(transitions, key=lambda row: row.no)
    return tuple(_Course(rows, urgency, limits, timing).stages(now))


@dataclass(slots=True)
class _Course:
    rows: list[Transition]
    urgency: Urgency
    limits: Limits
    timing: Timing
    paused: timedelta = timedelta(0)  # since sending, in all

    def stages(self, now: datetime) -> Iterator[Stage]:
        part: _Open | None = None
        following = [*self.rows[1:], None] if self.rows else []  # a draft has not begun
        for here, leaves in zip(self.rows, following, strict=True):
            if here.to_state == State.INFO_REQUESTED:
                waited = (leaves.at if leaves else now) - here.at
                self.paused += waited
                if part is not None:
                    part.paused += waited
                continue
            name = self.timing.stage_of.get(here.to_state)
            if part is not None and part.name != name:
                yield self._stage(part, here.at, here.at)
                part = None
            if part is None and name is not None:
                part = _Open(name, here.at)
        if part is not None:
            yield self._stage(part, None, now)

    def _stage(self, part: _Open, ended_at: datetime | None, until: datetime) -> Stage:
        gross = max(until - part.began_at, timedelta(0))
        return Stage(
            name=part.name,
            began_at=part.began_at,
            ended_at=ended_at,
            gross_s=gross.total_seconds(),
            net_s=max(gross - part.paused, timedelta(0)).total_seconds(),
            limit_at=self._limit(part),
            paused=ended_at is None and self.rows[-1].to_state == State.INFO_REQUESTED,
        )

    def _limit(self, part: _Open) -> datetime | None:
        if part.name not in self.timing.limit_of:
            return None
        number, from_sending = self.timing.limit_of[part.name]
        sent = next((row.at for row in self.rows if row.to_state == State.SUBMITTED), None)
        since, waited = (sent, self.paused) if from_sending else (part.began_at, part.paused)
        return None if since is None else since + self.limits.within(self.urgency, number) + waited
