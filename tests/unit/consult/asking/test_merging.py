"""An unidentified patient turns out to be known: the records become one, and may part again."""

from __future__ import annotations

from datetime import date

from consult.actions.asking import merging
from consult.actions.asking.merging import MergePatient, UndoMerge
from consult.actions.cases import patients
from consult.actions.cases.patients import PatientEntry
from consult.cases.patients.national_id import FromNumber, read_number
from consult.cases.patients.patient import IdentityStatus, Sex
from storage.repositories.views.asking.patients import case_merges, find_patients
from storage.repositories.views.cases.case_detail import case_detail
from tests.worlds.steps import attempt
from tests.worlds.world import World

UNKNOWN = PatientEntry(sex=Sex.MALE, age_years=60, unidentified=True)
WANG = PatientEntry(name="王五", sex=Sex.MALE, identifiers=(("mrn", "GC-7"),))
TODAY = date(2026, 11, 21)


def numbers(world: World, case_id: str) -> list[str]:
    actor = world.actor("county.doctor")
    with world.store() as store:
        patient = case_detail(store, actor, case_id, world.now).value.patient
    return sorted(row.value for row in patient.identifiers)


def found(world: World, text: str, who: str = "county.doctor") -> list[tuple[str, int]]:
    actor = world.actor(who)
    with world.store() as store:
        rows = find_patients(store, actor, world.orgs["gangcha"], text, world.now).value
    return [(row.name, row.cases) for row in rows]


def merged(world: World) -> tuple[str, str, str]:
    """The unknown person's case, the known one's, and the merge."""
    unknown, known = world.case(patient=UNKNOWN, send=True), world.case(patient=WANG)
    with world.store() as store:
        into = store.cases.get(known.case_id).patient_id
    cmd = MergePatient(case_id=unknown.case_id, into_id=into, reason="his brother came")
    merge = world.do(merging.merge_patient, cmd, "county.doctor")
    return unknown.case_id, known.case_id, merge.id


def test_numbers_and_cases_go_over_and_both_names_stay_written(world: World) -> None:
    unknown, known, merge_id = merged(world)
    assert numbers(world, unknown) == numbers(world, known) == ["GC-7", "U261121-01"]
    assert found(world, "王五") == [("王五", 2)]
    actor = world.actor("county.doctor")
    with world.store() as store:
        merge = store.merges.get(merge_id)
        source, target = store.patients.get(merge.from_id), store.patients.get(merge.into_id)
        audited = store.audit.list(action="patient_merged")
        [line] = case_merges(store, actor, unknown, world.now).value
    assert (source.merged_into, target.age_years) == (target.id, 60)
    assert (merge.moved["from_name"], merge.moved["into_name"]) == ("", "王五")
    assert [row.case_id for row in audited] == [unknown]
    assert (line.into_name, line.reason) == ("王五", "his brother came")


def test_taken_back_each_has_its_own_again(world: World) -> None:
    unknown, known, merge_id = merged(world)
    undo = UndoMerge(merge_id=merge_id, reason="it was not him")
    assert attempt(world, merging.undo_merge, undo, "county2.doctor") == "policy.not_your_hospital"
    world.do(merging.undo_merge, undo, "county.doctor2")
    assert (numbers(world, unknown), numbers(world, known)) == (["U261121-01"], ["GC-7"])
    with world.store() as store:
        source = store.patients.get(store.merges.get(merge_id).from_id)
    assert (source.merged_into, source.identity) == (None, IdentityStatus.UNIDENTIFIED)
    assert attempt(world, merging.undo_merge, undo, "county.doctor") == "patient.merge_undone"


def test_nothing_is_merged_without_reason_right_or_another_record(world: World) -> None:
    case, other = world.case(patient=UNKNOWN), world.case(patient=WANG)
    with world.store() as store:
        mine = store.cases.get(case.case_id).patient_id
        into = store.cases.get(other.case_id).patient_id
    act = merging.merge_patient
    for into_id, reason, who, code in (
        (into, " ", "county.doctor", "request.reason_required"),
        (mine, "same", "county.doctor", "patient.merged_already"),
        (world.new_id(), "same", "county.doctor", "patient.not_found"),
        (into, "same", "county2.doctor", "case.not_found"),
    ):
        cmd = MergePatient(case_id=case.case_id, into_id=into_id, reason=reason)
        assert attempt(world, act, cmd, who) == code


def test_numbers_that_say_who_somebody_is() -> None:
    # The worked example of GB 11643.
    chinese = FromNumber(Sex.FEMALE, 1949, date(1949, 12, 31))
    assert read_number("11010519491231002X", TODAY) == chinese
    assert read_number("11010519491231002x", TODAY) == chinese
    assert read_number("001089012345", TODAY) == FromNumber(Sex.MALE, 1989)
    assert read_number("019304000001", TODAY) == FromNumber(Sex.FEMALE, 2004)
    for wrong in ("110105194912310021", "11010519491331002X", "097089012345", "12345", ""):
        assert read_number(wrong, TODAY) is None, wrong


def test_a_mistyped_number_is_refused_in_words(world: World) -> None:
    case = world.case(patient=UNKNOWN)
    entry = PatientEntry(name="王芳", identifiers=(("national_id", "110105194912310021"),))
    cmd = patients.AmendPatient(case_id=case.case_id, entry=entry)
    refusal = attempt(world, patients.amend_patient, cmd, "county.doctor")
    assert refusal == "patient.bad_check_character"
