"""Patients of one's own hospital, to find out whether a record is a second one."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa

from consult.access.policy import Actor, OrgSubject, decide
from consult.access.verbs import Verb
from consult.errors import Denied, Invalid, NotFound
from consult.names import searchable
from storage.database.tables.cases import patient, patient_identifier
from storage.database.unit_of_work import Shown
from storage.repositories.store import SqlStore
from storage.repositories.views.opening import open_for
from storage.repositories.views.values import Named, View, named, people_by_id

MOST = 20
MIN_QUERY = 2


class FoundPatient(View, frozen=True):
    id: str
    name: str
    sex: str
    birth_date: date | None
    age: int | None
    identifiers: tuple[str, ...]
    cases: int


class MergeView(View, frozen=True):
    """`from_name` was folded into the record the case has now, or was taken back at `undone_at`."""

    id: str
    from_name: str
    into_name: str
    reason: str
    by: Named | None
    at: datetime
    undone_by: Named | None
    undone_at: datetime | None
    undone_reason: str


def find_patients(
    store: SqlStore, actor: Actor, org_id: str, text: str, now: datetime
) -> Shown[tuple[FoundPatient, ...]]:
    """By name in part or by a whole number; raises NotFound, Denied or Invalid."""
    if store.organizations.find(id=org_id) is None:
        raise NotFound("hospital")
    decision = decide(actor, Verb.MERGE_PATIENTS, OrgSubject(org_id), now)
    if decision.reason is not None:
        raise Denied(decision.reason, verb=Verb.MERGE_PATIENTS)
    words = searchable(text.strip()[:100]).split()
    if len("".join(words)) < MIN_QUERY:
        raise Invalid("request.invalid", field="q", reason="two characters at least")
    numbered = sa.exists(
        sa.select(patient_identifier.c.value).where(
            patient_identifier.c.patient_id == patient.c.id,
            patient_identifier.c.value == text.strip(),
        )
    )
    in_name = sa.and_(*(patient.c.search_name.contains(word, autoescape=True) for word in words))
    ids = store.conn.execute(
        sa.select(patient.c.id)
        .where(
            patient.c.org_id == org_id,
            patient.c.merged_into.is_(None),
            sa.or_(in_name, numbered),
        )
        .order_by(patient.c.id.desc())
        .limit(MOST)
    ).scalars()
    rows = tuple(_found(store, id_, now) for id_ in list(ids))
    return Shown(
        rows,
        action="find_patients",
        subject=f"list:patients:{org_id}",
        for_org=decision.for_org,
        count=len(rows),
    )


def _found(store: SqlStore, patient_id: str, now: datetime) -> FoundPatient:
    row = store.patients.get(patient_id)
    return FoundPatient(
        id=row.id,
        name=row.name,
        sex=row.sex,
        birth_date=row.birth_date,
        age=row.age(now.date()),
        identifiers=tuple(each.value for each in store.identifiers.list(patient_id=row.id)),
        cases=len(store.cases.list(patient_id=row.id)),
    )


def case_merges(
    store: SqlStore, actor: Actor, case_id: str, now: datetime
) -> Shown[tuple[MergeView, ...]]:
    """Merges that concern this case: into its patient, or out of a record it belonged to."""
    case, decision = open_for(store, actor, case_id, now)
    rows = [
        *store.merges.list(into_id=case.patient_id),
        *store.merges.list(from_id=case.patient_id),
    ]
    mine = [row for row in rows if case.id in _cases(row.moved)]
    ids = {id_ for row in mine for id_ in (row.by, row.undone_by) if id_}
    names = {id_: person.name for id_, person in people_by_id(store, ids).items()}
    views = tuple(
        MergeView(
            id=row.id,
            from_name=str(row.moved.get("from_name", "")),
            into_name=str(row.moved.get("into_name", "")),
            reason=row.reason,
            by=named(names, row.by),
            at=row.at,
            undone_by=named(names, row.undone_by or ""),
            undone_at=row.undone_at,
            undone_reason=row.undone_reason,
        )
        for row in mine
    )
    return Shown(
        views,
        action=Verb.READ_CASE,
        subject=f"case:{case.id}",
        case_id=case.id,
        patient_id=case.patient_id,
        for_org=decision.for_org,
    )


def _cases(moved: dict[str, object]) -> list[object]:
    found = moved.get("cases")
    return found if isinstance(found, list) else []
