"""The askings after an opinion: those of one request, and in short for a line of a list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from consult.access.policy import Actor
from consult.access.verbs import Verb
from consult.cases.asking.follow_up import FollowUp, next_open
from consult.errors import NotFound
from storage.database.unit_of_work import Shown
from storage.repositories.store import SqlStore
from storage.repositories.views.opening import open_for
from storage.repositories.views.values import Named, View, named, people_by_id


class FollowUpBrief(View, frozen=True):
    """`day` and `due_at` of the next open one; `outcome` as it was told last."""

    day: int | None
    due_at: datetime | None
    outcome: str
    outcome_day: int | None


class FollowUpView(View, frozen=True):
    day: int
    due_at: datetime
    done_at: datetime | None
    done_by: Named | None
    adopted: str
    order_written: bool | None
    outcome: str
    note: str


def brief_of(rows: Sequence[FollowUp]) -> FollowUpBrief | None:
    """None where nothing was planned."""
    if not rows:
        return None
    coming = next_open(rows)
    told = [row for row in rows if row.outcome]
    last = max(told, key=lambda row: row.day, default=None)
    return FollowUpBrief(
        day=coming.day if coming else None,
        due_at=coming.due_at if coming else None,
        outcome=last.outcome if last else "",
        outcome_day=last.day if last else None,
    )


def follow_ups(
    store: SqlStore, actor: Actor, request_id: str, now: datetime
) -> Shown[tuple[FollowUpView, ...]]:
    """In the order of their days; raises NotFound."""
    request = store.requests.find(id=request_id)
    if request is None:
        raise NotFound("request")
    case, decision = open_for(store, actor, request.case_id, now, named="request")
    rows = store.follow_ups.list(request_id=request.id)
    people = people_by_id(store, (row.done_by for row in rows if row.done_by))
    names = {id_: person.name for id_, person in people.items()}
    return Shown(
        tuple(_view(row, names) for row in rows),
        action=Verb.READ_CASE,
        subject=f"request:{request.id}",
        case_id=case.id,
        patient_id=case.patient_id,
        for_org=decision.for_org,
    )


def _view(row: FollowUp, names: dict[str, str]) -> FollowUpView:
    return FollowUpView(
        day=row.day,
        due_at=row.due_at,
        done_at=row.done_at,
        done_by=named(names, row.done_by or ""),
        adopted=row.adopted,
        order_written=row.order_written,
        outcome=row.outcome,
        note=row.note,
    )
