"""Every state and every step of the table, by enumeration; any order of steps, by Hypothesis."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from consult.access.verbs import Verb
from consult.actions.asking.follow_up import Close, close
from consult.actions.mdt import due, proposing
from consult.actions.mdt.outcome import concluding, opinions, signing
from consult.actions.mdt.session import planning
from consult.actions.requests import lapses, sending
from consult.actions.requests.county import responding
from consult.actions.requests.moves import Step
from consult.actions.work import Work
from consult.errors import HuizhenError, IllegalMove, StaleVersion
from consult.mdt.outcome import SignatureValue
from consult.mdt.session import Mode
from consult.mdt.workflow import ENDED, MDT, State
from consult.reports.opinion import AdoptionValue
from consult.timers import Timer
from tests.worlds.mdt import Mdt
from tests.worlds.world import build_world, copy_of

Do = Callable[[Mdt], object]
FHIR_ORDER = {"draft": 0, "active": 1, "completed": 2, "revoked": 2}
ACTIONS = sorted({action for _, action in MDT.rules})
MEMBER = "surgeon"


def by_clock(
    action: Callable[[Work, Timer], object],
    subject: Callable[[Mdt], str] = lambda mdt: mdt.session_id,
) -> Do:
    def run(mdt: Mdt) -> object:
        timer = Timer(
            id="", subject=subject(mdt), kind="", step="", payload={}, due_at=mdt.world.now
        )
        return mdt.world.do(lambda work, _: action(work, timer), None, "system")

    return run


def step(action: Callable[[Work, Any], object], who: str = "") -> Do:
    return lambda mdt: mdt.step(action, who)


def plan(mdt: Mdt) -> None:
    mdt.plan_session()
    mdt.plan()


def conclude(mdt: Mdt) -> None:
    if mdt.state in (State.IN_SESSION, State.ASYNC_WINDOW):
        mdt.type()
    mdt.step(concluding.conclude)


def publish(mdt: Mdt) -> None:
    """A case on the list goes out with it; one that is not on it stays where it is."""
    before = mdt.state
    if before != State.SCHEDULED:
        raise IllegalMove(before, "publish", MDT.actions(before))
    mdt.publish()


def call_case(mdt: Mdt) -> None:
    if mdt.state != State.PREPARING:
        raise IllegalMove(mdt.state, "call_case", MDT.actions(mdt.state))
    mdt.open()
    mdt.next()


def to_meeting(mdt: Mdt) -> None:
    mdt.step(signing.to_meeting, "mdt.chair")


def respond(mdt: Mdt) -> None:
    cmd = responding.Respond(request_id=mdt.rid, value=AdoptionValue.ADOPTED)
    mdt.world.do(responding.respond, cmd, "county.doctor")


def sign(mdt: Mdt) -> None:
    mdt.sign(MEMBER)


def finalise(mdt: Mdt) -> None:
    mdt.world.later(hours=25)  # whoever has not signed by now is named as silent
    mdt.finalise()


PERFORM: dict[str, Do] = {
    "screen": lambda mdt: mdt.screen(),
    "need_info": step(proposing.need_info, "mdt.chair"),
    "single_consult": lambda mdt: mdt.world.do(
        proposing.single_consult,
        proposing.SingleConsult(request_id=mdt.rid, reason="one is enough"),
        "mdt.chair",
    ),
    "supply_info": step(proposing.supply_info, "county.doctor"),
    "expire": by_clock(lapses.expire, lambda mdt: mdt.rid),
    "cancel": step(sending.cancel, "county.doctor"),
    "plan": plan,
    "publish": publish,
    "lock": by_clock(due.lock),
    "postpone": step(planning.put_off),
    "call_case": call_case,
    "open_window": by_clock(due.open_window),
    "fail_quorum": step(concluding.fail_quorum),
    "open_opinions": step(opinions.open_opinions, "mdt.chair"),
    "conclude": conclude,
    "to_meeting": to_meeting,
    "circulate": step(concluding.circulate),
    "revise": step(concluding.revise),
    "sign_mdt": sign,
    "finalise": finalise,
    "respond": respond,
    "close": lambda mdt: mdt.world.do(close, Close(request_id=mdt.rid), "county.doctor"),
}
CLOCK = {"lock", "open_window", "expire"}


def nothing_to_do(mdt: Mdt) -> None:
    mdt.type(actions=[])


# The shortest way to each state, from a proposal.
PATHS: dict[State, tuple[str, ...]] = {
    State.PROPOSED: (),
    State.INFO_REQUESTED: ("need_info",),
    State.SINGLE_CONSULT: ("single_consult",),
    State.SCREENED: ("screen",),
    State.SCHEDULED: ("screen", "plan"),
    State.PREPARING: ("screen", "plan", "publish"),
    State.IN_SESSION: ("screen", "plan", "publish", "call_case", "be_there"),
    State.ASYNC_WINDOW: ("screen", "window", "open_window"),
    State.CONCLUDED: ("screen", "window", "open_window", "write", "conclude"),
    State.CIRCULATED: ("screen", "window", "open_window", "write", "conclude", "circulate"),
    State.FINALISED: (
        *("screen", "plan", "publish", "call_case", "no_actions", "conclude_typed"),
        *("circulate", "finalise"),
    ),
    State.ACTING: ("to finalised", "respond"),
    State.CLOSED: ("to finalised", "respond", "close"),
    State.POSTPONED: ("screen", "postpone"),
    State.QUORUM_FAILED: ("screen", "plan", "publish", "call_case", "fail_quorum"),
    State.CANCELLED: ("cancel",),
}


def window(mdt: Mdt) -> None:
    mdt.plan_session(Mode.ASYNC, days=3, hours=48)
    mdt.plan()


ON_THE_WAY: dict[str, Do] = {
    "window": window,
    "write": lambda mdt: mdt.opine(MEMBER),
    "be_there": lambda mdt: mdt.here("mdt.chair"),
    "no_actions": nothing_to_do,
    "conclude_typed": step(concluding.conclude),
}


@cache
def reached(state: State) -> Mdt:
    """Made once; callers take a copy."""
    if state in (State.ACTING, State.CLOSED):
        mdt, way = fresh(State.FINALISED), PATHS[state][1:]
    else:
        mdt, way = Mdt(build_world()), PATHS[state]
        mdt.propose()
    for name in way:
        (ON_THE_WAY.get(name) or PERFORM[name])(mdt)
    assert mdt.state == state
    return mdt


def fresh(state: State) -> Mdt:
    made = reached(state)
    mdt = Mdt.__new__(Mdt)
    mdt.world = copy_of(made.world)
    mdt.board_id, mdt.session_id, mdt.rid = made.board_id, made.session_id, made.rid
    return mdt


def test_every_action_has_a_performer_and_every_state_a_way() -> None:
    assert set(PERFORM) == set(ACTIONS)
    assert {a for (_, a), rule in MDT.rules.items() if rule.verb is Verb.KEEP_TIME} == CLOCK
    assert set(PATHS) == set(State) == set(MDT.states) == set(MDT.fhir_task)
    assert {state for state in State if MDT.final(state)} == ENDED


def test_fhir_status_never_goes_backwards() -> None:
    for (state, _), entry in MDT.rules.items():
        for target in entry.targets:
            before, after = MDT.fhir_status[state], MDT.fhir_status[target]
            assert FHIR_ORDER[after] >= FHIR_ORDER[before]


@pytest.mark.parametrize("state", list(State))
def test_table_is_law(state: State) -> None:
    idle = fresh(state)
    before = idle.world.request(idle.rid)
    for action in ACTIONS:
        entry = MDT.rules.get((state, action))
        if entry is None and action in CLOCK:
            continue  # finds that there is nothing to do; in its place below
        if entry is None:
            with pytest.raises(IllegalMove) as refused:
                PERFORM[action](idle)
            assert refused.value.params["allowed"] == MDT.actions(state)
            assert idle.world.request(idle.rid) == before
            continue
        mdt = fresh(state)
        _ready(mdt, state, action)
        PERFORM[action](mdt)
        after = mdt.world.request(mdt.rid)
        assert after.state in entry.targets, action
        last = mdt.look(lambda store: store.transitions.list(request_id=before.id)[-1])
        assert last.action == action
        assert (last.by is None) == (action in CLOCK)


def _ready(mdt: Mdt, state: State, action: str) -> None:
    """What a step needs besides the state."""
    if action == "open_window":  # of a list that was a window's
        mdt.step(planning.put_off)
        window(mdt)
        by_clock(due.lock)(mdt)
    if action == "conclude" and state == State.ASYNC_WINDOW:
        mdt.opine(MEMBER)


MOVES = sorted(set(ACTIONS) - {"cancel", "expire", "single_consult"})


class Machine(RuleBasedStateMachine):
    """Any step at any time: whatever happens, the promises hold."""

    @initialize()
    def begin(self) -> None:
        self.mdt = fresh(State.SCREENED)
        self.order, self.version = 1, 1
        self.signed: list[Any] = []

    @rule(action=st.sampled_from(MOVES))
    def move(self, action: str) -> None:
        try:
            PERFORM[action](self.mdt)
        except HuizhenError:
            return

    @rule(hours=st.sampled_from([1, 30]))
    def wait(self, hours: int) -> None:
        self.mdt.world.later(hours=hours)
        self.mdt.world.run_due()

    @precondition(lambda self: self.mdt.session_id)
    @rule(here=st.booleans())
    def come_and_go(self, here: bool) -> None:
        try:
            self.mdt.here("mdt.chair", MEMBER, "mdt.radiologist", "cardiologist2", here=here)
        except HuizhenError:
            return

    @rule(value=st.sampled_from(SignatureValue))
    def sign(self, value: SignatureValue) -> None:
        try:
            self.mdt.sign(MEMBER, value, "verbatim ")
        except (HuizhenError, StaleVersion):
            return

    @invariant()
    def promises(self) -> None:
        request = self.mdt.world.request(self.mdt.rid)
        order = FHIR_ORDER[MDT.fhir_status[request.state]]
        assert order >= self.order
        assert request.version >= self.version
        self.order, self.version = order, request.version
        self._signatures_stay()
        if request.state in (State.FINALISED, State.ACTING, State.CLOSED):
            self._chair_was_last()

    def _signatures_stay(self) -> None:
        rid = self.mdt.rid
        rows = self.mdt.look(lambda store: list(store.mdt_signatures.list(request_id=rid)))
        assert rows[: len(self.signed)] == self.signed
        self.signed = rows

    def _chair_was_last(self) -> None:
        outcome, last = self.mdt.outcome, self.signed[-1]
        assert last.part == "chair"
        assert all(row.signed_at <= last.signed_at for row in self.signed)
        missing = outcome.signers - {r.person_id for r in self.signed}
        assert outcome.sign_by is not None
        assert not missing or last.signed_at >= outcome.sign_by
        counted = outcome.quorum or {}
        assert outcome.mdt_conclusion == (counted["met"] is True)


Machine.TestCase.settings = settings(
    max_examples=12,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestMachine = Machine.TestCase


def test_a_step_with_an_old_version_is_told_so() -> None:
    mdt = fresh(State.SCREENED)
    old = Step(request_id=mdt.rid, reason="x", if_version=0)
    with pytest.raises(StaleVersion):
        mdt.world.do(planning.put_off, old, "mdt.chair")
