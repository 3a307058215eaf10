"""A DICOM instance becomes rows: one hospital's study, series and instance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from consult.actions.work import Work
from consult.errors import Duplicate
from consult.studies.levels import INSTANCE_TAGS, SERIES_TAGS, STUDY_TAGS, only
from consult.studies.manifest import DicomSummary, Manifest, SeenPatient
from consult.studies.material import Derivative, Instance, Series, StoredObject, Study

_PATIENT = ("patient_name", "patient_id", "patient_sex", "patient_birth_date")


@dataclass(frozen=True, slots=True)
class KeptInstance:
    """`conflict`: the hospital has this UID already, with other bytes; nothing was added."""

    id: str
    study_id: str
    conflict: bool = False


def keep_instance(work: Work, org_id: str, manifest: Manifest, seen: DicomSummary) -> KeptInstance:
    """The instance's row, made unless it is there; raises nothing of its own."""
    known = work.store.instances.find(org_id=org_id, sop_uid=seen.sop_uid)
    if known is None:
        series = _series(work, _study(work, org_id, manifest, seen), seen)
        known = work.store.instances.find(org_id=org_id, sop_uid=seen.sop_uid)
        known = known or _instance(work, series, manifest, seen)
    study_id = work.store.series.get(known.series_id).study_id
    return KeptInstance(known.id, study_id, known.object_sha256 != manifest.sha256)


def _study(work: Work, org_id: str, manifest: Manifest, seen: DicomSummary) -> Study:
    study = work.store.studies.find(org_id=org_id, study_uid=seen.study_uid)
    if study is None:
        study = Study(
            id=work.new_id(),
            org_id=org_id,
            study_uid=seen.study_uid,
            attributes=_study_facts(manifest, seen),
            created_at=work.now,
        )
        try:
            work.store.studies.add(study)
            return study
        except Duplicate:  # another instance of it was first
            study = work.store.studies.find(org_id=org_id, study_uid=seen.study_uid)
            if study is None:
                raise
    # Instances of one study take turns: each must see whether another put it on the case.
    work.store.studies.save(study)
    return study


def _study_facts(manifest: Manifest, seen: DicomSummary) -> dict[str, Any]:
    patient = manifest.patient
    return {
        "date": seen.study_date,
        "time": seen.study_time,
        "description": seen.study_description,
        "accession": seen.accession_number,
        "patient_id": patient.patient_id if patient else "",
        "patient_name": patient.name if patient else "",
        "patient_sex": patient.sex if patient else "",
        "patient_birth_date": patient.birth_date if patient else "",
        "tags": only(STUDY_TAGS, seen.tags),
    }


def seen_patient(study: Study) -> SeenPatient:
    """The patient its first image named."""
    facts = {key.removeprefix("patient_"): str(study.attributes.get(key, "")) for key in _PATIENT}
    return SeenPatient(facts["name"], facts["id"], facts["sex"], facts["birth_date"])


def _series(work: Work, study: Study, seen: DicomSummary) -> Series:
    """A series UID that another study has already keeps its first study: one UID, one row."""
    known = work.store.series.find(org_id=study.org_id, series_uid=seen.series_uid)
    if known is not None:
        return known
    series = Series(
        id=work.new_id(),
        org_id=study.org_id,
        study_id=study.id,
        series_uid=seen.series_uid,
        modality=seen.modality,
        attributes={
            "description": seen.series_description,
            "number": seen.series_number,
            "tags": only(SERIES_TAGS, seen.tags),
        },
    )
    work.store.series.add(series)
    return series


def _instance(work: Work, series: Series, manifest: Manifest, seen: DicomSummary) -> Instance:
    instance = Instance(
        id=work.new_id(),
        org_id=series.org_id,
        series_id=series.id,
        sop_uid=seen.sop_uid,
        sop_class=seen.sop_class,
        transfer_syntax=seen.transfer_syntax,
        object_sha256=manifest.sha256,
        attributes={
            "number": seen.instance_number,
            "rows": seen.rows,
            "columns": seen.columns,
            "reason": str(manifest.reason or ""),
            "warnings": [str(caution) for caution in manifest.warnings],
            "plain": seen.plain,
            "layout": seen.layout,
            "tags": only(INSTANCE_TAGS, seen.tags),
        },
        frames=seen.frames,
    )
    work.store.instances.add(instance)
    return instance


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepPreview:
    """A picture made of one frame, which the object store has confirmed."""

    source_sha256: str
    maker: str
    maker_version: str
    sha256: str
    size: int
    store_key: str


def keep_preview(work: Work, cmd: KeepPreview) -> None:
    """Remembers a picture made on demand; whoever comes second changes nothing."""
    try:
        if work.store.objects.find(sha256=cmd.sha256) is None:
            work.store.objects.add(
                StoredObject(
                    sha256=cmd.sha256,
                    size=cmd.size,
                    state="stored",
                    store_key=cmd.store_key,
                    verified_at=work.now,
                )
            )
        work.store.derivatives.add(
            Derivative(
                source_sha256=cmd.source_sha256,
                maker=cmd.maker,
                maker_version=cmd.maker_version,
                object_sha256=cmd.sha256,
                state="ready",
            )
        )
    except Duplicate:
        return
