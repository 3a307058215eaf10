"""Whether a case rings now, and whether it rings for the one who looks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from consult.access.policy import COORDINATORS, Actor
from consult.cases.request import AssignmentState, Request, Urgency
from consult.cases.workflow.consultation import FINISHED
from consult.escalation.ladder import Ladder, LadderState
from storage.repositories.store import SqlStore
from storage.repositories.views.values import View

LOUD = frozenset({LadderState.RINGING, LadderState.UNANSWERED})


class Call(View, frozen=True):
    """The newest round of calling. `rings_me`: this person has been rung, or the case is offered
    to them, and nobody answered."""

    state: str
    round: int
    since: datetime
    rings_me: bool


def calls_of(
    store: SqlStore, actor: Actor, requests: Iterable[Request], now: datetime
) -> dict[str, Call]:
    """By request; what nobody was ever rung for is left out, and what is over: nothing rings."""
    emergencies = {
        r.id: r for r in requests if r.urgency is Urgency.EMERGENCY and r.state not in FINISHED
    }
    if not emergencies:
        return {}
    ladders = store.ladders.list(request_id=list(emergencies))
    newest = {ladder.request_id: ladder for ladder in ladders}
    mine = _rung(store, actor, newest.values()) | _offered(store, actor, newest)
    desks = actor.orgs_with(COORDINATORS, now)
    return {
        id_: Call(
            state=ladder.state,
            round=ladder.round,
            since=ladder.started_at,
            rings_me=ladder.state in LOUD
            and (ladder.id in mine or emergencies[id_].to_org in desks),
        )
        for id_, ladder in newest.items()
    }


def _offered(store: SqlStore, actor: Actor, newest: Mapping[str, Ladder]) -> set[str]:
    """Ladders of requests that are offered to this person, who has not passed them on."""
    asked = store.assignments.list(
        request_id=list(newest), person_id=actor.person_id, state=AssignmentState.OFFERED
    )
    found = [newest[each.request_id] for each in asked]
    return {each.id for each in found if actor.person_id not in each.planned().passed_on}


def _rung(store: SqlStore, actor: Actor, ladders: Iterable[Ladder]) -> set[str]:
    """Ladders that have rung this person, who has not passed them on."""
    loud: Sequence[Ladder] = [each for each in ladders if each.state in LOUD]
    # Few ladders are loud; a person may have been rung a thousand times.
    steps = store.ladder_steps.list(ladder_id=[each.id for each in loud])
    passed = {e.id for e in loud if actor.person_id in e.planned().passed_on}
    return {step.ladder_id for step in steps if step.person_id == actor.person_id} - passed
