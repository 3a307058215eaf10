"""A form holds what was typed, in range; an emergency goes out with debts, others go out whole."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from consult.actions.asking import forms as writing
from consult.actions.asking.forms import WriteForm
from consult.actions.cases import patients
from consult.actions.cases.patients import AmendPatient, PatientEntry
from consult.actions.requests import drafting, sending
from consult.actions.requests.moves import Step
from consult.cases.forms import MEASURES, clean_form
from consult.cases.patients.patient import Sex
from consult.cases.request import Urgency
from consult.errors import Invalid
from storage.repositories.views.cases.case_detail import case_detail
from tests.worlds.steps import attempt
from tests.worlds.world import FULL_FORM, World

BARE: dict[str, object] = {"chief_complaint": "chest pain"}
UNKNOWN = PatientEntry(sex=Sex.MALE, age_years=60, unidentified=True)


def owed(world: World, case_id: str) -> dict[str, int]:
    """Field and minutes until it is due, as the county's doctor sees it."""
    actor = world.actor("county.doctor")
    with world.store() as store:
        debts = case_detail(store, actor, case_id, world.now).value.debts
    return {d.field: int((d.due_at - world.now) / timedelta(minutes=1)) for d in debts}


def write(world: World, case_id: str, **more: Any) -> int:
    cmd = WriteForm(case_id=case_id, template="general", form=BARE | more)
    return world.do(writing.write_form, cmd, "county.doctor")


def test_an_emergency_is_sent_with_six_fields_and_owes_the_rest(world: World) -> None:
    case = world.case(patient=UNKNOWN, form=BARE, send=True)
    assert owed(world, case.case_id) == {
        "onset": 30,
        "vitals": 30,
        "identity": 240,
        "consent": 240,
    }


def test_debts_shrink_from_the_form_and_from_the_patient(world: World) -> None:
    case = world.case(patient=UNKNOWN, form=BARE, send=True)
    world.later(minutes=10)
    write(world, case.case_id, onset_unknown=True)
    assert owed(world, case.case_id) == {"vitals": 20, "identity": 230, "consent": 230}
    entry = PatientEntry(name="王五", sex=Sex.MALE, identifiers=(("mrn", "7"),), age_years=60)
    cmd = AmendPatient(case_id=case.case_id, entry=entry)
    world.do(patients.amend_patient, cmd, "county.doctor")
    assert set(owed(world, case.case_id)) == {"vitals", "consent"}
    write(
        world,
        case.case_id,
        onset_unknown=True,
        vitals=FULL_FORM["vitals"],
        consent={"exception": "nobody can be reached"},
    )
    assert owed(world, case.case_id) == {"consent_exception": 1430}
    write(
        world,
        case.case_id,
        onset_unknown=True,
        vitals=FULL_FORM["vitals"],
        consent={"how": "guardian", "by": "王五之子", "relation": "son"},
    )
    assert owed(world, case.case_id) == {"consent_scan": 1430}
    write(
        world,
        case.case_id,
        onset_unknown=True,
        vitals=FULL_FORM["vitals"],
        consent={"how": "guardian", "by": "王五之子", "relation": "son", "scan": "sheet.jpg"},
    )
    assert owed(world, case.case_id) == {}


def test_what_became_an_emergency_before_sending_owes_like_one(world: World) -> None:
    case = world.case(urgency=Urgency.ROUTINE, form=BARE)
    cmd = drafting.EditDraft(
        request_id=case.request_id,
        questions=("STEMI?",),
        urgency=Urgency.EMERGENCY,
        destination=drafting.Destination(partnership_id=world.partnership, specialty="cardiology"),
    )
    world.do(drafting.edit_draft, cmd, "county.doctor")
    world.later(minutes=5)
    world.do(sending.submit, Step(request_id=case.request_id), "county.doctor")
    assert owed(world, case.case_id) == {"onset": 30, "vitals": 30, "consent": 240}


def test_nothing_is_owed_for_what_was_withdrawn(world: World) -> None:
    case = world.case(form=BARE, send=True)
    assert owed(world, case.case_id)
    cmd = Step(request_id=case.request_id, reason="died")
    world.do(sending.cancel, cmd, "county.doctor")
    assert owed(world, case.case_id) == {}


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"patient": PatientEntry(unidentified=True)}, ["age", "sex"]),
        ({"form": {}}, ["chief_complaint"]),
        ({"questions": ()}, ["questions"]),
        ({"questions": (" ", "")}, ["questions"]),
        ({"destination": None}, ["destination"]),
        (
            {"urgency": Urgency.ROUTINE, "form": BARE},
            ["consent", "history", "provisional_diagnosis"],
        ),
        ({"urgency": Urgency.ROUTINE, "patient": UNKNOWN}, ["identity"]),
    ],
)
def test_what_nobody_could_answer_does_not_go_out(
    world: World, changes: dict[str, Any], missing: list[str]
) -> None:
    with pytest.raises(Invalid) as refused:
        world.case(send=True, **changes)
    assert refused.value.code == "request.incomplete"
    assert refused.value.params["missing"] == missing
    with world.store() as store:
        assert store.cases.list() == []


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"diagnosis": "x"}, "diagnosis"),
        ({"history": 5}, "history"),
        ({"history": "x" * 8001}, "history"),
        ({"onset_at": "yesterday"}, "onset_at"),
        ({"onset_at": "2026-11-21T04:00:00"}, "onset_at"),
        ({"onset_at": "0001-01-01T00:00:00+14:00"}, "onset_at"),
        ({"consent": "yes"}, "consent"),
        ({"consent": {"given": True, "by": "x" * 201}}, "consent"),
        ({"vitals": [1]}, "vitals"),
        ({"vitals": {"mood": 3}}, "vitals.mood"),
        ({"vitals": {"pulse": "88"}}, "vitals.pulse"),
        ({"vitals": {"pulse": True}}, "vitals.pulse"),
        ({"vitals": {"pulse": float("inf")}}, "vitals.pulse"),
        ({"vitals": {"pulse": float("nan")}}, "vitals.pulse"),
        ({"vitals": {"spo2": 101}}, "vitals.spo2"),
    ],
)
def test_what_cannot_be_is_asked_back_by_name(form: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        clean_form(form)
    assert refused.value.params["field"] == field


@pytest.mark.parametrize("name", sorted(MEASURES))
def test_the_ends_of_a_range_are_in_it(name: str) -> None:
    _, low, high = MEASURES[name]
    for value in (low, high):
        assert clean_form({"vitals": {name: value}}) == {"vitals": {name: value}}
    with pytest.raises(Invalid):
        clean_form({"vitals": {name: low - 0.1}})


def test_an_onset_is_kept_as_one_instant() -> None:
    for written in ("2026-11-21T12:00:00+08:00", "2026-11-21T04:00:00Z"):
        assert clean_form({"onset_at": written}) == {"onset_at": "2026-11-21T04:00:00.000Z"}


def test_blank_is_the_same_as_absent() -> None:
    assert clean_form({"history": "  ", "vitals": {"pulse": None, "spo2": ""}}) == {}


def test_each_writing_is_a_version_and_the_stale_one_is_told(world: World) -> None:
    case = world.case()
    assert write(world, case.case_id) == 2
    stale = WriteForm(case_id=case.case_id, template="general", form=BARE, if_version=1)
    assert attempt(world, writing.write_form, stale, "county.doctor2") == "form.stale_version"
    with world.store() as store:
        assert [form.version for form in store.forms.list(case_id=case.case_id)] == [1, 2]


def test_a_request_pins_the_form_it_was_sent_with(world: World) -> None:
    case = world.case()
    write(world, case.case_id)
    world.do(sending.submit, Step(request_id=case.request_id), "county.doctor")
    write(world, case.case_id, history="more")
    assert world.request(case.request_id).form_version == 2
