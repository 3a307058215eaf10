"""What is on a case: put there, confirmed, withdrawn, moved (病例资料)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from consult.access.verbs import Verb
from consult.actions.asking.tasks import finish_tasks
from consult.actions.requests.moves import tell_everyone
from consult.actions.studies.dicom import seen_patient
from consult.actions.work import Work
from consult.cases.case import Case
from consult.errors import Invalid, NotFound, StaleVersion
from consult.rooms.room import SystemNote
from consult.studies.identity import compare
from consult.studies.manifest import SeenPatient
from consult.studies.material import (
    CaseMaterial,
    Identity,
    ItemKind,
    MaterialPart,
)

MAX_REASON = 500


def identity_of(work: Work, case: Case, named: SeenPatient | None) -> Identity:
    """Whether whom a file names is the patient of this case."""
    patient = work.store.patients.get(case.patient_id)
    return compare(patient, work.store.identifiers.list(patient_id=patient.id), named)


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
    return identity_of(work, case, named_on(work, material.kind, material.item_id))


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
