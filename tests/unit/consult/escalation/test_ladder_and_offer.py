"""An emergency that is offered to somebody while the ladder rings: two clocks, one owner."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from consult.actions.escalation.answers import CallAgain, Heard, call_again, heard
from consult.actions.network import roles
from consult.actions.requests import answering
from consult.actions.requests.drafting import Destination
from consult.actions.requests.expert.handover import accept
from consult.actions.requests.moves import Step
from consult.cases.request import AssignmentState
from consult.cases.workflow.consultation import State
from consult.escalation.ladder import LadderState
from consult.escalation.notices import NoticeState
from storage.repositories.views.escalation.calls import calls_of
from tests.unit.consult.duty.planning import roster, shifts
from tests.unit.consult.escalation.test_ladder import (
    gateway,
    ladders,
    let_pass,
    notices,
    rung,
    send,
    with_phone,
)
from tests.worlds.steps import attempt, take
from tests.worlds.world import World, build_world


@pytest.fixture
def world() -> World:
    """Line 1 and 2 of the roster are the two cardiologists."""
    world = build_world()
    made = roster(world, lines=2)
    shifts(world, made, "cardiologist", 0, 24)
    shifts(world, made, "cardiologist3", 0, 24, line=2)
    for number, login in enumerate(("cardiologist", "cardiologist3", "surgeon")):
        with_phone(world, login, f"1390000000{number}")
    return world


def offer(world: World, request_id: str, login: str, **more) -> None:
    cmd = answering.Assign(request_id=request_id, person_id=world.ids[login], **more)
    world.do(answering.assign, cmd, "coordinator")


def offered(world: World, request_id: str) -> list[str]:
    names = {id_: login for login, id_ in world.ids.items()}
    with world.store() as store:
        rows = store.assignments.list(request_id=request_id, state=AssignmentState.OFFERED)
    return [names[row.person_id] for row in rows]


def rings(world: World, request_id: str, login: str) -> bool:
    actor = world.actor(login)
    with world.store() as store:
        request = store.requests.get(request_id)
        return calls_of(store, actor, [request], world.now)[request_id].rings_me


def called(world: World) -> Counter[str]:
    """How often each was called outside the house."""
    names = {id_: login for login, id_ in world.ids.items()}
    return Counter(names[n.person_id or ""] for n in notices(world))


def test_an_offer_lapses_while_the_ladder_goes_on_to_its_end(world) -> None:
    gateway(world)
    request_id = send(world)
    world.run_due()
    offer(world, request_id, "cardiologist")
    let_pass(world, 121)
    # The next on duty is asked, and every step of the ladder rings at its own time.
    assert offered(world, request_id) == ["cardiologist3"]
    let_pass(world, 120)
    assert world.request(request_id).state == State.SUBMITTED
    let_pass(world, 460)
    times = {who: at for at, who in reversed(rung(world, request_id))}
    assert times == {"cardiologist": 0, "cardiologist3": 180, "centre": 480}
    assert [ladder.state for ladder in ladders(world, request_id)] == [LadderState.UNANSWERED]
    assert world.request(request_id).state == State.UNANSWERED
    # An offer to whom the ladder has just rung is no second call; to whom it has not, it is one.
    assert called(world) == {"cardiologist": 1, "cardiologist3": 2}
    # Who missed an offer has declined nothing: all are called again.
    world.do(call_again, CallAgain(request_id), "county.doctor")
    people = {step.person_id for step in ladders(world, request_id)[-1].planned().steps}
    assert {world.ids["cardiologist"], world.ids["cardiologist3"]} <= people


def test_taken_by_one_while_offered_to_another_nothing_rings_any_more(world) -> None:
    gateway(world)
    request_id = send(world)
    world.run_due()
    offer(world, request_id, "cardiologist3")
    take(world, request_id)
    refusal = attempt(world, accept, Step(request_id=request_id), "cardiologist3")
    assert refusal == "policy.not_offered_to_you"
    assert offered(world, request_id) == []
    before = called(world)
    let_pass(world, 290)  # past the offer's time and three steps of the ladder
    assert (called(world), rung(world, request_id)) == (before, [(0, "cardiologist")])
    assert {n.state for n in notices(world)} == {NoticeState.STOPPED}
    assert not any(rings(world, request_id, who) for who in ("cardiologist3", "coordinator"))
    with world.store() as store:
        held = store.assignments.list(request_id=request_id, state=AssignmentState.ACCEPTED)
    assert [row.person_id for row in held] == [world.ids["cardiologist"]]


def test_whoever_it_is_offered_to_rings_although_the_ladder_does_not_know_them(world) -> None:
    channel = gateway(world)
    request_id = send(world)
    world.run_due()
    offer(world, request_id, "surgeon")
    assert rings(world, request_id, "surgeon")
    assert called(world) == {"cardiologist": 1, "surgeon": 1}
    # A yes by telephone silences the ladder too.
    [mine] = [n for n in notices(world) if n.person_id == world.ids["surgeon"]]
    world.do(heard, Heard(channel, mine.id, NoticeState.ANSWERED), "system")
    assert ladders(world, request_id)[0].acked_by == world.ids["surgeon"]
    # On the way: the offer's end disturbs nobody. Not there after five minutes: all ring again.
    let_pass(world, 290)
    assert world.request(request_id).state == State.SUBMITTED
    assert called(world) == {"cardiologist": 1, "surgeon": 1}
    let_pass(world, 15)
    assert [ladder.state for ladder in ladders(world, request_id)] == [
        LadderState.ACKNOWLEDGED,
        LadderState.RINGING,
    ]


def test_offered_after_it_was_given_up_and_missed_again_it_is_called_for_again(world) -> None:
    request_id = send(world)
    let_pass(world, 620)
    assert world.request(request_id).state == State.UNANSWERED
    offer(world, request_id, "surgeon")
    assert rings(world, request_id, "surgeon")
    let_pass(world, 121)  # the surgeon, then both of the roster are asked and miss it
    assert ladders(world, request_id)[-1].state is LadderState.RINGING


def test_the_ladder_ends_no_offer_before_its_time(world) -> None:
    request_id = send(world)
    let_pass(world, 590)
    offer(world, request_id, "surgeon", answer_by=world.now + timedelta(minutes=4))
    let_pass(world, 60)
    assert offered(world, request_id) == ["surgeon"]
    assert world.request(request_id).state == State.OFFERED
    world.do(accept, Step(request_id=request_id), "surgeon")
    let_pass(world, 240)
    assert world.request(request_id).state == State.ACCEPTED
    assert [ladder.state for ladder in ladders(world, request_id)] == [LadderState.ACKNOWLEDGED]


def test_the_only_one_on_a_list_is_called_once(world) -> None:
    gateway(world)
    with world.store() as store:
        [desk] = store.roles.list(person_id=world.ids["coordinator"])
    world.do(roles.revoke_role, roles.RevokeRole(role_id=desk.id), "admin")
    to = Destination(partnership_id=world.partnership, specialty="general_surgery")
    send(world, destination=to)
    world.run_due()
    assert called(world) == {"surgeon": 1}


def test_given_up_nobody_is_left_with_an_offer(world) -> None:
    request_id = send(world)
    world.run_due()
    offer(world, request_id, "surgeon", answer_by=world.now + timedelta(seconds=600))
    let_pass(world, 601)
    while world.request(request_id).state == State.OFFERED:
        let_pass(world, 30)
    let_pass(world, 1)
    assert offered(world, request_id) == []
    assert world.request(request_id).state == State.UNANSWERED
