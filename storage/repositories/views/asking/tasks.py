"""Tasks between colleagues: what waits for me here, and what of a case was asked of whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from consult.access.policy import COUNTY, Actor
from consult.access.verbs import Verb
from consult.cases.asking.task import CaseTask, TaskState
from storage.database.unit_of_work import Shown
from storage.repositories.store import SqlStore
from storage.repositories.views.cases.case_row import PatientBrief, brief
from storage.repositories.views.opening import open_for
from storage.repositories.views.values import Named, View, named, people_by_id

NEAR = timedelta(days=1)


class TaskView(View, frozen=True):
    """`mine`: I asked for it; `person` None asks whoever is there."""

    id: str
    case_id: str
    number: str
    patient: PatientBrief
    wanted: str
    text: str
    state: str
    asked_by: Named | None
    person: Named | None
    created_at: datetime
    due_at: datetime
    done_at: datetime | None
    done_by: Named | None
    mine: bool
    version: int


def open_tasks(store: SqlStore, actor: Actor, now: datetime) -> Shown[tuple[TaskView, ...]]:
    """Open tasks of the hospitals where the actor works on the asking side, due first."""
    here = sorted(actor.orgs_with(COUNTY, now))
    found = store.tasks.list(org_id=here, state=TaskState.OPEN) if here else []
    me = actor.person_id
    # What a plan says for later waits for its day.
    found = [row for row in found if row.request_id is None or row.due_at <= now + NEAR]
    mine = [row for row in found if row.person_id in (None, me) or row.asked_by == me]
    views = _views(store, actor, sorted(mine, key=lambda row: row.due_at), now)
    return Shown(views, action="list_tasks", subject="list:tasks", count=len(views))


def case_tasks(
    store: SqlStore, actor: Actor, case_id: str, now: datetime
) -> Shown[tuple[TaskView, ...]]:
    case, decision = open_for(store, actor, case_id, now)
    views = _views(store, actor, store.tasks.list(case_id=case.id), now)
    return Shown(
        views,
        action=Verb.READ_CASE,
        subject=f"case:{case.id}",
        case_id=case.id,
        patient_id=case.patient_id,
        for_org=decision.for_org,
    )


def _views(
    store: SqlStore, actor: Actor, rows: Sequence[CaseTask], now: datetime
) -> tuple[TaskView, ...]:
    cases = {row.id: row for row in store.cases.list(id=[row.case_id for row in rows])}
    patients = {
        row.id: row for row in store.patients.list(id=[c.patient_id for c in cases.values()])
    }
    ids = {id_ for row in rows for id_ in (row.asked_by, row.person_id, row.done_by) if id_}
    names = {id_: person.name for id_, person in people_by_id(store, ids).items()}
    return tuple(
        TaskView(
            id=row.id,
            case_id=row.case_id,
            number=cases[row.case_id].number,
            patient=brief(patients[cases[row.case_id].patient_id], now),
            wanted=row.wanted,
            text=row.text,
            state=row.state,
            asked_by=named(names, row.asked_by),
            person=named(names, row.person_id or ""),
            created_at=row.created_at,
            due_at=row.due_at,
            done_at=row.done_at,
            done_by=named(names, row.done_by or ""),
            mine=row.asked_by == actor.person_id,
            version=row.version,
        )
        for row in rows
    )
