"""How prepared somebody is: the share of a case's materials they have opened, from the audit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

import sqlalchemy as sa

from consult.studies.material import ItemKind
from storage.database.tables.audit import audit_event
from storage.repositories.store import SqlStore
from storage.repositories.views.values import View

# A line's small picture in a list is no look at a recording.
GLANCES = {f"{ItemKind.ECG}": frozenset({"read_preview"})}
OPENABLE = frozenset({ItemKind.ECG, ItemKind.STUDY, ItemKind.ATTACHMENT})


class Readiness(View, frozen=True):
    person_id: str
    opened: int
    total: int


def readiness(
    store: SqlStore, case_ids: Collection[str], people: Collection[str]
) -> Mapping[str, tuple[Readiness, ...]]:
    """For each case a line per person, in the order of `people`."""
    wanted: dict[str, set[str]] = {case_id: set() for case_id in case_ids}
    for row in store.materials.list(case_id=sorted(case_ids), removed_at=None):
        if row.kind in OPENABLE:
            wanted[row.case_id].add(f"{row.kind}:{row.item_id}")
    seen = _seen(store, case_ids, people)
    return {
        case_id: tuple(
            Readiness(
                person_id=person,
                opened=len(wanted[case_id] & seen[case_id, person]),
                total=len(wanted[case_id]),
            )
            for person in people
        )
        for case_id in case_ids
    }


def _seen(
    store: SqlStore, case_ids: Collection[str], people: Collection[str]
) -> Mapping[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    columns = audit_event.c
    rows = store.conn.execute(
        sa.select(columns.case_id, columns.actor, columns.subject, columns.action)
        .where(columns.case_id.in_(sorted(case_ids)), columns.actor.in_(sorted(people)))
        .distinct()
    )
    for case_id, actor, subject, action in rows:
        if action not in GLANCES.get(subject.partition(":")[0], ()):
            found[case_id, actor].add(subject)
    return found
