"""What the clock, the slip, the plan at home and a second journey do."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from consult.actions.asking.tasks import EndTask, end_task, finish_tasks
from consult.actions.referrals import answering, opening, travelling
from consult.actions.requests.drafting import Destination
from consult.actions.requests.moves import Step
from consult.cases.asking.task import TaskState
from consult.cases.request import Urgency
from consult.errors import Denied, Invalid, NotFound
from consult.referrals.states import State
from storage.repositories.views.asking.tasks import open_tasks
from storage.repositories.views.referrals.lists import desk_list, my_list, own_list
from tests.unit.consult.referrals.journeys import (
    COMMANDS,
    DOWN,
    UP,
    allow,
    in_state,
    open_one,
    perform,
    point_elsewhere,
    referral_world,
)
from tests.worlds.steps import attempt, signed_case
from tests.worlds.world import FULL_FORM, World


@pytest.fixture
def world() -> World:
    return referral_world()


def groups(world: World, who: str, read: Any) -> dict[str, list[Any]]:
    actor = world.actor(who)
    with world.store() as store:
        found = read(store, actor, world.now).value
    return {each.key: list(each.items) for each in found.groups if each.items}


def due(world: World) -> list[str]:
    """What fired of the referral; the consultation it came from has timers of its own."""
    return [kind for kind in world.run_due() if kind.startswith("referral")]


def test_who_does_not_come_is_missed_two_hours_after_the_expected_time(world: World) -> None:
    rid = in_state(world, UP, State.DEPARTED)  # expected in three hours
    world.later(hours=4)
    perform(world, rid, "update_eta")  # now in four
    world.later(hours=5, minutes=50)
    assert due(world) == []
    [row] = groups(world, "referral.desk", desk_list)["on_the_way"]
    assert row.overdue
    world.later(minutes=15)
    assert due(world) == ["referral.miss"]
    assert world.request(rid).state == State.NO_SHOW
    perform(world, rid, "arrive")
    assert world.request(rid).state == State.ARRIVED


def test_the_slip_opens_the_door_only_for_the_receiver_and_twice_says_the_same(
    world: World,
) -> None:
    rid = in_state(world, UP, State.DEPARTED)
    with world.store() as store:
        code = store.referrals.get(rid).slip_code
    scan = travelling.Scan(code=code)
    with pytest.raises(Denied):
        world.do(travelling.scan_arrival, scan, "county.doctor")
    for stranger in ("cardiologist2", "county2.doctor"):
        with pytest.raises(NotFound):
            world.do(travelling.scan_arrival, scan, stranger)
    for empty in ("", "0" * 36):
        with pytest.raises(NotFound):
            world.do(travelling.scan_arrival, travelling.Scan(code=empty), "referral.desk")
    world.do(travelling.scan_arrival, scan, "referral.desk")
    version = world.request(rid).version
    world.do(travelling.scan_arrival, scan, "cardiologist")
    assert (world.request(rid).state, world.request(rid).version) == (State.ARRIVED, version)


def test_papers_and_word_are_owed_and_reminded_of(world: World) -> None:
    rid = in_state(world, UP, State.TREATING)
    world.later(hours=2)
    assert due(world) == ["referral.records"]
    assert groups(world, "county.doctor", own_list)["needs_me"][0].overdue
    perform(world, rid, "upload_records")
    perform(world, rid, "discharge")
    world.later(hours=72, minutes=1)
    assert due(world) == ["referral.feedback"]
    [row] = groups(world, "referral.desk", desk_list)["to_feed_back"]
    assert row.overdue
    perform(world, rid, "feedback")
    assert groups(world, "referral.desk", desk_list) == {}
    assert [row.id for row in groups(world, "county.doctor", own_list)["needs_me"]] == [rid]


def test_each_finds_the_next_step_of_theirs_without_looking_through_the_lists(world: World) -> None:
    rid = in_state(world, UP, State.SUBMITTED)

    def mine(who: str) -> list[str]:
        return list(groups(world, who, my_list))

    # A doctor of the specialty may advise; who only waits, and a stranger, have nothing to do.
    assert [mine(who) for who in ("cardiologist", "cardiologist2", "county.doctor")] == [
        ["received"],
        [],
        [],
    ]
    perform(world, rid, "ask_info")
    assert mine("county.doctor") == ["sent"]
    perform(world, rid, "resubmit")
    perform(world, rid, "accept")
    assert (mine("county.doctor"), mine("cardiologist")) == (["sent"], [])
    perform(world, rid, "agree")
    perform(world, rid, "depart")
    perform(world, rid, "ask_cancel")
    assert (mine("county.doctor"), mine("referral.desk")) == ([], ["received"])
    assert "to_answer" in groups(world, "referral.desk", desk_list)
    perform(world, rid, "keep")
    perform(world, rid, "arrive")
    assert (mine("county.doctor"), mine("cardiologist")) == (["sent"], ["received"])


def test_an_answer_is_to_be_read_once(world: World) -> None:
    rid = in_state(world, UP, State.DECLINED)
    assert list(groups(world, "county.doctor", my_list)) == ["sent"]
    perform(world, rid, "acknowledge")
    assert groups(world, "county.doctor", my_list) == {}


def test_a_stranger_has_no_referral_to_answer(world: World) -> None:
    in_state(world, DOWN, State.SUBMITTED)
    assert list(groups(world, "county.doctor2", my_list)) == ["received"]
    assert groups(world, "county2.doctor", my_list) == {}


def test_down_brings_the_plan_home_as_tasks_on_their_days(world: World) -> None:
    rid = in_state(world, DOWN, State.ARRIVED)
    actor = world.actor("county.doctor2")
    case_id = world.request(rid).case_id
    with world.store() as store:
        tasks = store.tasks.list(request_id=rid)
        today = open_tasks(store, actor, world.now).value
        later = open_tasks(store, actor, tasks[0].due_at).value
        case = store.cases.get(case_id)
    assert sorted(task.wanted for task in tasks) == ["care_test", "care_visit"]
    assert today == ()
    assert [row.wanted for row in later] == ["care_test"]
    world.do(lambda work, _: finish_tasks(work, case), None, "county.tech")
    done = world.do(end_task, EndTask(task_id=tasks[0].id, done=True), "county.doctor2")
    assert done.state is TaskState.DONE
    perform(world, rid, "first_visit")
    perform(world, rid, "finish_plan")
    with world.store() as store:
        left = store.tasks.list(request_id=rid, state=TaskState.OPEN)
    assert list(left) == []


def test_a_county_accepts_only_after_it_looked_what_it_has(world: World) -> None:
    rid = in_state(world, DOWN, State.SUBMITTED)
    assert attempt(world, *COMMANDS["accept"](world, rid), "county.doctor") == (
        "request.illegal_move"
    )
    check = answering.CheckCapability(request_id=rid, items=())
    with pytest.raises(Invalid, match="need_unanswered"):
        world.do(answering.check_capability, check, "county.doctor")
    lacks = answering.Capability(code="inr", name="INR", yes=False)
    with pytest.raises(Invalid, match="instead_missing"):
        world.do(answering.check_capability, replace(check, items=(lacks,)), "county.doctor")
    instead = replace(lacks, instead="sent to the prefecture twice a week")
    world.do(answering.check_capability, replace(check, items=(instead,)), "county.doctor")
    perform(world, rid, "accept")


@pytest.mark.parametrize(("days", "bounced"), [(13, True), (15, False)])
def test_up_again_soon_after_coming_back_is_marked(world: World, days: int, bounced: bool) -> None:
    down = in_state(world, DOWN, State.ARRIVED)
    world.later(days=days)
    again = world.do(
        opening.open_referral,
        opening.OpenReferral(
            case_id=world.request(down).case_id,
            org_id=world.orgs["gangcha"],
            kind=UP,
            urgency=Urgency.URGENT,
            destination=Destination(partnership_id=world.partnership, specialty="cardiology"),
            sheet={"reason": "pain again", "condition": "unstable", "diagnosis": "ACS"},
            send=True,
        ),
        "county.doctor",
    )
    with world.store() as store:
        paper = store.referrals.get(again.id)
    assert paper.bounced_of_id == (down if bounced else None)


def test_a_consultation_becomes_a_referral_without_retyping(world: World) -> None:
    opened = signed_case(world)
    convert = opening.Convert(request_id=opened.request_id)
    refusal = attempt(world, opening.convert, convert, "cardiologist")
    assert refusal == "referral.not_allowed_by_sender"
    made = world.do(opening.convert, convert, "county.doctor")
    with world.store() as store:
        paper = store.referrals.get(made.id)
    assert (made.case_id, made.room_id) == (opened.case_id, opened.room_id)
    assert (made.state, made.based_on_id) == (State.SUBMITTED, opened.request_id)
    assert paper.sheet["diagnosis"] == "inferior STEMI"
    assert "chest pain" in str(paper.sheet["condition"])
    assert attempt(world, opening.convert, convert, "county.doctor") == "referral.open_already"


def test_the_expert_may_convert_where_the_asker_allowed_it(world: World) -> None:
    opened = world.case(send=True, form=FULL_FORM | {"allow_referral": True})
    convert = opening.Convert(request_id=opened.request_id)
    made = world.do(opening.convert, convert, "cardiologist")
    # In the name of the hospital that asked: its doctor, not the expert, goes on with it.
    assert made.created_by == world.ids["county.doctor"]
    assert attempt(world, *COMMANDS["cancel"](world, made.id), "cardiologist") is not None
    assert attempt(world, *COMMANDS["cancel"](world, made.id), "county.doctor") is None


def test_another_hospital_gets_the_papers_only_from_the_sender(world: World) -> None:
    rid = in_state(world, UP, State.SUBMITTED)
    unknown = answering.Redirect(request_id=rid, org_id=world.orgs["anzhen"], reason="full")
    assert attempt(world, answering.redirect, unknown, "referral.desk") == (
        "referral.no_agreement_there"
    )
    point_elsewhere(world, rid)
    with pytest.raises(NotFound):
        world.do(travelling.arrive, Step(request_id=rid), "cardiologist2")
    sent = world.do(opening.send_again, opening.SendAgain(request_id=rid), "county.doctor")
    assert (sent.to_org, sent.replaces_id) == (world.orgs["anzhen"], rid)
    assert world.request(rid).state == State.REDIRECTED


def test_declining_needs_an_alternative(world: World) -> None:
    rid = in_state(world, UP, State.SUBMITTED)
    for alternative in (None, answering.Alternative(kind="", text="x")):
        cmd = answering.Decline(request_id=rid, code="no_bed", alternative=alternative)
        assert attempt(world, answering.decline, cmd, "referral.desk") == (
            "referral.alternative_missing"
        )


def test_an_emergency_rings_the_desk_until_it_says_something(world: World) -> None:
    rid = open_one(world, UP, urgency=Urgency.EMERGENCY, send=True)
    world.later(seconds=1)
    world.run_due()
    with world.store() as store:
        [ladder] = store.ladders.list(request_id=rid)
        rung = [row.person_id for row in store.ladder_steps.list(ladder_id=ladder.id)]
    assert rung[0] == world.ids["referral.desk"]
    perform(world, rid, "provisional")
    with world.store() as store:
        assert store.ladders.get(ladder.id).state == "stopped"
    assert world.request(rid).due_at is not None


def test_one_journey_at_a_time(world: World) -> None:
    rid = in_state(world, UP, State.ACCEPTED)
    request = world.request(rid)
    again = opening.OpenReferral(
        case_id=request.case_id,
        org_id=request.from_org,
        kind=UP,
        urgency=Urgency.ROUTINE,
    )
    assert attempt(world, opening.open_referral, again, "county.doctor") == "referral.open_already"


def test_a_referral_allows_nothing_to_strangers(world: World) -> None:
    allow(world, world.orgs["anzhen"])
    rid = in_state(world, UP, State.SUBMITTED)
    for who in ("cardiologist2", "county2.doctor", "admin", "supervisor"):
        for command in COMMANDS.values():
            assert attempt(world, *command(world, rid), who) == "request.not_found"
