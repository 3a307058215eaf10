"""A request is closed with what became of the patient, or with why nobody knows."""

from __future__ import annotations

import pytest

from consult.actions.asking.follow_up import Close, RecordFollowUp, close, record_follow_up
from consult.cases.asking.follow_up import Outcome
from consult.cases.workflow.consultation import State
from tests.worlds.steps import attempt, respond, signed_case
from tests.worlds.world import World

DOCTOR = "county.doctor"


@pytest.fixture
def request_id(world: World) -> str:
    made = signed_case(world).request_id
    respond(world, made)
    return made


def outcomes(world: World, request_id: str) -> list[str]:
    with world.store() as store:
        return [row.outcome for row in store.follow_ups.list(request_id=request_id)]


def test_nothing_known_and_nothing_said_it_stays_open(world, request_id):
    refusal = attempt(world, close, Close(request_id=request_id, reason=" "), DOCTOR)
    assert refusal == "request.outcome_required"


@pytest.mark.parametrize("outcome", list(Outcome))
def test_the_outcome_is_kept_with_the_follow_up_and_closes(world, request_id, outcome):
    world.do(close, Close(request_id=request_id, outcome=outcome), DOCTOR)
    assert world.request(request_id).state == State.CLOSED
    assert outcomes(world, request_id)[0] == outcome
    world.later(days=40)
    world.run_due()  # nobody asks again
    assert world.request(request_id).state == State.CLOSED


def test_without_an_outcome_the_reason_is_kept_with_the_step(world, request_id):
    world.do(close, Close(request_id=request_id, reason="moved to another province"), DOCTOR)
    with world.store() as store:
        last = store.transitions.list(request_id=request_id)[-1]
    assert (last.action, last.reason) == ("close", "moved to another province")


def test_what_was_told_at_a_follow_up_is_enough(world, request_id):
    told = RecordFollowUp(request_id=request_id, outcome=Outcome.IMPROVED)
    world.do(record_follow_up, told, DOCTOR)
    world.do(close, Close(request_id=request_id), DOCTOR)
    assert world.request(request_id).state == State.CLOSED


def test_the_last_asking_without_any_outcome_closes_nothing(world, request_id):
    for _ in outcomes(world, request_id):
        told = RecordFollowUp(request_id=request_id, order_written=True)
        world.do(record_follow_up, told, DOCTOR)
    assert world.request(request_id).state == State.RESPONDED
