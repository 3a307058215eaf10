"""What lies on the table of a case: studies, recordings, papers, and what was said in its room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from consult.cases.case import Case
from consult.network.people import Person
from consult.rooms.room import Room, RoomEvent, RoomSeal
from consult.studies.material import (
    Attachment,
    CaseMaterial,
    Ecg,
    Instance,
    ItemKind,
    Series,
    Study,
)
from storage.database.tables.cases import case
from storage.database.tables.rooms import room, room_event
from storage.database.tables.studies import case_material, study
from storage.repositories.fhir.source import Field, Matching, Reader, Source
from storage.repositories.views.batch import grouped
from storage.repositories.views.values import people_by_id
from storage.repositories.visible import visible

FILES = (ItemKind.ECG, ItemKind.ATTACHMENT)


def _attached(reader: Reader, kinds: Sequence[ItemKind]) -> sa.Subquery:
    """Items on a case the reader may open, each once: as it was put there last."""
    row = case_material.alias()
    newest = (
        sa.select(sa.func.max(row.c.id).label("id"))
        .where(
            row.c.kind.in_([kind.value for kind in kinds]),
            row.c.removed_at.is_(None),
            visible(row.c.case_id, reader.actor, reader.now),
        )
        .group_by(row.c.kind, row.c.item_id)
        .subquery()
    )
    return (
        sa.select(
            case_material.c.id.label("material_id"),
            case_material.c.item_id.label("id"),
            case_material.c.added_at.label("at"),
            case.c.patient_id.label("patient_id"),
        )
        .join(newest, newest.c.id == case_material.c.id)
        .join(case, case.c.id == case_material.c.case_id)
        .subquery("attached")
    )


def _materials(
    reader: Reader, kinds: Sequence[ItemKind], ids: Sequence[str]
) -> dict[str, tuple[CaseMaterial, Case]]:
    rows = _attached(reader, kinds)
    wanted = sa.select(rows.c.material_id).where(rows.c.id.in_(list(ids)))
    found = reader.store.materials.list(id=list(reader.store.conn.execute(wanted).scalars()))
    cases = {row.id: row for row in reader.store.cases.list(id=[row.case_id for row in found])}
    return {row.item_id: (row, cases[row.case_id]) for row in found}


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyPapers:
    """A study on a case; `whole`: each of its instances is to be named."""

    study: Study
    material: CaseMaterial
    case: Case
    series: Sequence[Series]
    instances: dict[str, list[Instance]]
    whole: bool


def imaging_studies(reader: Reader) -> Source:
    on_case = _attached(reader, (ItemKind.STUDY,))
    return Source(
        rows=study.join(on_case, on_case.c.id == study.c.id),
        key=(study.c.id,),
        seen=(),
        columns={
            "patient": Field(on_case.c.patient_id),
            "status": Field(sa.literal("available")),
            "identifier": Field(study.c.study_uid),
            "started": Field(study.c.attributes["date"].as_string(), Matching.DAY_TEXT),
            "_lastUpdated": Field(on_case.c.at, Matching.INSTANT),
        },
    )


def load_imaging_studies(reader: Reader, ids: Sequence[str]) -> dict[str, StudyPapers]:
    store = reader.store
    on_case = _materials(reader, (ItemKind.STUDY,), ids)
    series = store.series.list(study_id=list(ids))
    instances = store.instances.list(series_id=[row.id for row in series])
    by_study = grouped(series, lambda row: row.study_id)
    by_series = grouped(instances, lambda row: row.series_id)
    return {
        row.id: StudyPapers(
            study=row,
            material=on_case[row.id][0],
            case=on_case[row.id][1],
            series=by_study[row.id],
            instances=by_series,
            whole=reader.whole,
        )
        for row in store.studies.list(id=list(ids))
        if row.id in on_case
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePapers:
    """A stored file on a case; a recording (`Ecg`) or any other (`Attachment`)."""

    item: Ecg | Attachment
    material: CaseMaterial
    case: Case
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkPapers:
    """A room's log; `events` None where only its outside is asked for."""

    room: Room
    case: Case
    at: datetime
    seals: Sequence[RoomSeal]
    events: Sequence[RoomEvent] | None
    people: dict[str, Person]


def _last_word(row: Any = room) -> sa.ColumnElement[datetime]:
    return (
        sa.select(room_event.c.at)
        .where(room_event.c.room_id == row.c.id, room_event.c.seq == row.c.head_seq)
        .scalar_subquery()
    )


def document_references(reader: Reader) -> Source:
    files = _attached(reader, FILES)
    talk = (
        sa.select(room.c.id, case.c.patient_id, _last_word().label("at"))
        .join(case, case.c.id == room.c.case_id)
        .where(room.c.head_seq > 0, visible(case.c.id, reader.actor, reader.now))
    )
    rows = sa.union_all(sa.select(files.c.id, files.c.patient_id, files.c.at), talk).subquery("doc")
    return Source(
        rows=rows,
        key=(rows.c.id,),
        seen=(),
        columns={
            "patient": Field(rows.c.patient_id),
            "status": Field(sa.literal("current")),
            "date": Field(rows.c.at, Matching.INSTANT),
            "_lastUpdated": Field(rows.c.at, Matching.INSTANT),
        },
    )


def load_document_references(
    reader: Reader, ids: Sequence[str]
) -> dict[str, FilePapers | TalkPapers]:
    store = reader.store
    on_case = _materials(reader, FILES, ids)
    items: list[Ecg | Attachment] = [
        *store.ecgs.list(id=list(on_case)),
        *store.attachments.list(id=list(on_case)),
    ]
    hashes = [row.object_sha256 for row in items]
    sizes = {row.sha256: row.size for row in store.objects.list(sha256=hashes)}
    files = {
        row.id: FilePapers(
            item=row,
            material=on_case[row.id][0],
            case=on_case[row.id][1],
            size=sizes[row.object_sha256],
        )
        for row in items
    }
    return files | {row.id: _talk(reader, row) for row in store.rooms.list(id=list(ids))}


def _talk(reader: Reader, row: Room) -> TalkPapers:
    store = reader.store
    events = store.room_log.read(row.id, after=0, limit=row.head_seq) if reader.whole else None
    said_at = store.conn.execute(sa.select(_last_word()).where(room.c.id == row.id)).scalar_one()
    named = {event.author_id for event in events or () if event.author_id is not None}
    return TalkPapers(
        room=row,
        case=store.cases.get(row.case_id),
        at=said_at,
        seals=store.seals.list(room_id=row.id),
        events=events,
        people=people_by_id(store, named),
    )
