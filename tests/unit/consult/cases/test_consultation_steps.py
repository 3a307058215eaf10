"""What the steps beyond the shortest way mean: clocks, drafts, offers, meetings."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from consult.actions.due import DUE
from consult.actions.requests import answering, opinions
from consult.actions.requests.county import responding
from consult.actions.requests.expert import handover, information
from consult.actions.requests.leaving import AUTO_CLOSE, EXPIRE, LAPSE, REMIND
from consult.actions.requests.moves import Step
from consult.actions.timers import Fire, fire
from consult.cases.appointment import clean_link
from consult.cases.limits import overlaid
from consult.cases.request import AssignmentState, Urgency
from consult.cases.workflow.clocks import stages
from consult.cases.workflow.consultation import State
from consult.errors import Invalid
from consult.reports.opinion import Opinion, OpinionState
from tests.unit.consult.cases.moving import COMMANDS, in_state, page, perform
from tests.worlds.steps import ANSWERS, attempt, respond, sign, write
from tests.worlds.world import World


def ring_out(world: World, rid: str, kind: str) -> None:
    """Let the time of the request's timer come, as the engine does."""
    with world.store() as store:
        [timer] = store.timers.open(rid, kind)
    world.now = max(world.now, timer.due_at)
    world.do(fire, Fire(timer, DUE[kind]), "system")


def opinions_of(world: World, rid: str) -> list[Opinion]:
    with world.store() as store:
        return list(store.opinions.list(request_id=rid))


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


def test_a_county_asks_to_cancel_and_the_expert_ends_it(world: World) -> None:
    rid = in_state(world, State.IN_CONSULTATION)
    ask = Step(request_id=rid, reason="transferred")
    world.do(responding.ask_cancel, ask, "county.doctor")
    assert world.request(rid).state == State.IN_CONSULTATION
    perform(world, rid, "stop")
    assert world.request(rid).state == State.CANCELLED
