"""Opening and sending: one case per send, only along partnerships, only what is one's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from consult.actions.cases.patients import PatientEntry
from consult.actions.network import hospitals, partnerships
from consult.actions.requests import drafting, sending
from consult.actions.requests.drafting import Destination
from consult.actions.requests.moves import Step
from consult.cases.request import Kind, Urgency
from consult.errors import Denied, Duplicate, Invalid
from consult.events import Nudge
from consult.network.partnerships import Service
from tests.worlds.steps import attempt
from tests.worlds.world import PEOPLE, World


def to(world: World, specialty: str = "cardiology", partnership: str = "") -> Destination:
    return Destination(partnership_id=partnership or world.partnership, specialty=specialty)


def test_numbers_are_speakable_and_count_per_hospital_and_day(world: World) -> None:
    assert [world.case().number for _ in range(2)] == ["261121-01", "261121-02"]
    assert world.case("county2.doctor", destination=None).number == "261121-01"
    world.later(days=1)
    assert world.case().number == "261122-01"


def test_the_same_send_twice_makes_one_case_and_one_patient(world: World) -> None:
    case_id = world.new_id()
    entry = PatientEntry(unidentified=True)
    first = world.case(case_id=case_id, patient=entry)
    again = world.case(case_id=case_id, patient=entry)
    assert (first.case_id, first.request_id) == (again.case_id, again.request_id)
    with world.store() as store:
        assert len(store.cases.list()) == len(store.patients.list()) == 1


def test_a_repeated_send_tells_how_far_the_first_one_came(world: World) -> None:
    case_id = world.new_id()
    world.case(case_id=case_id, send=True)
    again = world.case(case_id=case_id, send=True)
    assert again.version == world.request(again.request_id).version == 2


def test_an_id_of_somebody_elses_case_opens_nothing(world: World) -> None:
    theirs = world.case()
    with pytest.raises(Duplicate, match=r"case\.id_taken"):
        world.case("county.doctor2", case_id=theirs.case_id)
    with pytest.raises(Duplicate, match=r"case\.id_taken"):
        world.case("county2.doctor", case_id=theirs.case_id, destination=None)


@pytest.mark.parametrize("case_id", ["", "1", "x" * 36, "../../etc", "A" * 400])
def test_an_id_is_a_uuid(world: World, case_id: str) -> None:
    with pytest.raises(Invalid, match=r"case\.bad_id"):
        world.case(case_id=case_id)


GANGCHA_CLINICIANS = ("county.doctor", "county.doctor2", "county.tech")


@pytest.mark.parametrize("who", GANGCHA_CLINICIANS)
def test_the_hospitals_own_clinicians_open_cases(world: World, who: str) -> None:
    assert world.case(who).number == "261121-01"


@pytest.mark.parametrize("who", sorted(set(PEOPLE) - {*GANGCHA_CLINICIANS, "county2.doctor"}))
def test_nobody_else_does(world: World, who: str) -> None:
    with pytest.raises(Denied, match=r"policy\.not_your_hospital"):
        world.case(who)


def test_nobody_opens_a_case_for_another_hospital(world: World) -> None:
    with pytest.raises(Denied):
        world.case("county.doctor", org_id=world.orgs["xinhe"])


def test_a_department_is_one_of_the_same_hospital(world: World) -> None:
    made = {
        org: world.do(
            hospitals.save_department,
            hospitals.SaveDepartment(
                org_id=world.orgs[org], name="emergency", specialty="emergency"
            ),
            "system",
        ).id
        for org in ("gangcha", "xinhe")
    }
    case = world.case(department_id=made["gangcha"])
    assert world.request(case.request_id).department_id == made["gangcha"]
    for foreign in (made["xinhe"], "nowhere"):
        with pytest.raises(Invalid, match=r"case\.bad_department"):
            world.case(department_id=foreign)


@pytest.mark.parametrize(
    ("questions", "code"),
    [
        (("?",) * 6, "request.too_many_questions"),
        (("x" * 501,), "request.text_too_long"),
    ],
)
def test_one_to_five_questions_of_readable_length(
    world: World, questions: tuple[str, ...], code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        world.case(questions=questions)
    assert refused.value.code == code


def test_questions_are_fixed_by_sending(world: World) -> None:
    case = world.case(questions=(" first ", "", "second"))
    edit = drafting.EditDraft(
        request_id=case.request_id,
        questions=("only one",),
        urgency=Urgency.URGENT,
        destination=to(world),
    )
    world.do(drafting.edit_draft, edit, "county.doctor2")
    with world.store() as store:
        asked = store.questions.list(request_id=case.request_id)
    assert [(q.no, q.text) for q in asked] == [(1, "only one")]
    world.do(sending.submit, Step(request_id=case.request_id), "county.doctor")
    assert attempt(world, drafting.edit_draft, edit, "county.doctor") == "request.already_sent"


def test_a_stale_draft_is_told(world: World) -> None:
    case = world.case()
    edit = drafting.EditDraft(
        request_id=case.request_id,
        questions=("x",),
        urgency=Urgency.URGENT,
        destination=None,
        if_version=1,
    )
    world.do(drafting.edit_draft, edit, "county.doctor")
    assert attempt(world, drafting.edit_draft, edit, "county.doctor2") == "request.stale_version"


def test_questions_go_only_along_ones_own_partnerships(world: World) -> None:
    with pytest.raises(Invalid, match=r"request\.no_partnership"):
        world.case("county2.doctor", destination=to(world))
    with pytest.raises(Invalid, match=r"request\.no_partnership"):
        world.case(destination=to(world, partnership="nowhere"))
    with pytest.raises(Invalid, match=r"request\.bad_specialty"):
        world.case(destination=to(world, "astrology"))


def test_an_agreement_covers_its_services_only(world: World) -> None:
    made = world.do(
        partnerships.make_partnership,
        partnerships.MakePartnership(
            requester_org=world.orgs["gangcha"],
            provider_org=world.orgs["anzhen"],
            services=(Service.ECG_REPORT,),
            valid_from=world.now - timedelta(days=1),
        ),
        "system",
    )
    with pytest.raises(Invalid, match=r"request\.partnership_ended"):
        world.case(destination=to(world, partnership=made.id))


def test_what_was_drafted_under_an_ended_agreement_does_not_go_out(world: World) -> None:
    case = world.case()
    end = partnerships.EndPartnership(partnership_id=world.partnership, valid_to=world.now)
    world.do(partnerships.end_partnership, end, "system")
    world.later(seconds=1)
    cmd = Step(request_id=case.request_id)
    assert attempt(world, sending.submit, cmd, "county.doctor") == "request.partnership_ended"
    with world.store() as store:
        parties = store.parties.list(case_id=case.case_id)
    assert [party.org_id for party in parties] == [world.orgs["gangcha"]]


def test_a_kind_without_a_table_is_not_offered(world: World) -> None:
    with pytest.raises(Invalid, match=r"request\.kind_not_offered"):
        world.case(kind=Kind.MDT)


def test_sending_lets_the_partner_in_and_calls_its_people(world: World) -> None:
    case = world.case()
    with world.store() as store:
        assert len(store.parties.list(case_id=case.case_id)) == 1
    world.do(sending.submit, Step(request_id=case.request_id), "county.doctor")
    with world.store() as store:
        [call] = store.outbox.list(subject=case.request_id)
        sides = {p.org_id: p.side for p in store.parties.list(case_id=case.case_id)}
    called = {world.ids[who] for who in ("coordinator", "cardiologist", "cardiologist3")}
    assert set(call.payload["people"]) == called  # type: ignore[call-overload]
    assert sides == {world.orgs["gangcha"]: "requester", world.orgs["liaocheng"]: "provider"}
    assert Nudge(f"org:{world.orgs['liaocheng']}") in world.events


@pytest.mark.parametrize(
    ("urgency", "minutes"),
    [(Urgency.EMERGENCY, 30), (Urgency.URGENT, 360), (Urgency.ROUTINE, 1440)],
)
def test_the_clock_starts_with_sending(world: World, urgency: Urgency, minutes: int) -> None:
    case = world.case(urgency=urgency)
    world.later(hours=2)
    world.do(sending.submit, Step(request_id=case.request_id), "county.doctor")
    request = world.request(case.request_id)
    assert request.submitted_at == world.now
    assert request.due_at == world.now + timedelta(minutes=minutes)


@pytest.mark.parametrize("reason", ["", "   ", "x" * 1001])
def test_what_was_sent_is_withdrawn_with_a_reason(world: World, reason: str) -> None:
    draft, sent = world.case(), world.case(send=True)
    cmd = Step(request_id=sent.request_id, reason=reason)
    refusal = attempt(world, sending.cancel, cmd, "county.doctor")
    assert refusal in {"request.reason_required", "request.text_too_long"}
    if len(reason) < 1000:
        draft_cmd = replace(cmd, request_id=draft.request_id)
        assert attempt(world, sending.cancel, draft_cmd, "county.doctor") is None
