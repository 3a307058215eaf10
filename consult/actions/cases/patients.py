"""Patients of one hospital: found again by an identifier, or new with a provisional number."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from consult.access.verbs import Verb
from consult.actions.requests.moves import tell_everyone
from consult.actions.studies.materials import compare_all_again
from consult.actions.work import Work
from consult.cases.patients.national_id import looks_chinese, read_number
from consult.cases.patients.patient import (
    IDENTIFIER_SYSTEMS,
    IdentityStatus,
    Patient,
    PatientIdentifier,
    Sex,
)
from consult.errors import Duplicate, Invalid, StaleVersion
from consult.studies.identity import plain

PROVISIONAL = "provisional"
MAX_NAME = 200
MAX_PHONE = 60
MAX_AGE = 130


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientEntry:
    """What the county typed about the person; an unknown person has no name and no number."""

    name: str = ""
    sex: Sex = Sex.UNKNOWN
    birth_date: date | None = None
    age_years: int | None = None
    phone: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()
    unidentified: bool = False


def check(entry: PatientEntry, today: date) -> None:
    """Raises Invalid naming the field."""
    if len(entry.name) > MAX_NAME:
        raise Invalid("patient.name_too_long", field="patient.name", limit=MAX_NAME)
    if len(entry.phone) > MAX_PHONE:
        raise Invalid("patient.phone_too_long", field="patient.phone", limit=MAX_PHONE)
    if entry.birth_date is not None and not date(1890, 1, 1) <= entry.birth_date <= today:
        raise Invalid("patient.bad_birth_date", field="patient.birth_date")
    if entry.age_years is not None and not 0 <= entry.age_years <= MAX_AGE:
        raise Invalid("patient.bad_age", field="patient.age_years")
    for system, value in entry.identifiers:
        if system not in IDENTIFIER_SYSTEMS or system == PROVISIONAL:
            raise Invalid("patient.bad_identifier", field="patient.identifiers")
        if value.strip() and not re.fullmatch(r"[\w./-]{1,40}", value.strip()):
            raise Invalid("patient.bad_identifier", field=f"patient.{system}")
        checked = system == "national_id" and looks_chinese(value.strip())
        if checked and read_number(value, today) is None:
            raise Invalid("patient.bad_check_character", field="patient.national_id")
    if not entry.unidentified and not entry.name.strip():
        raise Invalid("patient.name_required", field="patient.name")


def register(work: Work, org_id: str, entry: PatientEntry) -> Patient:
    """The hospital's record of this person: the known one by identifier, or a new one.

    No policy: whoever opens a case has asked it.
    """
    check(entry, work.now.date())
    pairs = _pairs(entry)
    for system, value in pairs:
        known = work.store.identifiers.find(org_id=org_id, system=system, value=value)
        if known is not None:
            return _known(work, work.store.patients.get(known.patient_id), entry, system)
    identified = not entry.unidentified and bool(pairs)
    patient = Patient(
        id=work.new_id(),
        org_id=org_id,
        name=entry.name.strip(),
        sex=entry.sex,
        identity=IdentityStatus.IDENTIFIED if identified else IdentityStatus.UNIDENTIFIED,
        birth_date=entry.birth_date,
        age_years=entry.age_years,
        age_at=work.now if entry.age_years is not None else None,
        phone=entry.phone.strip(),
    )
    work.store.patients.add(patient)
    if not pairs:
        pairs = [(PROVISIONAL, _provisional_number(work, org_id))]
    _identify(work, patient, pairs)
    return patient


def _pairs(entry: PatientEntry) -> list[tuple[str, str]]:
    typed = ((system, value.strip()) for system, value in entry.identifiers)
    return [pair for pair in dict.fromkeys(typed) if pair[1]]


def _known(work: Work, known: Patient, entry: PatientEntry, system: str) -> Patient:
    """The record that has this number already, its gaps filled from what was typed.

    A mistyped number must not put the case on somebody else: names that differ are refused.
    """
    if known.name and entry.name.strip() and plain(known.name) != plain(entry.name):
        raise Duplicate("patient.identifier_taken", field=f"patient.{system}")
    ageless = known.birth_date is None and known.age_years is None
    age_at = work.now if entry.age_years is not None else None
    filled = replace(
        known,
        name=known.name or entry.name.strip(),
        sex=entry.sex if known.sex is Sex.UNKNOWN else known.sex,
        birth_date=known.birth_date or entry.birth_date,
        age_years=entry.age_years if ageless else known.age_years,
        age_at=age_at if ageless else known.age_at,
        phone=known.phone or entry.phone.strip(),
    )
    if filled == known:
        return known
    filled = replace(filled, version=known.version + 1)
    work.store.patients.save(filled)
    return filled


def _provisional_number(work: Work, org_id: str) -> str:
    day = work.now.strftime("%y%m%d")
    return f"U{day}-{work.store.counters.next(f'unidentified:{org_id}:{day}'):02d}"


def _identify(work: Work, patient: Patient, pairs: list[tuple[str, str]]) -> None:
    for system, value in pairs:
        work.store.identifiers.add(
            PatientIdentifier(
                org_id=patient.org_id, system=system, value=value, patient_id=patient.id
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendPatient:
    case_id: str
    entry: PatientEntry
    if_version: int | None = None


def amend_patient(work: Work, cmd: AmendPatient) -> Patient:
    """Complete or correct the person of a case: the debt "identity" is paid here.

    A provisional number stays for good: it was spoken, written and typed into recorders.
    """
    case = work.open_case(cmd.case_id, Verb.EDIT_CASE)
    check(cmd.entry, work.now.date())
    old = work.store.patients.get(case.patient_id)
    if cmd.if_version is not None and cmd.if_version != old.version:
        raise StaleVersion("patient")
    entry = cmd.entry
    pairs = _pairs(entry)
    for system, value in pairs:
        known = work.store.identifiers.find(org_id=old.org_id, system=system, value=value)
        if known is not None and known.patient_id != old.id:
            raise Duplicate("patient.identifier_taken", field=f"patient.{system}")
    identified = not entry.unidentified and bool(pairs)
    before = work.store.identifiers.list(patient_id=old.id)
    for row in before:
        if row.system != PROVISIONAL:
            work.store.identifiers.remove(row)
    if not pairs and all(row.system != PROVISIONAL for row in before):
        pairs = [(PROVISIONAL, _provisional_number(work, old.org_id))]
    _identify(work, old, pairs)
    new = replace(
        old,
        name=entry.name.strip(),
        sex=entry.sex,
        identity=IdentityStatus.IDENTIFIED if identified else IdentityStatus.UNIDENTIFIED,
        birth_date=entry.birth_date,
        age_years=entry.age_years,
        age_at=work.now if entry.age_years is not None else None,
        phone=entry.phone.strip(),
        version=old.version + 1,
    )
    work.store.patients.save(new)
    for each in work.store.cases.list(patient_id=new.id):
        compare_all_again(work, each)
    for request in work.store.requests.list(case_id=case.id):
        tell_everyone(work, request)
    return new
