"""One person, one record per hospital: numbers find it again and never the wrong one."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from consult.actions.cases import patients
from consult.actions.cases.patients import AmendPatient, PatientEntry
from consult.cases.patients.patient import IdentityStatus, Patient, Sex
from consult.errors import Conflict, Invalid
from tests.worlds.steps import attempt
from tests.worlds.world import World

KNOWN = PatientEntry(
    name="Nguyễn Văn Đạt", sex=Sex.MALE, age_years=58, identifiers=(("mrn", "M-1"),)
)
UNKNOWN = PatientEntry(sex=Sex.MALE, age_years=60, unidentified=True)


def patient_of(world: World, case_id: str) -> Patient:
    with world.store() as store:
        return store.patients.get(store.cases.get(case_id).patient_id)


def numbers_of(world: World, case_id: str) -> list[tuple[str, str]]:
    with world.store() as store:
        patient_id = store.cases.get(case_id).patient_id
        return [(r.system, r.value) for r in store.identifiers.list(patient_id=patient_id)]


def test_the_same_number_is_the_same_person(world: World) -> None:
    first = world.case(patient=KNOWN)
    again = world.case(patient=PatientEntry(name="NGUYEN VAN DAT", identifiers=(("mrn", "M-1"),)))
    assert patient_of(world, first.case_id).id == patient_of(world, again.case_id).id


def test_a_mistyped_number_does_not_put_a_case_on_somebody_else(world: World) -> None:
    world.case(patient=KNOWN)
    with pytest.raises(Conflict, match=r"patient\.identifier_taken") as refused:
        world.case(patient=PatientEntry(name="李四", identifiers=(("mrn", "M-1"),)))
    assert refused.value.params["field"] == "patient.mrn"


def test_the_same_number_in_another_hospital_is_another_person(world: World) -> None:
    ours = world.case(patient=KNOWN)
    theirs = world.case("county2.doctor", patient=KNOWN, destination=None)
    assert patient_of(world, ours.case_id).id != patient_of(world, theirs.case_id).id


def test_what_was_not_known_then_is_filled_in_now(world: World) -> None:
    first = world.case(patient=PatientEntry(name="马十", identifiers=(("mrn", "M-2"),)))
    assert patient_of(world, first.case_id).age(world.now.date()) is None
    world.case(
        patient=PatientEntry(
            name="马十",
            sex=Sex.FEMALE,
            age_years=71,
            phone="0970-1",
            identifiers=(("mrn", "M-2"),),
        ),
        send=True,
    )
    filled = patient_of(world, first.case_id)
    assert (filled.sex, filled.age_years, filled.phone) == (Sex.FEMALE, 71, "0970-1")
    assert filled.version == 2


def test_what_is_known_is_not_overwritten_by_another_case(world: World) -> None:
    first = world.case(patient=KNOWN)
    world.case(
        patient=PatientEntry(
            name=KNOWN.name, sex=Sex.FEMALE, age_years=20, identifiers=KNOWN.identifiers
        )
    )
    assert patient_of(world, first.case_id).sex is Sex.MALE
    assert patient_of(world, first.case_id).age_years == 58


def test_unidentified_people_get_numbers_of_their_own(world: World) -> None:
    one, two = world.case(patient=UNKNOWN), world.case(patient=UNKNOWN)
    assert numbers_of(world, one.case_id) == [("provisional", "U261121-01")]
    assert numbers_of(world, two.case_id) == [("provisional", "U261121-02")]
    assert patient_of(world, one.case_id).identity is IdentityStatus.UNIDENTIFIED


def amend(world: World, case_id: str, **entry: Any) -> Patient:
    cmd = AmendPatient(case_id=case_id, entry=PatientEntry(**entry))
    return world.do(patients.amend_patient, cmd, "county.doctor")


def test_a_provisional_number_is_never_changed(world: World) -> None:
    case = world.case(patient=UNKNOWN)
    amend(world, case.case_id, sex=Sex.FEMALE, age_years=61, unidentified=True)
    assert numbers_of(world, case.case_id) == [("provisional", "U261121-01")]
    found = amend(world, case.case_id, name="王五", identifiers=(("national_id", "110101"),))
    assert found.identity is IdentityStatus.IDENTIFIED
    assert sorted(numbers_of(world, case.case_id)) == [
        ("national_id", "110101"),
        ("provisional", "U261121-01"),
    ]


def test_a_number_typed_in_error_is_taken_back(world: World) -> None:
    case = world.case(patient=KNOWN)
    amend(world, case.case_id, name=KNOWN.name, identifiers=(("mrn", "M-9"),))
    assert numbers_of(world, case.case_id) == [("mrn", "M-9")]
    freed = world.case(patient=PatientEntry(name="李四", identifiers=(("mrn", "M-1"),)))
    assert patient_of(world, freed.case_id).name == "李四"


def test_completing_with_somebody_elses_number_is_refused(world: World) -> None:
    world.case(patient=KNOWN)
    case = world.case(patient=UNKNOWN)
    entry = PatientEntry(name="王五", identifiers=(("mrn", "M-1"),))
    cmd = AmendPatient(case_id=case.case_id, entry=entry)
    assert attempt(world, patients.amend_patient, cmd, "county.doctor") == (
        "patient.identifier_taken"
    )


def test_two_who_complete_at_once_do_not_overwrite_each_other(world: World) -> None:
    case = world.case(patient=UNKNOWN)
    stale = AmendPatient(case_id=case.case_id, entry=PatientEntry(name="赵六"), if_version=1)
    assert attempt(world, patients.amend_patient, stale, "county.doctor") is None
    amend(world, case.case_id, name="王五", identifiers=(("mrn", "M-3"),))
    assert attempt(world, patients.amend_patient, stale, "county.doctor2") == (
        "patient.stale_version"
    )


def test_the_partner_may_not_change_the_patient(world: World) -> None:
    case = world.case(send=True)
    cmd = AmendPatient(case_id=case.case_id, entry=KNOWN)
    assert attempt(world, patients.amend_patient, cmd, "cardiologist") == "policy.not_your_part"
    assert attempt(world, patients.amend_patient, cmd, "county2.doctor") == "case.not_found"


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        (PatientEntry(), "patient.name"),
        (PatientEntry(name="x" * 201), "patient.name"),
        (PatientEntry(name="x", phone="1" * 61), "patient.phone"),
        (PatientEntry(name="x", age_years=-1), "patient.age_years"),
        (PatientEntry(name="x", age_years=131), "patient.age_years"),
        (PatientEntry(name="x", birth_date=date(2026, 11, 22)), "patient.birth_date"),
        (PatientEntry(name="x", birth_date=date(1889, 12, 31)), "patient.birth_date"),
        (PatientEntry(name="x", identifiers=(("provisional", "U1"),)), "patient.identifiers"),
        (PatientEntry(name="x", identifiers=(("passport", "1"),)), "patient.identifiers"),
        (PatientEntry(name="x", identifiers=(("mrn", "1 2"),)), "patient.mrn"),
    ],
)
def test_what_cannot_be_is_asked_back(world: World, entry: PatientEntry, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        world.case(patient=entry)
    assert refused.value.params["field"] == field


def test_an_empty_number_is_no_number(world: World) -> None:
    entry = PatientEntry(name="周七", identifiers=(("mrn", " "), ("national_id", "5"), ("mrn", "")))
    case = world.case(patient=entry)
    assert numbers_of(world, case.case_id) == [("national_id", "5")]


@pytest.mark.parametrize(
    ("born", "today", "age"),
    [
        (date(2000, 2, 29), date(2026, 2, 28), 25),
        (date(2000, 2, 29), date(2026, 3, 1), 26),
        (date(2026, 11, 21), date(2026, 11, 21), 0),
    ],
)
def test_age_counts_completed_years(born: date, today: date, age: int) -> None:
    patient = Patient(
        id="p",
        org_id="o",
        name="x",
        sex=Sex.MALE,
        identity=IdentityStatus.IDENTIFIED,
        birth_date=born,
    )
    assert patient.age(today) == age
