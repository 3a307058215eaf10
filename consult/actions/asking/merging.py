"""Folding two records of one person into one, and taking it back (患者合并)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from consult.access.verbs import Verb
from consult.actions.requests.moves import tell_everyone
from consult.actions.studies.materials import compare_all_again
from consult.actions.work import Work
from consult.cases.asking.merge import PatientMerge
from consult.cases.case import Case
from consult.cases.patients.patient import IdentityStatus, Patient, Sex
from consult.errors import Conflict, Invalid, NotFound
from consult.rooms.room import SystemNote

MAX_REASON = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class MergePatient:
    """The patient of the case is found to be `into_id`, known to the hospital already."""

    case_id: str
    into_id: str
    reason: str


def merge_patient(work: Work, cmd: MergePatient) -> PatientMerge:
    """Numbers and cases go over to the known record; the other stays, naming where it went."""
    case = work.open_case(cmd.case_id, Verb.EDIT_CASE)
    work.open_org(case.owner_org, Verb.MERGE_PATIENTS)
    _reason(cmd.reason)
    source = work.store.patients.get(case.patient_id)
    target = work.store.patients.find(id=cmd.into_id, org_id=case.owner_org)
    if target is None:
        raise NotFound("patient")
    if source.id == target.id or source.merged_into or target.merged_into:
        raise Conflict("patient.merged_already")
    numbers = work.store.identifiers.list(patient_id=source.id)
    cases = work.store.cases.list(patient_id=source.id)
    merge = PatientMerge(
        id=work.new_id(),
        org_id=case.owner_org,
        from_id=source.id,
        into_id=target.id,
        moved={
            "from_name": source.name,
            "into_name": target.name,
            "identifiers": [{"system": row.system, "value": row.value} for row in numbers],
            "cases": [each.id for each in cases],
        },
        reason=cmd.reason.strip(),
        by=work.actor.person_id,
        at=work.now,
    )
    work.store.merges.add(merge)
    for row in numbers:
        work.store.identifiers.save(replace(row, patient_id=target.id))
    work.store.patients.save(replace(source, merged_into=target.id, version=source.version + 1))
    work.store.patients.save(_filled(work, target, source))
    _hand_over(work, cases, target.id, "patient.merged", merge)
    return merge


def _reason(text: str) -> None:
    if not text.strip() or len(text) > MAX_REASON:
        raise Invalid("request.reason_required", field="reason", limit=MAX_REASON)


def _filled(work: Work, known: Patient, other: Patient) -> Patient:
    """What the known record lacks is taken from the other; what it says stays."""
    ageless = known.birth_date is None and known.age_years is None
    numbers = work.store.identifiers.list(patient_id=known.id)
    identified = known.name and any(row.system != "provisional" for row in numbers)
    return replace(
        known,
        name=known.name or other.name,
        sex=other.sex if known.sex is Sex.UNKNOWN else known.sex,
        identity=IdentityStatus.IDENTIFIED if identified else known.identity,
        birth_date=known.birth_date or (other.birth_date if ageless else None),
        age_years=other.age_years if ageless else known.age_years,
        age_at=other.age_at if ageless else known.age_at,
        phone=known.phone or other.phone,
        version=known.version + 1,
    )


def _hand_over(
    work: Work, cases: Sequence[Case], patient_id: str, code: str, merge: PatientMerge
) -> None:
    for case in cases:
        moved = replace(case, patient_id=patient_id, version=case.version + 1)
        work.store.cases.save(moved)
        work.record(code.replace(".", "_"), f"merge:{merge.id}", case=moved, for_org=merge.org_id)
        compare_all_again(work, moved)
        for room in work.store.rooms.list(case_id=case.id):
            work.note_in_room(room.id, SystemNote(code, {"by": work.actor.person_id}))
        for request in work.store.requests.list(case_id=case.id):
            tell_everyone(work, request)


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoMerge:
    merge_id: str
    reason: str


def undo_merge(work: Work, cmd: UndoMerge) -> PatientMerge:
    """Give back what went over; what came to the known record later stays there."""
    merge = work.store.merges.find(id=cmd.merge_id)
    if merge is None:
        raise NotFound("merge")
    work.open_org(merge.org_id, Verb.MERGE_PATIENTS)
    _reason(cmd.reason)
    source = work.store.patients.get(merge.from_id)
    if merge.undone_at is not None or source.merged_into != merge.into_id:
        raise Conflict("patient.merge_undone")
    undone = replace(
        merge,
        undone_by=work.actor.person_id,
        undone_at=work.now,
        undone_reason=cmd.reason.strip(),
    )
    work.store.merges.save(undone)
    work.store.patients.save(replace(source, merged_into=None, version=source.version + 1))
    for row in work.store.identifiers.list(patient_id=merge.into_id):
        if {"system": row.system, "value": row.value} in _listed(merge, "identifiers"):
            work.store.identifiers.save(replace(row, patient_id=source.id))
    there = work.store.cases.list(patient_id=merge.into_id, id=_listed(merge, "cases"))
    _hand_over(work, there, source.id, "patient.unmerged", undone)
    return undone


def _listed(merge: PatientMerge, name: str) -> list[object]:
    found = merge.moved.get(name)
    return found if isinstance(found, list) else []
