"""Every (state, action) of every table, by enumeration: what the table allows happens, all else
is refused with the list of what is allowed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa

from consult.actions.requests import answering, opinions, sending
from consult.cases.consultation import CONSULTATION, State
from consult.cases.request import Kind
from consult.cases.workflows import WORKFLOWS
from consult.errors import IllegalMove, NotFound
from consult.reports.opinion import AdoptionValue
from storage.database.tables.requests import request as request_table
from tests.world import World, build_world

ACTIONS = sorted({action for _, action in CONSULTATION.rules})
FHIR_ORDER = {"draft": 0, "active": 1, "completed": 2, "revoked": 2}
ANSWERS = (
    opinions.AnswerText(no=1, text="Yes, lyse."),
    opinions.AnswerText(no=2, cannot=True, reason="weight unknown"),
)

Perform = Callable[[World, str], object]


def _step(action: Callable[..., object], who: str) -> Perform:
    return lambda world, rid: world.do(
        action, answering.Step(request_id=rid, reason="because"), who
    )


PERFORM: dict[str, Perform] = {
    "submit": lambda w, rid: w.do(sending.submit, sending.Submit(request_id=rid), "county.doctor"),
    "cancel": lambda w, rid: w.do(
        sending.cancel, sending.Cancel(request_id=rid, reason="died"), "county.doctor"
    ),
    "close": lambda w, rid: w.do(sending.close, sending.Close(request_id=rid), "county.doctor"),
    "assign": lambda w, rid: w.do(
        answering.assign,
        answering.Assign(request_id=rid, person_id=w.ids["cardiologist"]),
        "coordinator",
    ),
    "take": _step(answering.take, "cardiologist"),
    "accept": _step(answering.accept, "cardiologist"),
    "refuse": _step(answering.refuse, "cardiologist"),
    "reject": _step(answering.reject, "coordinator"),
    "start": _step(answering.start, "cardiologist"),
    "give_back": _step(answering.give_back, "cardiologist"),
    "sign": lambda world, rid: _write_and_sign(world, rid),  # noqa: PLW0108 defined below
    "correct": lambda w, rid: w.do(
        opinions.correct_opinion,
        opinions.CorrectOpinion(
            request_id=rid, reason="typing", content={}, answers=ANSWERS, confirmed=True
        ),
        "cardiologist",
    ),
    "respond": lambda w, rid: w.do(
        opinions.respond,
        opinions.Respond(request_id=rid, value=AdoptionValue.ADOPTED),
        "county.doctor",
    ),
}
# The shortest way to each state.
PATHS: dict[State, tuple[str, ...]] = {
    State.DRAFT: (),
    State.SUBMITTED: ("submit",),
    State.OFFERED: ("submit", "assign"),
    State.ACCEPTED: ("submit", "take"),
    State.IN_CONSULTATION: ("submit", "take", "start"),
    State.SIGNED: ("submit", "take", "sign"),
    State.RESPONDED: ("submit", "take", "sign", "respond"),
    State.CLOSED: ("submit", "take", "sign", "respond", "close"),
    State.REJECTED: ("submit", "reject"),
    State.CANCELLED: ("submit", "cancel"),
}


def _write_and_sign(world: World, rid: str) -> object:
    if world.request(rid).state in (State.ACCEPTED, State.IN_CONSULTATION):
        world.do(
            opinions.write_opinion,
            opinions.WriteOpinion(request_id=rid, answers=ANSWERS),
            "cardiologist",
        )
    return world.do(
        opinions.sign_opinion,
        opinions.SignOpinion(request_id=rid, confirmed=True),
        "cardiologist",
    )


def in_state(world: World, state: State) -> str:
    rid = world.case().request_id
    for action in PATHS[state]:
        world.later(seconds=10)
        PERFORM[action](world, rid)
    assert world.request(rid).state == state
    return rid


@pytest.fixture
def world() -> World:
    return build_world()


def test_every_action_has_a_performer() -> None:
    assert set(PERFORM) == set(ACTIONS)
    assert set(PATHS) == set(State) == set(CONSULTATION.states)


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("state", list(State))
def test_table_is_law(world: World, state: State, action: str) -> None:
    rid = in_state(world, state)
    before = world.request(rid)
    rule = CONSULTATION.rules.get((state, action))
    if rule is None:
        with pytest.raises((IllegalMove, NotFound)) as refused:
            PERFORM[action](world, rid)
        if isinstance(refused.value, IllegalMove):
            assert refused.value.params["allowed"] == CONSULTATION.actions(state)
        else:  # the partner does not even know of a draft
            assert state == State.DRAFT
            assert action not in {"cancel", "submit", "respond", "close"}
        assert world.request(rid) == before
        return
    PERFORM[action](world, rid)
    after = world.request(rid)
    assert after.state == rule.to
    assert after.version == before.version + 1
    with world.store() as store:
        last = store.transitions.list(request_id=rid)[-1]
        room = store.rooms.get(after.room_id)
        lines = store.room_log.read(room.id, after=0, limit=100)
    assert (last.from_state, last.action, last.to_state) == (state, action, rule.to)
    assert [line.seq for line in lines] == list(range(1, room.head_seq + 1))
    assert lines[-1].body["code"] == f"request.{action}"


def test_fhir_status_never_goes_backwards() -> None:
    for (state, _), rule in CONSULTATION.rules.items():
        before, after = CONSULTATION.fhir_status[state], CONSULTATION.fhir_status[rule.to]
        assert FHIR_ORDER[after] >= FHIR_ORDER[before]


def test_every_state_can_be_reached_and_left_unless_final() -> None:
    reached = {CONSULTATION.initial} | {rule.to for rule in CONSULTATION.rules.values()}
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
    step = answering.Step(request_id=rid, if_version=seen)
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
    PERFORM["take"](world, rid)
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
