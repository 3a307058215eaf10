"""QIDO-RS (PS3.18 §10.6): the studies an actor may open, filtered in the database."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from consult.access.policy import ORG_RULES, Actor
from consult.access.verbs import Verb
from consult.studies.material import ItemKind
from storage.database.tables.studies import case_material, ecg, instance, series, study
from storage.repositories.dicomweb.instances import StoredInstance
from storage.repositories.store import SqlStore
from storage.repositories.visible import visible

Json = dict[str, Any]
# What may be asked for: keyword and tag of each attribute we can match.
MATCHED = {
    "StudyInstanceUID": "0020000D",
    "PatientID": "00100020",
    "PatientName": "00100010",
    "AccessionNumber": "00080050",
    "StudyDate": "00080020",
    "ModalitiesInStudy": "00080061",
}
_BY_TAG = {tag: keyword for keyword, tag in MATCHED.items()}
_DATE = re.compile(r"(\d{8})?(-)?(\d{8})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """`match`: values by keyword; wildcards `*` and `?` where the standard has them."""

    match: Mapping[str, str] = field(default_factory=dict)
    org_id: str | None = None
    limit: int = 100
    offset: int = 0


def keyword_of(name: str) -> str | None:
    """The keyword of a query parameter's name (keyword or tag) if it is one we can match."""
    return name if name in MATCHED else _BY_TAG.get(name.upper())


def find_studies(store: SqlStore, actor: Actor, search: Search, now: datetime) -> list[Json]:
    """The newest first, each as DICOM JSON with its counts, and its hospital under "org"."""
    rows = store.conn.execute(
        sa.select(study)
        .where(_may_open(actor, now), *_conditions(search))
        .order_by(study.c.created_at.desc(), study.c.id)
        .limit(search.limit)
        .offset(search.offset)
    ).all()
    counts = _counts(store, [row.id for row in rows])
    return [_study(row, *counts.get(row.id, (0, 0, set()))) for row in rows]


def _may_open(actor: Actor, now: datetime) -> sa.ColumnElement[bool]:
    """As `open_study` decides one by one; a property test holds them together."""
    on_case = case_material.alias()
    inbox = sorted(actor.orgs_with(ORG_RULES[Verb.UPLOAD], now))
    of_study = sa.and_(on_case.c.kind == ItemKind.STUDY.value, on_case.c.item_id == study.c.id)
    present = on_case.c.removed_at.is_(None)
    attached = sa.exists(sa.select(on_case.c.id).where(of_study, present))
    seen = visible(on_case.c.case_id, actor, now)
    return sa.or_(
        sa.exists(sa.select(on_case.c.id).where(of_study, present, seen)),
        sa.and_(study.c.org_id.in_(inbox), sa.not_(attached)),
        sa.exists(
            sa.select(ecg.c.id)
            .join(instance, instance.c.id == ecg.c.instance_id)
            .join(series, series.c.id == instance.c.series_id)
            .join(on_case, on_case.c.item_id == ecg.c.id)
            .where(
                series.c.study_id == study.c.id,
                on_case.c.kind == ItemKind.ECG.value,
                present,
                seen,
            )
        ),
    )


def _conditions(search: Search) -> list[sa.ColumnElement[bool]]:
    found = [study.c.org_id == search.org_id] if search.org_id else []
    facts = study.c.attributes
    columns = {
        "PatientID": facts["patient_id"].as_string(),
        "PatientName": facts["patient_name"].as_string(),
        "AccessionNumber": facts["accession"].as_string(),
    }
    for keyword, value in search.match.items():
        if keyword == "StudyInstanceUID":
            found.append(study.c.study_uid.in_(re.split(r"[,\\]", value)))
        elif keyword == "StudyDate":
            found.append(_dated(facts["date"].as_string(), value))
        elif keyword == "ModalitiesInStudy":
            wanted = sa.select(series.c.id).where(
                series.c.study_id == study.c.id, series.c.modality.in_(value.split(","))
            )
            found.append(sa.exists(wanted))
        else:
            found.append(_like(columns[keyword], value.replace("^", " ")))
    return found


def _like(column: sa.ColumnElement[str], value: str) -> sa.ColumnElement[bool]:
    escaped = re.sub(r"([\\%_])", r"\\\1", value).replace("*", "%").replace("?", "_")
    return sa.func.lower(column).like(escaped.lower(), escape="\\")


def _dated(column: sa.ColumnElement[str], value: str) -> sa.ColumnElement[bool]:
    """A date or a range with either end open (PS3.4 §C.2.2.2.5); nonsense matches nothing."""
    parts = _DATE.fullmatch(value)
    if parts is None or not value:
        return sa.false()
    first, dash, last = parts.groups()
    low = _iso(first) if first else "0000"
    high = _iso(last) if last else ("9999" if dash else low)
    return column.between(low, high)


def _iso(date: str) -> str:
    return f"{date[:4]}-{date[4:6]}-{date[6:]}"


def _counts(store: SqlStore, ids: list[str]) -> dict[str, tuple[int, int, set[str]]]:
    rows = store.conn.execute(
        sa.select(series.c.study_id, series.c.id, series.c.modality, sa.func.count(instance.c.id))
        .join(instance, instance.c.series_id == series.c.id)
        .where(series.c.study_id.in_(ids))
        .group_by(series.c.study_id, series.c.id, series.c.modality)
    )
    found: dict[str, tuple[int, int, set[str]]] = {}
    for study_id, _, modality, count in rows:
        many, instances, modalities = found.get(study_id, (0, 0, set()))
        found[study_id] = (many + 1, instances + count, modalities | {modality} - {""})
    return found


def _study(row: Any, many: int, instances: int, modalities: set[str]) -> Json:
    return {
        **row.attributes.get("tags", {}),
        "0020000D": {"vr": "UI", "Value": [row.study_uid]},
        "00080061": {"vr": "CS", "Value": sorted(modalities)},
        "00201206": {"vr": "IS", "Value": [many]},
        "00201208": {"vr": "IS", "Value": [instances]},
        "org": row.org_id,
    }


def series_json(instances: tuple[StoredInstance, ...]) -> list[Json]:
    """One answer per series of these instances, with its number of instances."""
    groups: dict[str, list[StoredInstance]] = {}
    for each in instances:
        groups.setdefault(each.series_uid, []).append(each)
    return [
        {
            **group[0].series_attributes.get("tags", {}),
            "0020000E": {"vr": "UI", "Value": [uid]},
            "00201209": {"vr": "IS", "Value": [len(group)]},
        }
        for uid, group in groups.items()
    ]


def instance_json(each: StoredInstance) -> Json:
    """The answer for one instance."""
    return {
        **each.attributes.get("tags", {}),
        "00080016": {"vr": "UI", "Value": [each.sop_class]},
        "00080018": {"vr": "UI", "Value": [each.sop_uid]},
        "0020000E": {"vr": "UI", "Value": [each.series_uid]},
    }
