"""How a request spent its minutes: the segments of its track on the Centre board."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from consult.cases.request import Transition
from consult.cases.workflow.consultation import ENDED, WITH_OPINION, State
from storage.repositories.views.values import View

# state: what the hospital that asked has been waiting for meanwhile
STAGES: dict[str, str] = {
    State.SUBMITTED: "waiting",
    State.OFFERED: "offered",
    State.UNANSWERED: "unanswered",
    State.INFO_REQUESTED: "info",
    State.ACCEPTED: "taken",
    State.SCHEDULED: "scheduled",
    State.IN_CONSULTATION: "consulting",
}


class Stage(View, frozen=True):
    """`until` is null for the one that goes on."""

    key: str
    since: datetime
    until: datetime | None


def stages_of(steps: Sequence[Transition], submitted_at: datetime | None) -> tuple[Stage, ...]:
    """From sending until now, or until it was answered; steps that change nothing are not seen."""
    found: list[Stage] = []
    for step in sorted(steps, key=lambda each: each.no):
        key = STAGES.get(step.to_state)
        if found and found[-1].until is None and found[-1].key != key:
            found[-1] = _ended(found[-1], step.at)
        over = key is None or step.to_state in ENDED | WITH_OPINION
        if not over and key is not None and (not found or found[-1].until is not None):
            since = submitted_at if not found and submitted_at else step.at
            found.append(Stage(key=key, since=since, until=None))
    return tuple(found)


def _ended(stage: Stage, at: datetime) -> Stage:
    return Stage(key=stage.key, since=stage.since, until=at)
