"""What is on the table of a case, each with what is known of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from consult.network.people import Person
from consult.studies.material import Attachment, CaseMaterial, Ecg, ItemKind, Refusal, Study
from storage.database.tables.studies import derivative
from storage.repositories.store import SqlStore
from storage.repositories.views.materials.study_count import StudyCount, count_studies
from storage.repositories.views.values import Named, View, named

API = "/api/v1"


class Removed(View, frozen=True):
    by: Named | None
    at: datetime
    reason: str
    moved_to_case: str | None


class EcgView(View, frozen=True):
    """The sampling rate is the exact fraction `rate_num`/`rate_den` in Hz."""

    id: str
    format: str
    acquired_at: datetime | None
    acquired_text: str
    rate_num: int
    rate_den: int
    samples: int
    leads: tuple[str, ...]
    device: str
    machine_statements: tuple[str, ...]
    measurements: tuple[dict[str, Any], ...]
    warnings: tuple[str, ...]
    seen_patient: dict[str, Any] | None
    file_name: str
    ecg1_url: str | None
    original_url: str


class AttachmentView(View, frozen=True):
    id: str
    media_type: str
    file_name: str
    size: int
    why_unreadable: str
    preview_url: str | None
    original_url: str


class RefusalView(View, frozen=True):
    file_name: str
    size: int
    sha256: str
    reason: str


class StudyView(View, frozen=True):
    """`reason`: why none of it is shown, '' when images are. `not_shown`: how many instances by
    reason. `dicomweb_url`: the study's WADO-RS address."""

    id: str
    org_id: str
    study_uid: str
    description: str
    date: str
    modality: str
    modalities: tuple[str, ...]
    series: int
    instances: int
    images: int
    reason: str
    not_shown: dict[str, int]
    warnings: tuple[str, ...]
    seen_patient: dict[str, Any] | None
    dicomweb_url: str


class MaterialView(View, frozen=True):
    """Of a removed material only the tombstone is shown: it may be another patient's."""

    id: str
    kind: str
    item_id: str
    part: str
    identity: str
    label: str
    added_by: Named | None
    added_at: datetime
    version: int
    confirmed_by: Named | None
    removed: Removed | None
    ecg: EcgView | None
    attachment: AttachmentView | None
    refusal: RefusalView | None
    study: StudyView | None


def material_views(
    store: SqlStore, materials: Sequence[CaseMaterial], people: dict[str, Person]
) -> tuple[MaterialView, ...]:
    """In the order they were added; a fixed number of statements."""
    items = _Items(store, [row for row in materials if row.removed_at is None])
    names = {person.id: person.name for person in people.values()}
    return tuple(
        MaterialView(
            id=row.id,
            kind=row.kind,
            item_id=row.item_id,
            part=row.part,
            identity=row.identity,
            label=row.label,
            added_by=named(names, row.added_by),
            added_at=row.added_at,
            version=row.version,
            confirmed_by=named(names, row.confirmed_by or ""),
            removed=_removed(row, names),
            ecg=items.ecgs.get(row.item_id),
            attachment=items.attachments.get(row.item_id),
            refusal=items.refusals.get(row.item_id),
            study=items.studies.get(row.item_id),
        )
        if row.removed_at is None
        else _tombstone(row, names)
        for row in materials
    )


def _removed(row: CaseMaterial, names: dict[str, str]) -> Removed | None:
    if row.removed_at is None:
        return None
    return Removed(
        by=named(names, row.removed_by or ""),
        at=row.removed_at,
        reason=row.removed_reason,
        moved_to_case=row.moved_to_case,
    )


def _tombstone(row: CaseMaterial, names: dict[str, str]) -> MaterialView:
    return MaterialView(
        id=row.id,
        kind=row.kind,
        item_id=row.item_id,
        part=row.part,
        identity=row.identity,
        label=row.label,
        added_by=named(names, row.added_by),
        added_at=row.added_at,
        version=row.version,
        confirmed_by=None,
        removed=_removed(row, names),
        ecg=None,
        attachment=None,
        refusal=None,
        study=None,
    )


class _Items:
    """The items behind some materials, by item id."""

    def __init__(self, store: SqlStore, materials: Iterable[CaseMaterial]) -> None:
        ids: dict[ItemKind, list[str]] = {kind: [] for kind in ItemKind}
        for row in materials:
            ids[row.kind].append(row.item_id)
        ecgs = store.ecgs.list(id=ids[ItemKind.ECG])
        attachments = store.attachments.list(id=ids[ItemKind.ATTACHMENT])
        sources = [row.object_sha256 for row in ecgs]
        sources += [row.object_sha256 for row in attachments]
        made = _made_from(store, sources)
        sizes = {row.sha256: row.size for row in store.objects.list(sha256=sources)}
        self.ecgs = {row.id: ecg_view(row, made) for row in ecgs}
        self.attachments = {row.id: _attachment(row, sizes, made) for row in attachments}
        refusals = store.refusals.list(id=ids[ItemKind.REFUSAL])
        self.refusals = {row.id: _refusal(row) for row in refusals}
        studies = store.studies.list(id=ids[ItemKind.STUDY])
        counted = count_studies(store, ids[ItemKind.STUDY])
        self.studies = {row.id: _study(row, counted[row.id]) for row in studies}


def _made_from(store: SqlStore, sources: Sequence[str]) -> set[tuple[str, str]]:
    """(source, maker) of everything that was derived and is ready."""
    rows = store.conn.execute(
        sa.select(derivative.c.source_sha256, derivative.c.maker).where(
            derivative.c.source_sha256.in_(list(sources)), derivative.c.state == "ready"
        )
    )
    return {(source, maker) for source, maker in rows}


def ecg_view(ecg: Ecg, made: set[tuple[str, str]]) -> EcgView:
    ready = (ecg.object_sha256, "ecg1") in made
    return EcgView(
        id=ecg.id,
        format=ecg.format,
        acquired_at=ecg.acquired_at,
        acquired_text=ecg.acquired_text,
        rate_num=ecg.rate_num,
        rate_den=ecg.rate_den,
        samples=ecg.samples,
        leads=ecg.leads,
        device=ecg.device,
        machine_statements=ecg.machine_statements,
        measurements=ecg.measurements,
        warnings=ecg.warnings,
        seen_patient=ecg.seen_patient,
        file_name=ecg.file_name,
        ecg1_url=f"{API}/ecgs/{ecg.id}/ecg1" if ready else None,
        original_url=f"{API}/ecgs/{ecg.id}/original",
    )


def _attachment(
    row: Attachment, sizes: dict[str, int], made: set[tuple[str, str]]
) -> AttachmentView:
    ready = (row.object_sha256, "preview") in made
    return AttachmentView(
        id=row.id,
        media_type=row.media_type,
        file_name=row.file_name,
        size=sizes.get(row.object_sha256, 0),
        why_unreadable=row.why_unreadable,
        preview_url=f"{API}/attachments/{row.id}/preview" if ready else None,
        original_url=f"{API}/attachments/{row.id}/original",
    )


def _refusal(row: Refusal) -> RefusalView:
    return RefusalView(file_name=row.file_name, size=row.size, sha256=row.sha256, reason=row.reason)


def _study(row: Study, counted: StudyCount) -> StudyView:
    facts = row.attributes
    seen = {name: str(facts.get(f"patient_{name}", "")) for name in ("name", "sex", "birth_date")}
    seen["patient_id"] = str(facts.get("patient_id", ""))
    return StudyView(
        id=row.id,
        org_id=row.org_id,
        study_uid=row.study_uid,
        description=str(facts.get("description", "")),
        date=str(facts.get("date", "")),
        modality=counted.modalities[0] if counted.modalities else "",
        modalities=counted.modalities,
        series=counted.series,
        instances=counted.instances,
        images=counted.images,
        reason="" if counted.images else next(iter(counted.not_shown), ""),
        not_shown=counted.not_shown,
        warnings=counted.warnings,
        seen_patient=seen if any(seen.values()) else None,
        dicomweb_url=f"/dicom-web/at/{row.org_id}/studies/{row.study_uid}",
    )
