"""A case that starts from what the hospital has just recorded (从记录发起)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from consult.access.verbs import Verb
from consult.actions.studies.materials import attach, named_on
from consult.actions.work import Work
from consult.cases.case import Case
from consult.errors import Conflict, Invalid, NotFound
from consult.studies.identity import compare
from consult.studies.material import ItemKind, Study

MAX_RECORDINGS = 20
MAX_LABEL = 200


@dataclass(frozen=True, slots=True)
class Recording:
    """An item of the hospital's inbox: what no case has yet."""

    kind: ItemKind
    id: str


def attach_recordings(work: Work, case: Case, recordings: tuple[Recording, ...]) -> None:
    """Put recordings of the inbox on a case of the same hospital, compared with its patient."""
    if not recordings:
        return
    work.open_org(case.owner_org, Verb.UPLOAD)
    if len(recordings) > MAX_RECORDINGS:
        raise Invalid("case.too_many_recordings", field="recordings", limit=MAX_RECORDINGS)
    for recording in dict.fromkeys(recordings):
        label = _claim(work, case, recording)
        seen = named_on(work, recording.kind, recording.id)
        patient = work.store.patients.get(case.patient_id)
        identifiers = work.store.identifiers.list(patient_id=patient.id)
        identity = compare(patient, identifiers, seen)
        attach(work, case, recording.kind, recording.id, label, identity)


def _claim(work: Work, case: Case, recording: Recording) -> str:
    """What it is called; raises Conflict when another case was faster."""
    kind, item_id = recording.kind, recording.id
    if work.store.materials.list(kind=kind, item_id=item_id, removed_at=None):
        raise Conflict("recording.on_a_case")
    if kind is ItemKind.ECG:
        ecg = work.store.ecgs.find(id=item_id, org_id=case.owner_org)
        if ecg is None:
            raise NotFound("recording")
        work.store.ecgs.save(replace(ecg, patient_id=case.patient_id))
        return ecg.file_name
    if kind is ItemKind.STUDY:
        study = work.store.studies.find(id=item_id, org_id=case.owner_org)
        if study is None:
            raise NotFound("recording")
        work.store.studies.save(replace(study, patient_id=case.patient_id))
        return _study_label(work, study)
    attachment = work.store.attachments.find(id=item_id, org_id=case.owner_org)
    if attachment is None or kind is not ItemKind.ATTACHMENT:
        raise NotFound("recording")
    return attachment.file_name


def _study_label(work: Work, study: Study) -> str:
    """Its own description, else what kind of images it has."""
    described = str(study.attributes.get("description") or "")
    modalities = {row.modality for row in work.store.series.list(study_id=study.id)}
    return described[:MAX_LABEL] or "/".join(sorted(modalities)) or "DICOM"
