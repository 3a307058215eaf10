"""What was received becomes rows: the original, what was made of it, and the material of a case."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from consult.access.verbs import Verb
from consult.actions.studies.dicom import keep_instance
from consult.actions.studies.materials import attach, identity_of
from consult.actions.studies.uploads import actor_of
from consult.actions.work import Work
from consult.cases.case import Case
from consult.errors import Denied, Duplicate, Invalid, NotFound
from consult.studies.manifest import Manifest
from consult.studies.material import Attachment, Derivative, Ecg, ItemKind, Refusal, StoredObject
from consult.studies.upload import Upload, UploadState

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
        attach(work, case, kind, item_id, label, identity_of(work, case, cmd.manifest.patient))
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
