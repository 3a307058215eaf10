"""Requests that come of others, and those the centre writes for a county that telephones."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from consult.actions.cases.opening import OpenCase
from consult.actions.cases.patients import PatientEntry
from consult.actions.network import partnerships
from consult.actions.requests.county import by_phone, linked
from consult.actions.requests.drafting import Destination
from consult.cases.patients.patient import Sex
from consult.cases.request import Request, Urgency
from consult.cases.workflow.consultation import State
from consult.network.partnerships import Service
from tests.unit.consult.cases.moving import COMMANDS, in_state, page, perform
from tests.worlds.steps import attempt, take
from tests.worlds.world import FULL_FORM, World


def test_a_reopened_case_is_a_new_request_in_the_same_room(world: World) -> None:
    for state, link in ((State.CLOSED, "based_on_id"), (State.REJECTED, "replaces_id")):
        rid = in_state(world, state)
        perform(world, rid, "reopen")
        old = world.request(rid)
        fresh = _others(world, old)[0]
        assert getattr(fresh, link) == old.id
        assert (fresh.state, fresh.room_id) == (State.SUBMITTED, old.room_id)
        assert old.state == state
        refusal = attempt(world, *COMMANDS["reopen"](world, rid), "county.doctor")
        assert refusal == "request.reopened_already"


def test_one_more_specialty_shares_the_room_and_is_asked_once(world: World) -> None:
    rid = in_state(world, State.ACCEPTED)
    base = world.request(rid)
    cmd = linked.AddSpecialty(case_id=base.case_id, request_id=rid, specialty="general_surgery")
    world.do(linked.add_specialty, cmd, "cardiologist")
    [added] = _others(world, base)
    assert (added.based_on_id, added.room_id, added.state) == (rid, base.room_id, State.SUBMITTED)
    with world.store() as store:
        texts = [[q.text for q in store.questions.list(request_id=r)] for r in (rid, added.id)]
    assert texts[0] == texts[1]
    refusal = attempt(world, linked.add_specialty, cmd, "county.doctor")
    assert refusal == "request.specialty_asked"
    take(world, added.id, "surgeon")
    assert world.request(rid).state == State.ACCEPTED


def test_another_partner_is_asked_by_the_asking_hospital_alone(world: World) -> None:
    rid = in_state(world, State.ACCEPTED)
    base = world.request(rid)
    agreed = partnerships.MakePartnership(
        requester_org=world.orgs["gangcha"],
        provider_org=world.orgs["anzhen"],
        services=(Service.CONSULTATION,),
        valid_from=world.now,
    )
    cmd = linked.AddSpecialty(
        case_id=base.case_id,
        request_id=rid,
        specialty="cardiology",
        partnership_id=world.do(partnerships.make_partnership, agreed, "admin").id,
    )
    refusal = attempt(world, linked.add_specialty, cmd, "cardiologist")
    assert refusal == "policy.not_your_part"
    world.do(linked.add_specialty, cmd, "county.doctor")
    [added] = _others(world, base)
    assert (added.to_org, added.room_id) == (world.orgs["anzhen"], base.room_id)
    assert attempt(world, linked.add_specialty, cmd, "county.doctor") == "request.specialty_asked"
    take(world, added.id, "cardiologist2")
    assert world.request(rid).state == State.ACCEPTED


def _others(world: World, request: Request) -> list[Request]:
    with world.store() as store:
        rows = store.requests.list(case_id=request.case_id)
    return [row for row in rows if row.id != request.id]


def called(world: World, **changes: Any) -> by_phone.EnterByPhone:
    case = OpenCase(
        case_id=world.new_id(),
        org_id=world.orgs["gangcha"],
        patient=PatientEntry(name="a herdsman", sex=Sex.MALE, age_years=61),
        urgency=Urgency.EMERGENCY,
        form=FULL_FORM,
        questions=("Lyse?",),
        destination=Destination(partnership_id=world.partnership, specialty="cardiology"),
    )
    cmd = by_phone.EnterByPhone(
        case=case, caller="Dr. Zhuoma", caller_phone="0970-1", read_back=True
    )
    return replace(cmd, **changes)


def test_the_centre_writes_for_a_county_that_telephones(world: World) -> None:
    opened = world.do(by_phone.enter_by_phone, called(world), "coordinator")
    assert world.request(opened.request_id).state == State.SUBMITTED
    entry = page(world, "county.doctor", opened.request_id).phone_entry
    assert entry is not None
    assert (entry.caller, entry.confirmed_at) == ("Dr. Zhuoma", None)
    confirm = by_phone.ConfirmEntry(case_id=opened.case_id)
    assert attempt(world, by_phone.confirm_entry, confirm, "coordinator") is not None
    world.do(by_phone.confirm_entry, confirm, "county.doctor")
    assert world.request(opened.request_id).created_by == world.ids["county.doctor"]
    refusal = attempt(world, by_phone.confirm_entry, confirm, "county.doctor")
    assert refusal == "phone_entry.nothing_to_confirm"


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"caller": " "}, "phone_entry.caller_missing"),
        ({"caller_phone": ""}, "phone_entry.phone_missing"),
        ({"read_back": False}, "phone_entry.not_read_back"),
    ],
)
def test_a_call_is_read_back_and_named(
    world: World, changes: dict[str, object], refusal: str
) -> None:
    cmd = called(world, **changes)
    assert attempt(world, by_phone.enter_by_phone, cmd, "coordinator") == refusal


def test_a_call_never_looks_up_a_patient_of_the_county(world: World) -> None:
    cmd = called(world)
    entry = replace(cmd.case.patient, identifiers=(("mrn", "M1"),))
    numbered = replace(cmd, case=replace(cmd.case, patient=entry))
    refusal = attempt(world, by_phone.enter_by_phone, numbered, "coordinator")
    assert refusal == "phone_entry.no_numbers"
    for stranger in ("county.doctor", "cardiologist", "cardiologist2", "admin"):
        assert attempt(world, by_phone.enter_by_phone, cmd, stranger) == "policy.not_your_hospital"
