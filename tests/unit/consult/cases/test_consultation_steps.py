"""What the steps beyond the shortest way mean: clocks, drafts, offers, links, approvals."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from consult.actions.cases.opening import OpenCase
from consult.actions.cases.patients import PatientEntry
from consult.actions.due import DUE
from consult.actions.network import partnerships
from consult.actions.requests import answering, fees, limits, opinions
from consult.actions.requests.county import by_phone, linked, responding
from consult.actions.requests.drafting import Destination
from consult.actions.requests.expert import handover, information
from consult.actions.requests.leaving import AUTO_CLOSE, EXPIRE, LAPSE, REMIND
from consult.actions.requests.moves import Step
from consult.actions.timers import Fire, fire
from consult.cases.appointment import clean_link
from consult.cases.fee import Payer
from consult.cases.limits import overlaid
from consult.cases.patients.patient import Sex
from consult.cases.request import AssignmentState, Request, Urgency
from consult.cases.workflow.clocks import stages
from consult.cases.workflow.consultation import State
from consult.errors import Invalid
from consult.network.partnerships import Service
from consult.reports.opinion import Opinion, OpinionState
from storage.repositories.views.cases.case_detail import CaseDetail, case_detail
from tests.unit.consult.cases.moving import COMMANDS, in_state, perform, want_release
from tests.worlds.steps import ANSWERS, attempt, respond, sign, take, write
from tests.worlds.world import FULL_FORM, World, build_world


@pytest.fixture
def world() -> World:
    return build_world()


def ring_out(world: World, rid: str, kind: str) -> None:
    """Let the time of the request's timer come, as the engine does."""
    with world.store() as store:
        [timer] = store.timers.open(rid, kind)
    world.now = max(world.now, timer.due_at)
    world.do(fire, Fire(timer, DUE[kind]), "system")


def opinions_of(world: World, rid: str) -> list[Opinion]:
    with world.store() as store:
        return list(store.opinions.list(request_id=rid))


def page(world: World, who: str, rid: str) -> CaseDetail:
    actor, case_id = world.actor(who), world.request(rid).case_id
    with world.store() as store:
        return case_detail(store, actor, case_id, world.now).value


def answers_of(world: World, opinion: Opinion) -> list[str]:
    with world.store() as store:
        return [row.text or row.reason for row in store.answers.list(opinion_id=opinion.id)]


# ---- information


def test_the_answer_is_due_later_by_as_long_as_information_was_awaited(world: World) -> None:
    rid = in_state(world, State.IN_CONSULTATION)
    due = world.request(rid).due_at
    perform(world, rid, "ask_info")
    world.later(minutes=40)
    asked = page(world, "county.doctor", rid).requests[0].course
    assert asked.waits_for is not None
    assert asked.waits_for.missing == ("ecg",)
    assert [stage.paused for stage in asked.stages][-1]
    perform(world, rid, "resubmit")
    after = world.request(rid)
    assert after.state == State.IN_CONSULTATION
    assert due is not None
    assert after.due_at == due + timedelta(minutes=40)
    assert after.net_paused_s == 2400
    with world.store() as store:
        rows = store.transitions.list(request_id=rid)
        last = stages(rows, Urgency.EMERGENCY, overlaid(), world.now)[-1]
    assert last.name == "opinion"
    assert last.gross_s - last.net_s == 2400


def test_information_that_never_comes_ends_the_request(world: World) -> None:
    rid = in_state(world, State.INFO_REQUESTED)
    ring_out(world, rid, EXPIRE)
    assert world.request(rid).state == State.CANCELLED


def test_information_given_in_time_stops_the_timer(world: World) -> None:
    rid = in_state(world, State.INFO_REQUESTED)
    perform(world, rid, "resubmit")
    with world.store() as store:
        assert list(store.timers.open(rid, EXPIRE)) == []


def test_what_is_missing_must_be_named(world: World) -> None:
    rid = in_state(world, State.ACCEPTED)
    for missing in ((), ("weather",)):
        cmd = information.AskInfo(request_id=rid, missing=missing, text="?")
        assert attempt(world, information.ask_info, cmd, "cardiologist") == "request.missing_what"


# ---- offers


def test_an_offer_nobody_answers_goes_back_to_the_centre(world: World) -> None:
    rid = in_state(world, State.OFFERED)
    ring_out(world, rid, LAPSE)
    assert world.request(rid).state == State.SUBMITTED
    with world.store() as store:
        [offer] = store.assignments.list(request_id=rid)
        last = store.transitions.list(request_id=rid)[-1]
    assert (offer.state, offer.reason) == (AssignmentState.WITHDRAWN, "no_answer")
    assert (last.action, last.by) == ("lapse", None)


def test_an_offer_may_have_a_time_of_its_own(world: World) -> None:
    rid = in_state(world, State.SUBMITTED)
    until = world.now + timedelta(minutes=7)
    cmd = answering.Assign(request_id=rid, person_id=world.ids["cardiologist"], answer_by=until)
    past = replace(cmd, answer_by=world.now)
    assert attempt(world, answering.assign, past, "coordinator") == "request.time_in_past"
    world.do(answering.assign, cmd, "coordinator")
    with world.store() as store:
        assert store.timers.open(rid, LAPSE)[0].due_at == until
    perform(world, rid, "accept")
    with world.store() as store:
        assert list(store.timers.open(rid, LAPSE)) == []


def test_a_promise_is_the_clock_everybody_sees(world: World) -> None:
    rid = in_state(world, State.ACCEPTED)
    perform(world, rid, "promise")
    after = world.request(rid)
    assert after.due_at == after.promised_at == world.now + timedelta(hours=3)


# ---- from hand to hand


def test_the_giver_holds_it_until_the_colleague_says_yes(world: World) -> None:
    rid = in_state(world, State.IN_CONSULTATION)
    write(world, rid)
    perform(world, rid, "hand_over")
    assert _holder(world, rid) == "cardiologist"
    perform(world, rid, "accept")
    assert _holder(world, rid) == "cardiologist3"
    left, mine = opinions_of(world, rid)
    assert (left.state, left.signed_at) == (OpinionState.SUPERSEDED, None)
    assert (left.author_id, mine.author_id) == (
        world.ids["cardiologist"],
        world.ids["cardiologist3"],
    )
    assert answers_of(world, left) == answers_of(world, mine)
    shown = page(world, "cardiologist3", rid).requests[0]
    assert shown.opinion_draft is not None
    assert shown.opinion_draft.begun_by is not None
    assert shown.opinion_draft.begun_by.name == "cardiologist"
    assert shown.opinions == ()


def test_cover_takes_the_draft_and_nobody_else_may_sign_it(world: World) -> None:
    rid = in_state(world, State.ACCEPTED)
    write(world, rid)
    perform(world, rid, "cover")
    signing = opinions.SignOpinion(request_id=rid, confirmed=True)
    refusal = attempt(world, opinions.sign_opinion, signing, "cardiologist")
    assert refusal == "policy.not_your_request"
    sign(world, rid, "cardiologist3")
    assert opinions_of(world, rid)[-1].author_id == world.ids["cardiologist3"]


def test_only_experts_of_the_specialty_cover(world: World) -> None:
    rid = in_state(world, State.ACCEPTED)
    step = Step(request_id=rid, reason="at home")
    assert attempt(world, handover.cover, step, "surgeon") == "policy.other_specialty"
    assert attempt(world, handover.cover, step, "cardiologist") == "policy.yours_already"


def _holder(world: World, rid: str) -> str:
    with world.store() as store:
        [held] = store.assignments.list(request_id=rid, state=AssignmentState.ACCEPTED)
    return next(who for who, person in world.ids.items() if person == held.person_id)


# ---- meetings


def test_both_sides_are_reminded_before_they_meet(world: World) -> None:
    rid = in_state(world, State.ACCEPTED)
    perform(world, rid, "schedule")
    starts = world.now + timedelta(hours=1)
    ring_out(world, rid, REMIND)
    assert world.now == starts - timedelta(minutes=15)
    with world.store() as store:
        [call] = [row for row in store.outbox.list(subject=rid) if row.kind == "meeting_soon"]
    assert set(call.payload["people"]) == {  # type: ignore[call-overload]
        world.ids["county.doctor"],
        world.ids["cardiologist"],
    }


def test_a_meeting_ends_as_what_came_of_it(world: World) -> None:
    became = {"start": "fulfilled", "no_show": "noshow", "unschedule": "cancelled"}
    for action, state in became.items():
        rid = in_state(world, State.SCHEDULED)
        perform(world, rid, action)
        with world.store() as store:
            assert store.appointments.list(request_id=rid)[0].state == state


@pytest.mark.parametrize(
    ("link", "good"),
    [
        ("", True),
        ("https://meet.example.org/heart?pwd=1#x", True),
        ("https://10.0.0.8:8443", True),
        ("tel:+86-0970-0000000", True),
        ("http://meet.example.org", False),
        ("javascript:alert(1)", False),
        ("https://bank.example@evil.example/", False),
        ("https://meet.example.org/a b", False),
        ("https://", False),
    ],
)
def test_a_meeting_is_at_a_web_address_or_a_telephone(link: str, good: bool) -> None:
    if good:
        assert clean_link(link) == link
        return
    with pytest.raises(Invalid):
        clean_link(link)


def test_nobody_misses_a_meeting_that_lies_ahead(world: World) -> None:
    rid = in_state(world, State.ACCEPTED)
    perform(world, rid, "schedule")
    refusal = attempt(world, *COMMANDS["no_show"](world, rid), "coordinator")
    assert refusal == "appointment.not_begun"


# ---- opinions


def test_an_interim_opinion_is_signed_and_the_final_one_takes_its_place(world: World) -> None:
    rid = in_state(world, State.IN_CONSULTATION)
    write(world, rid, answers=(ANSWERS[0],))
    signing = opinions.SignOpinion(request_id=rid, confirmed=True)
    assert attempt(world, opinions.sign_opinion, signing, "cardiologist") == "opinion.unanswered"
    world.do(opinions.sign_interim, signing, "cardiologist")
    shown = page(world, "county.doctor", rid).requests[0]
    assert [row.interim for row in shown.opinions] == [True]
    assert [q.state for q in shown.questions] == ["answered", "open"]
    write(world, rid)
    sign(world, rid)
    interim, final = opinions_of(world, rid)
    assert (interim.state, interim.interim) == (OpinionState.SUPERSEDED, True)
    assert (final.state, final.interim) == (OpinionState.SIGNED, False)
    assert world.request(rid).state == State.SIGNED


def test_a_further_question_goes_to_the_same_expert_with_what_was_signed(world: World) -> None:
    rid = in_state(world, State.RESPONDED)
    perform(world, rid, "ask_again")
    draft = opinions_of(world, rid)[-1]
    assert (draft.state, draft.author_id) == (OpinionState.DRAFT, world.ids["cardiologist"])
    signing = opinions.SignOpinion(request_id=rid, confirmed=True)
    refusal = attempt(world, opinions.sign_opinion, signing, "cardiologist")
    assert refusal == "opinion.unanswered"
    third = replace(ANSWERS[0], no=3, text="Then PCI.")
    write(world, rid, answers=(*ANSWERS, third))
    sign(world, rid)
    signed = [row for row in opinions_of(world, rid) if row.state is OpinionState.SIGNED]
    assert [row.version for row in signed] == [2]


def test_a_request_that_was_answered_closes_by_itself(world: World) -> None:
    rid = in_state(world, State.SIGNED)
    respond(world, rid)
    ring_out(world, rid, AUTO_CLOSE)
    assert world.request(rid).state == State.CLOSED


# ---- linked requests


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


# ---- by telephone


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


# ---- the house's own rules


def test_both_approvals_in_their_order_and_none_in_an_emergency(world: World) -> None:
    scope = world.orgs["gangcha"]
    rules = limits.SaveLimits(
        org_id=scope, data={"release": ["affairs", "head"]}, reason="rules", if_version=0
    )
    world.do(limits.save_limits, rules, "hospital.admin")
    assert world.request(world.case(send=True).request_id).state == State.SUBMITTED
    rid = world.case(send=True, urgency=Urgency.ROUTINE).request_id
    release = COMMANDS["release"](world, rid)
    assert world.request(rid).pending_release == "head"
    assert attempt(world, *release, "county.affairs") == "policy.not_your_release"
    assert attempt(world, *release, "cardiologist") == "request.not_found"
    world.do(*release, "county.head")
    assert world.request(rid).pending_release == "affairs"
    world.do(*release, "county.affairs")
    sent = world.request(rid)
    assert (sent.state, sent.pending_release) == (State.SUBMITTED, "")
    assert sent.submitted_at == world.now


def test_sent_back_it_is_a_draft_again(world: World) -> None:
    want_release(world, True)
    rid = world.case(send=True, urgency=Urgency.ROUTINE).request_id
    perform(world, rid, "send_back")
    assert world.request(rid).state == State.DRAFT
    perform(world, rid, "submit")
    assert world.request(rid).state == State.AWAITING_RELEASE


def test_a_hospital_sets_its_own_limits_over_the_networks(world: World) -> None:
    network = limits.SaveLimits(
        org_id="", data={"emergency": {"opinion_s": 1200}, "info_days": 3}, reason="a", if_version=0
    )
    world.do(limits.save_limits, network, "admin")
    own = replace(network, org_id=world.orgs["liaocheng"], data={"emergency": {"opinion_s": 900}})
    world.do(limits.save_limits, own, "admin")
    assert attempt(world, limits.save_limits, own, "admin") == "limits.stale_version"
    assert attempt(world, limits.save_limits, network, "hospital.admin") is not None
    rid = world.case(send=True).request_id
    assert world.request(rid).due_at == world.now + timedelta(seconds=900)
    with world.store() as store:
        assert limits.limits_of(store, world.orgs["liaocheng"]).data["info_days"] == 3
        named = [row.subject for row in store.audit.list(action="save_limits")]
    assert named == ["limits::1", f"limits:{world.orgs['liaocheng']}:1"]


@pytest.mark.parametrize(
    "data",
    [
        {"emergency": {"opinion_s": 1}},
        {"emergency": {"tea_s": 60}},
        {"info_days": True},
        {"release": ["director"]},
        {"colour": "red"},
    ],
)
def test_numbers_out_of_range_are_refused(world: World, data: dict[str, object]) -> None:
    cmd = limits.SaveLimits(org_id="", data=data, reason="why", if_version=0)
    refusal = attempt(world, limits.save_limits, cmd, "admin")
    assert refusal in ("limits.out_of_range", "limits.unknown")


def test_fees_are_recorded_only_where_the_hospital_wants_them(world: World) -> None:
    rid = in_state(world, State.ACCEPTED)
    cmd = fees.RecordFee(request_id=rid, amount=20_000, currency="CNY", payer=Payer.COUNTY)
    assert attempt(world, fees.record_fee, cmd, "coordinator") == "fee.not_wanted"
    rules = limits.SaveLimits(
        org_id=world.orgs["liaocheng"], data={"fee": True}, reason="rules", if_version=0
    )
    world.do(limits.save_limits, rules, "admin")
    world.do(fees.record_fee, cmd, "coordinator")
    course = page(world, "county.doctor", rid).requests[0].course
    assert course.fee is not None
    assert (course.fee.amount, course.may_record_fee) == (20_000, False)


def test_a_county_asks_to_cancel_and_the_expert_ends_it(world: World) -> None:
    rid = in_state(world, State.IN_CONSULTATION)
    ask = Step(request_id=rid, reason="transferred")
    world.do(responding.ask_cancel, ask, "county.doctor")
    assert world.request(rid).state == State.IN_CONSULTATION
    perform(world, rid, "stop")
    assert world.request(rid).state == State.CANCELLED
