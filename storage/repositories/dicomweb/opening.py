"""The one way a study is opened for DICOMweb: by a case it is on, or its hospital's inbox."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

import sqlalchemy as sa

from consult.access.policy import Actor
from consult.errors import NotFound
from consult.studies.material import ItemKind, Study
from storage.database.tables.studies import ecg, instance, series
from storage.database.unit_of_work import Shown
from storage.repositories.store import SqlStore
from storage.repositories.views.materials.files import Opened, counted, open_item

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class OpenStudy:
    """A study with the right by which it was opened; `only` some instances, None for all.

    A recording put on a case alone opens its own instance, not the rest of its study.
    """

    study: Study
    right: Opened
    only: frozenset[str] | None = None

    def shown(
        self, store: SqlStore, actor: Actor, action: str, value: T, now: datetime, count: int
    ) -> Shown[T]:
        """`value` with its audit: one row per person, study, action and ten minutes.

        `count` is how many instances the look can reach; 0 when the row is there already.
        """
        found = Shown(
            value,
            action=action,
            subject=f"study:{self.study.id}",
            case_id=self.right.case_id,
            patient_id=self.right.patient_id,
            for_org=self.right.for_org,
            count=count,
        )
        return replace(found, count=0) if counted(store, actor, found, now) else found


def open_study(
    store: SqlStore, actor: Actor, org_id: str | None, study_uid: str, now: datetime
) -> OpenStudy:
    """The copy at one hospital, or with None the best the actor may see; raises NotFound.

    Several hospitals may hold the same UID: a copy on a case comes before one in an inbox, the
    newer before the older.
    """
    where = {"study_uid": study_uid} | ({"org_id": org_id} if org_id else {})
    copies = sorted(store.studies.list(**where), key=lambda row: row.created_at, reverse=True)
    found = [opened for row in copies if (opened := _open(store, actor, row, now))]
    if not found:
        raise NotFound("study")
    return next((each for each in found if each.right.case_id), found[0])


def _open(store: SqlStore, actor: Actor, study: Study, now: datetime) -> OpenStudy | None:
    right = open_item(store, actor, study.org_id, [(ItemKind.STUDY, study.id)], now)
    if right is not None:
        return OpenStudy(study, right)
    return _by_recordings(store, actor, study, now)


def _by_recordings(store: SqlStore, actor: Actor, study: Study, now: datetime) -> OpenStudy | None:
    rows = store.conn.execute(
        sa.select(ecg.c.id, ecg.c.instance_id)
        .join(instance, instance.c.id == ecg.c.instance_id)
        .join(series, series.c.id == instance.c.series_id)
        .where(series.c.study_id == study.id)
    )
    rights = [
        (str(row.instance_id), right)
        for row in rows
        if (right := open_item(store, actor, study.org_id, [(ItemKind.ECG, row.id)], now))
    ]
    if not rights:
        return None
    return OpenStudy(study, rights[0][1], frozenset(instance_id for instance_id, _ in rights))
