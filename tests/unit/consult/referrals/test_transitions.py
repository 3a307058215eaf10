"""Every (state, action) of both tables, by enumeration: what the table allows happens, all else is
refused with the list of what is allowed; and what is offered is what will be done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from consult.access.verbs import Verb
from consult.actions.requests import answering, drafting, sending
from consult.actions.requests.moves import Step
from consult.actions.work import Work
from consult.cases.request import Kind, Request, Urgency
from consult.cases.workflow.workflows import WORKFLOWS
from consult.errors import HuizhenError, NotFound
from consult.referrals.states import ENDED, REFERRALS, State
from storage.repositories.store import SqlStore
from storage.repositories.views.requests.brief import moved
from tests.fixtures.soak import SOAK
from tests.unit.consult.referrals.journeys import (
    CLOCK,
    COMMANDS,
    UP,
    Made,
    in_state,
    referral_world,
    who_for,
)
from tests.worlds.steps import attempt
from tests.worlds.world import PEOPLE, World

FHIR_ORDER = {"draft": 0, "active": 1, "completed": 2, "revoked": 2}
TASK_OVER = {"completed", "rejected", "cancelled"}
STATES = [(kind, state) for kind in sorted(REFERRALS) for state in State]
STATES = [(kind, state) for kind, state in STATES if state in WORKFLOWS[kind].states]


def test_every_action_has_a_performer() -> None:
    for kind in REFERRALS:
        rules = WORKFLOWS[kind].rules
        assert {action for _, action in rules} <= set(COMMANDS) | set(CLOCK)
        assert {a for (_, a), r in rules.items() if r.verb is Verb.KEEP_TIME} == set(CLOCK)
    assert {action for kind in REFERRALS for _, action in WORKFLOWS[kind].rules} == (
        set(COMMANDS) | set(CLOCK)
    )


@pytest.mark.parametrize(("kind", "state"), STATES)
def test_table_is_law(kind: Kind, state: State) -> None:
    """One world per state: each step is taken and rolled back."""
    world = referral_world()
    rid = in_state(world, kind, state)
    table, offered = WORKFLOWS[kind], {who: _offered(world, rid, who) for who in PEOPLE}
    wrong = []
    for action in sorted({*COMMANDS, *CLOCK}):
        rule = table.rules.get((state, action))
        if action in CLOCK:
            with stepping(world, rid, action, "system") as after:
                moved_on = after is not None and after.version == world.request(rid).version + 1
            expected = rule is not None and not (action == "miss" and not _awaited(world, rid))
            assert moved_on == expected, action
            continue
        for who in PEOPLE:
            if rule is None and action not in offered[who] and not SOAK:
                continue  # below by whom it would suit best; a soak has everybody try
            refusal = attempt(world, *COMMANDS[action](world, rid), who)
            if (action in offered[who]) != (refusal is None):
                wrong.append((who, action, refusal))
        who = who_for(world, rid, action)
        if rule is None:
            code = attempt(world, *COMMANDS[action](world, rid), who)
            assert code in ("request.illegal_move", "request.not_found"), action
            assert code == "request.illegal_move" or state is State.DRAFT
            continue
        with stepping(world, rid, action, who) as after:
            assert after is not None, action
            assert after.state in rule.targets, action
    assert wrong == []


@contextmanager
def stepping(world: World, rid: str, action: str, who: str) -> Iterator[Request | None]:
    """The request as it would be after the step, which is then undone; None if it was refused."""
    actor = world.actor(who)
    # Made beforehand: the world has one connection.
    command = None if action in CLOCK else COMMANDS[action](world, rid)
    with world.engine.connect() as conn, conn.begin() as transaction:
        store = SqlStore(conn)
        work = Work(actor=actor, now=world.now, new_id=world.new_id, store=store)
        try:
            _take(work, rid, action, command)
            after, last = store.requests.get(rid), store.transitions.list(request_id=rid)
            lines = store.room_log.read(after.room_id, after=0, limit=200)
            if last and last[-1].action == action:
                assert last[-1].to_state == after.state
                assert (last[-1].by is None) == (action in CLOCK)
                assert f"referral.{action}" in [line.body["code"] for line in lines[-3:]]
        except HuizhenError:
            after = None
        finally:
            transaction.rollback()
    yield after


def _take(work: Work, rid: str, action: str, command: Made | None) -> None:
    if command is None:
        CLOCK[action](work, rid)
    else:
        verb, cmd = command
        verb(work, cmd)


def _awaited(world: World, rid: str) -> bool:
    """Nobody is missed who was not expected at a time."""
    with world.store() as store:
        return store.referrals.get(rid).eta is not None


def _offered(world: World, rid: str, who: str) -> tuple[str, ...]:
    actor = world.actor(who)
    with world.store() as store:
        try:
            return moved(store, actor, rid, world.now).allowed
        except NotFound:
            return ()


@pytest.mark.parametrize("kind", sorted(REFERRALS))
def test_fhir_status_never_goes_backwards(kind: Kind) -> None:
    table = WORKFLOWS[kind]
    for (state, _), rule in table.rules.items():
        for target in rule.targets:
            assert FHIR_ORDER[table.fhir_status[target]] >= FHIR_ORDER[table.fhir_status[state]]
    for state in table.states:
        over = table.fhir_task[state][0] in TASK_OVER
        assert over == (table.fhir_status[state] in {"completed", "revoked"}) == (state in ENDED)


@pytest.mark.parametrize("kind", sorted(REFERRALS))
def test_every_state_can_be_reached_and_left_unless_it_is_an_end(kind: Kind) -> None:
    table = WORKFLOWS[kind]
    rules = table.rules.values()
    reached = {table.initial} | {target for rule in rules for target in rule.targets}
    assert reached == table.states
    assert {state for state in table.states if table.final(state)} == ENDED


def test_steps_of_the_consultation_do_not_fit_a_referral() -> None:
    """Names recur; a referral's `accept` is its desk's, not an expert's."""
    world = referral_world()
    rid = in_state(world, UP, State.SUBMITTED)
    for action in (sending.cancel, answering.take, answering.reject):
        assert attempt(world, action, Step(request_id=rid, reason="x"), "county.doctor") == (
            "request.not_found"
        )
    draft = drafting.EditDraft(
        request_id=rid, questions=(), urgency=Urgency.ROUTINE, destination=None
    )
    assert attempt(world, drafting.edit_draft, draft, "county.doctor") == "policy.not_allowed"
