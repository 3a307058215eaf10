"""Who was called for a request: what the ladder rang, and what people noted of telephone calls."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from consult.escalation.ladder import CallNote, Ladder, LadderState, LadderStep
from storage.repositories.store import SqlStore
from storage.repositories.views.batch import grouped
from storage.repositories.views.values import View


class Call(View, frozen=True):
    """`kind`: the ladder's target, what came of a telephone call, or how the ladder ended."""

    at: datetime
    kind: str
    name: str
    phone: str
    person_id: str | None


class Calls(View, frozen=True):
    """`ringing`: the ladder's state, empty where none was started."""

    ringing: str
    log: tuple[Call, ...]


NONE = Calls(ringing="", log=())


def calls_of(store: SqlStore, request_ids: Sequence[str]) -> dict[str, Calls]:
    """Oldest first, for those of the requests for whom anybody was called."""
    ladders = store.ladders.list(request_id=list(request_ids))
    rung = grouped(
        store.ladder_steps.list(ladder_id=[ladder.id for ladder in ladders]),
        lambda step: step.ladder_id,
    )
    notes = grouped(
        store.call_notes.list(request_id=list(request_ids)), lambda note: note.request_id
    )
    rounds = grouped(ladders, lambda ladder: ladder.request_id)
    return {id_: _calls(rounds[id_], rung, notes[id_]) for id_ in {*rounds, *notes}}


def _calls(
    rounds: Sequence[Ladder], rung: dict[str, list[LadderStep]], notes: Sequence[CallNote]
) -> Calls:
    log = [
        Call(at=s.at, kind=s.target, name=s.name, phone=s.phone, person_id=s.person_id)
        for ladder in rounds
        for s in rung.get(ladder.id, ())
    ]
    log += [
        Call(at=n.at, kind=n.outcome, name=n.name, phone=n.phone, person_id=n.person_id)
        for n in notes
    ]
    log += [given_up for ladder in rounds if (given_up := _given_up(ladder))]
    state = rounds[-1].state if rounds else ""
    return Calls(ringing=state, log=tuple(sorted(log, key=lambda call: call.at)))


def _given_up(ladder: Ladder) -> Call | None:
    if ladder.state is not LadderState.UNANSWERED or ladder.ended_at is None:
        return None
    return Call(at=ladder.ended_at, kind="unanswered", name="", phone="", person_id=None)
