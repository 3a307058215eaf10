"""What was recorded comes onto the case, is confirmed, withdrawn or moved."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from consult.access.verbs import Verb
from consult.actions.asking.tasks import finish_tasks
from consult.actions.requests.moves import tell_everyone
from consult.actions.studies.dicom import keep_instance, seen_patient
from consult.actions.studies.uploads import actor_of
from consult.actions.work import Work
from consult.cases.case import Case
from consult.errors import Denied, Duplicate, Invalid, NotFound, StaleVersion
from consult.rooms.room import SystemNote
from consult.studies.identity import compare
from consult.studies.manifest import Manifest, SeenPatient
from consult.studies.material import (
    Attachment,
    CaseMaterial,
    Derivative,
    Ecg,
    Identity,
    ItemKind,
    MaterialPart,
    Refusal,
    StoredObject,
)
from consult.studies.upload import Upload, UploadState

MAX_REASON = 500
MAX_LABEL = 200


@dataclass(frozen=True, slots=True)
class StoredFile:
    """Bytes the object store has confirmed."""

    sha256: str
    size: int
    store_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreUpload:
    """What the intake door found, and the objects that now hold it (none when refused)."""

    upload_id: str
    manifest: Manifest
    original: StoredFile | None
    derived: tuple[StoredFile, ...] = ()


def store_upload(work: Work, cmd: StoreUpload) -> Upload:
    """Turn a received upload into rows, audit and news in one commit: only now it is acknowledged.

    Idempotent: a second run of the same upload changes nothing.
    """
    upload = work.store.uploads.get(cmd.upload_id)
    if upload.state in {UploadState.STORED, UploadState.REFUSED}:
        return upload
    work.actor = actor_of(upload, work)
    case = _case_of(work, upload)
    for file in (cmd.original, *cmd.derived):
        if file is not None:
            keep_object(work, file)
    _keep_derivatives(work, cmd)
    kind, item_id = _keep_item(work, upload, cmd.manifest, case)
    refused = kind is ItemKind.REFUSAL
    done = replace(
        upload,
        state=UploadState.REFUSED if refused else UploadState.STORED,
        reason=str(cmd.manifest.reason or ""),
        sha256=cmd.manifest.sha256,
        item_kind=kind,
        item_id=item_id,
    )
    work.store.uploads.save(done)
    if case is not None:
        label = _label(upload, cmd.manifest, kind)
        attach(work, case, kind, item_id, label, _identity(work, case, cmd.manifest))
    else:
        work.record("store_upload", f"{kind}:{item_id}", for_org=upload.org_id)
        work.tell(f"org:{upload.org_id}")
    work.tell(f"person:{upload.person_id}")
    return done


def _case_of(work: Work, upload: Upload) -> Case | None:
    """The case, unless the sender lost the right to it meanwhile: then the inbox has the file."""
    if upload.case_id is None:
        return None
    try:
        return work.open_case(upload.case_id, Verb.ATTACH)
    except (NotFound, Denied):
        return None


def keep_object(work: Work, file: StoredFile) -> None:
    """The row of bytes the store has confirmed; once, whoever brings them."""
    if work.store.objects.find(sha256=file.sha256) is not None:
        return
    with suppress(Duplicate):  # the same bytes in two uploads at once
        work.store.objects.add(
            StoredObject(
                sha256=file.sha256,
                size=file.size,
                state="stored",
                store_key=file.store_key,
                verified_at=work.now,
            )
        )


def _keep_derivatives(work: Work, cmd: StoreUpload) -> None:
    stored = {file.sha256 for file in cmd.derived}
    for made in cmd.manifest.derived:
        key = {
            "source_sha256": cmd.manifest.sha256,
            "maker": made.maker,
            "maker_version": made.maker_version,
        }
        if made.sha256 in stored and work.store.derivatives.find(**key) is None:
            with suppress(Duplicate):
                work.store.derivatives.add(
                    Derivative(
                        source_sha256=cmd.manifest.sha256,
                        maker=made.maker,
                        maker_version=made.maker_version,
                        object_sha256=made.sha256,
                        state="ready",
                    )
                )


def _keep_item(
    work: Work, upload: Upload, manifest: Manifest, case: Case | None
) -> tuple[ItemKind, str]:
    if manifest.kind == "refused":
        return ItemKind.REFUSAL, _keep_refusal(work, upload, manifest)
    instance_id = None
    if manifest.dicom is not None:
        kept = keep_instance(work, upload.org_id, manifest, manifest.dicom)
        if kept.conflict:
            return ItemKind.ATTACHMENT, _keep_attachment(
                work, upload, manifest, "dicom.uid_conflict"
            )
        if manifest.ecg is None:
            return ItemKind.STUDY, kept.study_id
        instance_id = kept.id
    if manifest.ecg is not None:
        return ItemKind.ECG, _keep_ecg(work, upload, manifest, case, instance_id)
    reason = str(manifest.reason or "")
    return ItemKind.ATTACHMENT, _keep_attachment(work, upload, manifest, reason)


def _keep_refusal(work: Work, upload: Upload, manifest: Manifest) -> str:
    refusal = Refusal(
        id=work.new_id(),
        org_id=upload.org_id,
        file_name=upload.name,
        size=manifest.size,
        sha256=manifest.sha256,
        reason=str(manifest.reason),
        created_at=work.now,
    )
    work.store.refusals.add(refusal)
    return refusal.id


def _keep_attachment(work: Work, upload: Upload, manifest: Manifest, reason: str) -> str:
    attachment = Attachment(
        id=work.new_id(),
        org_id=upload.org_id,
        object_sha256=manifest.sha256,
        media_type=manifest.media_type,
        file_name=upload.name,
        created_at=work.now,
        why_unreadable=reason,
    )
    work.store.attachments.add(attachment)
    return attachment.id


def _keep_ecg(
    work: Work, upload: Upload, manifest: Manifest, case: Case | None, instance_id: str | None
) -> str:
    seen = manifest.ecg
    if seen is None:
        raise Invalid("upload.no_ecg", field="file")
    known = work.store.ecgs.list(org_id=upload.org_id, object_sha256=manifest.sha256)
    if known:
        return known[0].id
    ecg = Ecg(
        id=work.new_id(),
        org_id=upload.org_id,
        object_sha256=manifest.sha256,
        format=manifest.format,
        rate_num=seen.rate_num,
        rate_den=seen.rate_den,
        samples=seen.n_samples,
        leads=seen.lead_names,
        parser=seen.parser,
        parser_version=seen.parser_version,
        created_at=work.now,
        patient_id=case.patient_id if case else None,
        instance_id=instance_id,
        acquired_at=_in_zone(work, seen.acquired_at, upload.org_id),
        acquired_text=seen.acquired_text,
        device=seen.device,
        machine_statements=seen.machine_statements,
        measurements=tuple(
            {"name": m.name, "value": m.value, "unit": m.unit} for m in seen.measurements
        ),
        warnings=tuple(str(caution) for caution in manifest.warnings),
        seen_patient=_seen(manifest),
        file_name=upload.name,
    )
    work.store.ecgs.add(ecg)
    return ecg.id


def _in_zone(work: Work, acquired: datetime | None, org_id: str) -> datetime | None:
    """Recorders write wall-clock time: it is the hospital's own unless the file names a zone."""
    if acquired is None:
        return None
    if acquired.tzinfo is None:
        zone = ZoneInfo(work.store.organizations.get(org_id).time_zone)
        acquired = acquired.replace(tzinfo=zone)
    return acquired.astimezone(UTC)


def _seen(manifest: Manifest) -> dict[str, object] | None:
    if manifest.patient is None or manifest.patient.empty:
        return None
    seen = manifest.patient
    return {
        "name": seen.name,
        "patient_id": seen.patient_id,
        "sex": seen.sex,
        "birth_date": seen.birth_date,
    }


def _label(upload: Upload, manifest: Manifest, kind: ItemKind) -> str:
    """A study goes by its own name: that of its first file says little."""
    seen = manifest.dicom
    if kind is not ItemKind.STUDY or seen is None:
        return upload.name
    described = seen.study_description or seen.series_description or seen.modality
    return described[:MAX_LABEL] or upload.name


def _identity(work: Work, case: Case, manifest: Manifest) -> Identity:
    patient = work.store.patients.get(case.patient_id)
    return compare(patient, work.store.identifiers.list(patient_id=patient.id), manifest.patient)


def attach(
    work: Work, case: Case, kind: ItemKind, item_id: str, label: str, identity: Identity
) -> CaseMaterial:
    """Put an item on a case, once; whoever was asked for files has then brought them."""
    present = work.store.materials.list(case_id=case.id, kind=kind, item_id=item_id)
    for old in present:
        if old.removed_at is None:
            work.tell(f"case:{case.id}")  # its counts grow while people look at it
            return _doubted(work, old, identity)
    material = CaseMaterial(
        id=work.new_id(),
        case_id=case.id,
        kind=kind,
        item_id=item_id,
        part=MaterialPart.CURRENT,
        identity=identity,
        added_by=work.actor.person_id,
        added_at=work.now,
        label=label,
    )
    work.store.materials.add(material)
    if kind is not ItemKind.REFUSAL:
        finish_tasks(work, case)
    _tell_case(
        work,
        case,
        "material.refused" if kind is ItemKind.REFUSAL else "material.added",
        {"kind": kind, "label": label, "material": material.id},
    )
    return material


def _doubted(work: Work, old: CaseMaterial, identity: Identity) -> CaseMaterial:
    """One image of a study that names somebody else puts the whole study in doubt."""
    if identity is not Identity.MISMATCH or old.identity in {identity, Identity.CONFIRMED_BY}:
        return old
    doubted = replace(old, identity=identity, version=old.version + 1)
    work.store.materials.save(doubted)
    return doubted


def _tell_case(work: Work, case: Case, code: str, params: dict[str, object]) -> None:
    requests = work.store.requests.list(case_id=case.id)
    for room in work.store.rooms.list(case_id=case.id):
        work.note_in_room(room.id, SystemNote(code, {"by": work.actor.person_id} | params))
    for request in requests:
        tell_everyone(work, request)


def _material(work: Work, case: Case, material_id: str, if_version: int | None) -> CaseMaterial:
    found = work.store.materials.find(id=material_id, case_id=case.id)
    if found is None or found.removed_at is not None:
        raise NotFound("material")
    if if_version is not None and if_version != found.version:
        raise StaleVersion("material")
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawMaterial:
    case_id: str
    material_id: str
    reason: str
    if_version: int | None = None


def withdraw_material(work: Work, cmd: WithdrawMaterial) -> CaseMaterial:
    """Take a material off the case; a tombstone with name, time and reason stays."""
    case = work.open_case(cmd.case_id, Verb.REMOVE_MATERIAL)
    material = _material(work, case, cmd.material_id, cmd.if_version)
    return _bury(work, case, material, cmd.reason, moved_to=None)


def _bury(
    work: Work, case: Case, material: CaseMaterial, reason: str, *, moved_to: Case | None
) -> CaseMaterial:
    if not reason.strip() or len(reason) > MAX_REASON:
        raise Invalid("material.reason_required", field="reason", limit=MAX_REASON)
    buried = replace(
        material,
        removed_by=work.actor.person_id,
        removed_at=work.now,
        removed_reason=reason.strip(),
        moved_to_case=moved_to.id if moved_to else None,
        version=material.version + 1,
    )
    work.store.materials.save(buried)
    code = "material.moved" if moved_to else "material.withdrawn"
    _tell_case(work, case, code, {"label": material.label, "reason": reason.strip()})
    return buried


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveMaterial:
    case_id: str
    material_id: str
    to_case_id: str
    reason: str
    if_version: int | None = None


def move_material(work: Work, cmd: MoveMaterial) -> CaseMaterial:
    """Put a material on the right case of the same hospital; the wrong one keeps a tombstone."""
    case = work.open_case(cmd.case_id, Verb.REMOVE_MATERIAL)
    target = work.open_case(cmd.to_case_id, Verb.ADD_MATERIAL)
    if target.id == case.id or target.owner_org != case.owner_org:
        raise Invalid("material.bad_target", field="to_case_id")
    material = _material(work, case, cmd.material_id, cmd.if_version)
    _bury(work, case, material, cmd.reason, moved_to=target)
    if material.kind is ItemKind.ECG:
        ecg = work.store.ecgs.get(material.item_id)
        work.store.ecgs.save(replace(ecg, patient_id=target.patient_id))
    return attach(
        work,
        target,
        material.kind,
        material.item_id,
        material.label,
        _compare_again(work, target, material),
    )


def compare_all_again(work: Work, case: Case) -> None:
    """After the patient was corrected: what nobody has confirmed is judged by the new name."""
    kinds = (ItemKind.ECG, ItemKind.STUDY)
    for row in work.store.materials.list(case_id=case.id, kind=kinds, removed_at=None):
        now = _compare_again(work, case, row)
        if row.identity not in {now, Identity.CONFIRMED_BY}:
            work.store.materials.save(replace(row, identity=now, version=row.version + 1))


def _compare_again(work: Work, case: Case, material: CaseMaterial) -> Identity:
    patient = work.store.patients.get(case.patient_id)
    named = named_on(work, material.kind, material.item_id)
    return compare(patient, work.store.identifiers.list(patient_id=patient.id), named)


def named_on(work: Work, kind: ItemKind, item_id: str) -> SeenPatient | None:
    """Whom a recording or a study names, as far as it was kept."""
    if kind is ItemKind.ECG:
        seen = work.store.ecgs.get(item_id).seen_patient
        return SeenPatient(**{key: str(value) for key, value in seen.items()}) if seen else None
    if kind is ItemKind.STUDY:
        return seen_patient(work.store.studies.get(item_id))
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmIdentity:
    case_id: str
    material_id: str
    if_version: int | None = None


def confirm_identity(work: Work, cmd: ConfirmIdentity) -> CaseMaterial:
    """Somebody at the bedside says: this recording is of this patient."""
    case = work.open_case(cmd.case_id, Verb.ADD_MATERIAL)
    material = _material(work, case, cmd.material_id, cmd.if_version)
    confirmed = replace(
        material,
        identity=Identity.CONFIRMED_BY,
        confirmed_by=work.actor.person_id,
        version=material.version + 1,
    )
    work.store.materials.save(confirmed)
    _tell_case(work, case, "material.confirmed", {"label": material.label})
    return confirmed
