"""The recordings desk: what one hospital recorded today, newest first, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from consult.access.policy import Actor, OrgSubject, decide
from consult.access.verbs import Verb
from consult.cases.request import Request
from consult.cases.workflow.consultation import UNSENT, WITH_OPINION, State
from consult.errors import Denied, NotFound
from consult.ids import uuid7
from consult.studies.material import Ecg, ItemKind, Study
from storage.database.tables.studies import ecg, instance, series, study
from storage.database.unit_of_work import Shown
from storage.repositories.store import SqlStore
from storage.repositories.views.asking.startable import spoken_name
from storage.repositories.views.batch import grouped
from storage.repositories.views.materials.study_count import StudyCount, count_studies
from storage.repositories.views.values import View
from storage.repositories.visible import visible_ids

API = "/api/v1"


class RecordedCase(View, frozen=True):
    """The case a recording is on. `stands` is unsent, sent, read or over."""

    case_id: str
    material_id: str
    material_version: int
    patient: str
    urgency: str
    identity: str
    stands: str


class Recorded(View, frozen=True):
    """`name` is what the device was told; `about` is counted: leads and Hz, or images."""

    id: str
    kind: str
    at: datetime
    acquired_at: datetime | None
    name: str
    file_name: str
    device: str
    modality: str
    leads: int
    rate: float
    images: int
    warnings: tuple[str, ...]
    mini_url: str | None
    thumbnail_url: str | None
    case: RecordedCase | None


class DayCount(View, frozen=True):
    recorded: int
    sent: int
    read: int
    waiting: int


class DeskPage(View, frozen=True):
    items: tuple[Recorded, ...]
    next: str | None
    today: DayCount


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskQuery:
    """`after` is the id of the last one seen; the newest come first."""

    org_id: str
    after: str = ""
    limit: int = 50


def recordings_desk(
    store: SqlStore, actor: Actor, query: DeskQuery, now: datetime
) -> Shown[DeskPage]:
    """Since midnight at the hospital; raises NotFound, Denied."""
    org = store.organizations.find(id=query.org_id)
    if org is None:
        raise NotFound("hospital")
    decision = decide(actor, Verb.UPLOAD, OrgSubject(org.id), now)
    if decision.reason is not None:
        raise Denied(decision.reason, verb=Verb.UPLOAD)
    found = _ids(store, org.id, _midnight(now, org.time_zone))
    there = _Cases(store, actor, [item for _, item in found], now)
    page = [row for row in found if not query.after or row[1] < query.after]
    here = page[: query.limit]
    more = len(page) > query.limit
    return Shown(
        DeskPage(
            items=_rows(store, here, there),
            next=here[-1][1] if more else None,
            today=_count(found, there),
        ),
        action="list_recordings",
        subject=f"list:recordings:{org.id}",
        for_org=decision.for_org,
        count=len(here),
    )


def _midnight(now: datetime, zone: str) -> datetime:
    return now.astimezone(ZoneInfo(zone)).replace(hour=0, minute=0, second=0, microsecond=0)


def _ids(store: SqlStore, org_id: str, since: datetime) -> list[tuple[ItemKind, str]]:
    """Newest first. Ids begin with their time: the day is a range of the index."""
    first = uuid7(since - timedelta(milliseconds=1), bytes(10))
    ecgs = sa.select(sa.literal(ItemKind.ECG.value).label("kind"), ecg.c.id.label("id")).where(
        ecg.c.org_id == org_id, ecg.c.id > first
    )
    studies = sa.select(sa.literal(ItemKind.STUDY.value), study.c.id).where(
        study.c.org_id == org_id, study.c.id > first, _more_than_tracings()
    )
    both = sa.union_all(ecgs, studies).subquery()
    rows = store.conn.execute(sa.select(both.c.kind, both.c.id).order_by(both.c.id.desc()))
    return [(ItemKind(kind), item_id) for kind, item_id in rows]


def _more_than_tracings() -> sa.ColumnElement[bool]:
    """A DICOM ECG is a study too, and has its row as a tracing."""
    traced = sa.exists(sa.select(ecg.c.id).where(ecg.c.instance_id == instance.c.id))
    return sa.exists(
        sa.select(instance.c.id)
        .join(series, series.c.id == instance.c.series_id)
        .where(series.c.study_id == study.c.id, sa.not_(traced))
    )


class _Cases:
    """On which case each item is, as far as the actor may read it."""

    def __init__(self, store: SqlStore, actor: Actor, items: Sequence[str], now: datetime) -> None:
        materials = store.materials.list(
            kind=(ItemKind.ECG, ItemKind.STUDY), item_id=list(items), removed_at=None
        )
        readable = visible_ids(store.conn, {row.case_id for row in materials}, actor, now)
        self.material = {row.item_id: row for row in materials if row.case_id in readable}
        cases = store.cases.list(id=sorted(readable))
        patients = store.patients.list(id=sorted({case.patient_id for case in cases}))
        names = {patient.id: patient.name for patient in patients}
        self.patient = {case.id: names.get(case.patient_id, "") for case in cases}
        requests = store.requests.list(case_id=sorted(readable))
        self.request = {
            case_id: max(rows, key=lambda row: row.created_at)
            for case_id, rows in grouped(requests, lambda row: row.case_id).items()
        }

    def of(self, item_id: str) -> RecordedCase | None:
        row = self.material.get(item_id)
        if row is None:
            return None
        request = self.request.get(row.case_id)
        return RecordedCase(
            case_id=row.case_id,
            material_id=row.id,
            material_version=row.version,
            patient=self.patient[row.case_id],
            urgency=request.urgency if request else "routine",
            identity=row.identity,
            stands=_stands(request),
        )


def _stands(request: Request | None) -> str:
    if request is None or request.state in UNSENT:
        return "unsent"
    if request.state in WITH_OPINION:
        return "read"
    return "over" if request.state in {State.REJECTED, State.CANCELLED} else "sent"


def _count(found: Sequence[tuple[ItemKind, str]], there: _Cases) -> DayCount:
    cases = [there.of(item_id) for _, item_id in found]
    stands = [case.stands for case in cases if case is not None]
    return DayCount(
        recorded=len(found),
        sent=len([word for word in stands if word in {"sent", "read"}]),
        read=stands.count("read"),
        waiting=stands.count("sent"),
    )


def _rows(
    store: SqlStore, page: Sequence[tuple[ItemKind, str]], there: _Cases
) -> tuple[Recorded, ...]:
    ecgs = {row.id: row for row in store.ecgs.list(id=_of(page, ItemKind.ECG))}
    studies = {row.id: row for row in store.studies.list(id=_of(page, ItemKind.STUDY))}
    counts = count_studies(store, list(studies))
    return tuple(
        _ecg_row(ecgs[item_id], there.of(item_id))
        if kind is ItemKind.ECG
        else _study_row(studies[item_id], counts[item_id], there.of(item_id))
        for kind, item_id in page
    )


def _of(page: Iterable[tuple[ItemKind, str]], kind: ItemKind) -> list[str]:
    return [item_id for each, item_id in page if each is kind]


def _ecg_row(row: Ecg, case: RecordedCase | None) -> Recorded:
    seen = row.seen_patient or {}
    return Recorded(
        id=row.id,
        kind=ItemKind.ECG,
        at=row.created_at,
        acquired_at=row.acquired_at,
        name=spoken_name(str(seen.get("name") or "")),
        file_name=row.file_name,
        device=row.device,
        modality="ECG",
        leads=len(row.leads),
        rate=row.rate_num / row.rate_den,
        images=0,
        warnings=row.warnings,
        mini_url=f"{API}/ecgs/{row.id}/mini",
        thumbnail_url=None,
        case=case,
    )


def _study_row(row: Study, count: StudyCount, case: RecordedCase | None) -> Recorded:
    url = f"/dicom-web/at/{row.org_id}/studies/{row.study_uid}"
    return Recorded(
        id=row.id,
        kind=ItemKind.STUDY,
        at=row.created_at,
        acquired_at=None,
        name=spoken_name(str(row.attributes.get("patient_name") or "")),
        file_name=str(row.attributes.get("description", "")),
        device="",
        modality="/".join(count.modalities),
        leads=0,
        rate=0,
        images=count.images,
        warnings=count.warnings,
        mini_url=None,
        thumbnail_url=f"{url}/thumbnail" if count.images else None,
        case=case,
    )
