"""Every (state, action) of every table, by enumeration: what the table allows happens, all else
is refused with the list of what is allowed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa

from consult.access.verbs import Verb
from consult.actions.requests import answering
from consult.actions.requests.moves import Step
from consult.cases.request import Kind
from consult.cases.workflow.consultation import CONSULTATION, State
from consult.cases.workflow.workflows import WORKFLOWS
from consult.errors import IllegalMove, NotFound
from storage.database.tables.requests import request as request_table
from tests.unit.consult.cases.moving import CLOCK, COMMANDS, PATHS, in_state, perform
from tests.worlds.world import World, build_world

ACTIONS = sorted({action for _, action in CONSULTATION.rules})
FHIR_ORDER = {"draft": 0, "active": 1, "completed": 2, "revoked": 2}
# The asking side's: the partner does not even know of what was not sent.
OF_THE_ASKERS = {"cancel", "submit", "respond", "close", "release", "send_back"}
OF_THE_ASKERS |= {"resubmit", "ask_again", "ask_cancel", "reopen"}


def test_every_action_has_a_performer() -> None:
    assert set(COMMANDS) | set(CLOCK) == set(ACTIONS)
    by_clock = {a for (_, a), rule in CONSULTATION.rules.items() if rule.verb is Verb.KEEP_TIME}
    assert set(CLOCK) == by_clock
    assert set(PATHS) == set(State) == set(CONSULTATION.states) == set(CONSULTATION.fhir_task)


@pytest.mark.parametrize(("state", "action"), list(CONSULTATION.rules))
def test_table_is_law(world: World, state: State, action: str) -> None:
    rid = in_state(world, state, action)
    before = world.request(rid)
    rule = CONSULTATION.rules[state, action]
    perform(world, rid, action)
    after = world.request(rid)
    assert after.state in rule.targets
    assert after.version == before.version + 1
    with world.store() as store:
        last = store.transitions.list(request_id=rid)[-1]
        room = store.rooms.get(after.room_id)
        lines = store.room_log.read(room.id, after=0, limit=100)
    assert (last.from_state, last.action, last.to_state) == (state, action, after.state)
    assert (last.by is None) == (action in CLOCK)
    assert [line.seq for line in lines] == list(range(1, room.head_seq + 1))
    assert f"request.{action}" in [line.body["code"] for line in lines[-2:]]


@pytest.mark.parametrize("state", list(State))
def test_what_is_not_in_the_table_does_not_happen(world: World, state: State) -> None:
    """One world per state: what is refused leaves nothing for the next one."""
    rid = in_state(world, state)
    before = world.request(rid)
    for action in ACTIONS:
        if (state, action) not in CONSULTATION.rules:
            _refused(world, rid, state, action)
            assert world.request(rid) == before, action


def _refused(world: World, rid: str, state: State, action: str) -> None:
    if action in CLOCK:
        perform(world, rid, action)  # finds that there is nothing to do
        return
    with pytest.raises((IllegalMove, NotFound)) as refused:
        perform(world, rid, action)
    if isinstance(refused.value, IllegalMove):
        assert refused.value.params["allowed"] == CONSULTATION.actions(state)
    else:
        assert state in (State.DRAFT, State.AWAITING_RELEASE)
        assert action not in OF_THE_ASKERS


def test_fhir_status_never_goes_backwards() -> None:
    for (state, _), rule in CONSULTATION.rules.items():
        before = CONSULTATION.fhir_status[state]
        for target in rule.targets:
            assert FHIR_ORDER[CONSULTATION.fhir_status[target]] >= FHIR_ORDER[before]


def test_every_state_can_be_reached_and_left_unless_final() -> None:
    rules = CONSULTATION.rules.values()
    reached = {CONSULTATION.initial} | {target for rule in rules for target in rule.targets}
    assert reached == CONSULTATION.states
    final = {state for state in CONSULTATION.states if CONSULTATION.final(state)}
    assert final == {State.CLOSED, State.REJECTED, State.CANCELLED}


def test_workflows_are_filed_under_their_kind() -> None:
    assert all(kind is flow.kind for kind, flow in WORKFLOWS.items())
    assert Kind.CONSULTATION in WORKFLOWS


def test_the_first_commit_wins(world: World) -> None:
    """Two experts saw the same version; the second is told, and nothing of his remains."""
    rid = in_state(world, State.SUBMITTED)
    seen = world.request(rid).version
    step = Step(request_id=rid, if_version=seen)
    world.do(answering.take, step, "cardiologist")
    with pytest.raises(IllegalMove):
        world.do(answering.take, step, "cardiologist3")
    with world.store() as store:
        accepted = store.assignments.list(request_id=rid, state="accepted")
    assert [row.person_id for row in accepted] == [world.ids["cardiologist"]]


def test_a_second_accepted_expert_is_impossible_even_for_sql(world: World) -> None:
    rid = in_state(world, State.ACCEPTED)
    with world.store() as store:
        held = store.assignments.list(request_id=rid)[0]
    with pytest.raises(Exception, match="duplicate"), world.store() as store:
        store.assignments.add(
            replace(held, id=world.new_id(), person_id=world.ids["cardiologist3"])
        )


def test_a_stale_version_loses_whoever_wrote_it(world: World) -> None:
    rid = in_state(world, State.SUBMITTED)
    stale = world.request(rid)
    perform(world, rid, "take")
    with pytest.raises(Exception, match="stale_version"), world.store() as store:
        store.requests.save(replace(stale, state="rejected", version=stale.version + 1))


def _rows(world: World, column: sa.Column[Any]) -> list[Any]:
    with world.engine.connect() as conn:
        return list(conn.execute(sa.select(column)).scalars())


def test_worlds_do_not_share_anything() -> None:
    one, two = build_world(), build_world()
    one.case()
    assert len(_rows(one, request_table.c.id)) == 1
    assert _rows(two, request_table.c.id) == []
