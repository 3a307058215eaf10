"""Anybody does anything in any order: what must hold of a consultation holds after each step."""

from __future__ import annotations

from contextlib import suppress

import hypothesis.strategies as st
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from consult.cases.limits import overlaid
from consult.cases.request import AssignmentState, Request
from consult.cases.workflow.clocks import stages
from consult.cases.workflow.consultation import BEING_ANSWERED, CONSULTATION, UNSENT
from consult.errors import HuizhenError
from consult.reports.opinion import Opinion
from storage.maintenance.check_courses import differing
from storage.repositories.views.requests.brief import moved
from tests.unit.consult.cases.moving import CLOCK, COMMANDS
from tests.worlds.steps import write
from tests.worlds.world import World, build_world

PEOPLE = ("county.doctor", "county.head", "coordinator", "cardiologist", "cardiologist3", "surgeon")
FHIR_ORDER = {"draft": 0, "active": 1, "completed": 2, "revoked": 2}


class Consultation(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.world: World = build_world()
        self.rid = ""
        self.paused_s = 0
        self._next: tuple[str, str] | None = None

    @initialize()
    def open(self) -> None:
        self.rid = self.world.case(send=True).request_id

    @property
    def request(self) -> Request:
        return self.world.request(self.rid)

    @rule(action=st.sampled_from(sorted(COMMANDS)), who=st.sampled_from(PEOPLE))
    def try_anything(self, action: str, who: str) -> None:
        self.do(action, who)

    def do(self, action: str, who: str) -> None:
        before, signed = self.request, {row.id for row in self._signed()}
        done = False
        with suppress(HuizhenError):
            if action.startswith("sign"):
                write(self.world, self.rid, who)
            held = self._accepted()
            self.world.do(*COMMANDS[action](self.world, self.rid), who)
            done = True
        if not done:
            assert self.request == before or action.startswith("sign")
            return
        self._moved_once(before, action)
        fresh = [opinion for opinion in self._signed() if opinion.id not in signed]
        for opinion in fresh:  # only the named expert signs
            assert held == [self.world.ids[who]] == [opinion.author_id]

    @rule(who=st.sampled_from(PEOPLE), pick=st.integers(min_value=0, max_value=1000))
    def do_what_is_offered(self, who: str, pick: int) -> None:
        """Else a random walk would hardly leave the first states."""
        actor = self.world.actor(who)
        with self.world.store() as store, suppress(HuizhenError):
            offered = moved(store, actor, self.rid, self.world.now).allowed
            if offered:
                self._next = (offered[pick % len(offered)], who)
        if self._next:
            action, who = self._next
            self._next = None
            self.do(action, who)

    @rule(action=st.sampled_from(sorted(CLOCK)))
    def let_the_clock(self, action: str) -> None:
        before = self.request
        self.world.do(CLOCK[action], self.rid, "system")
        if self.request != before:
            self._moved_once(before, action)

    @rule(minutes=st.integers(min_value=1, max_value=90))
    def wait(self, minutes: int) -> None:
        self.world.later(minutes=minutes)

    def _moved_once(self, before: Request, action: str) -> None:
        after = self.request
        assert after.version == before.version + 1
        assert after.state in CONSULTATION.rules[before.state, action].targets
        order = [FHIR_ORDER[CONSULTATION.fhir_status[r.state]] for r in (before, after)]
        assert order[0] <= order[1]

    def _accepted(self) -> list[str]:
        with self.world.store() as store:
            held = store.assignments.list(request_id=self.rid, state=AssignmentState.ACCEPTED)
        return [row.person_id for row in held]

    def _signed(self) -> list[Opinion]:
        with self.world.store() as store:
            rows = store.opinions.list(request_id=self.rid)
        return [row for row in rows if row.signed_at is not None]

    @invariant()
    def never_two_owners(self) -> None:
        if not self.rid:
            return
        held = self._accepted()
        assert len(held) <= 1
        if self.request.state in BEING_ANSWERED:
            assert len(held) == 1

    @invariant()
    def clocks_only_go_forward(self) -> None:
        if not self.rid:
            return
        request = self.request
        with self.world.store() as store:
            rows = list(store.transitions.list(request_id=self.rid))
        times = [row.at for row in rows]
        assert times == sorted(times)
        assert [row.from_state for row in rows[1:]] == [row.to_state for row in rows[:-1]]
        assert request.net_paused_s >= self.paused_s
        self.paused_s = request.net_paused_s
        assert (request.due_at is None) == (request.state in UNSENT)
        ended = None
        for stage in stages(rows, request.urgency, overlaid(), self.world.now):
            assert 0 <= stage.net_s <= stage.gross_s
            assert ended is None or stage.began_at >= ended
            ended = stage.ended_at

    def teardown(self) -> None:
        """Figures count what the steps tell."""
        with self.world.store() as store:
            assert differing(store.conn, ("", "~")) == []


Consultation.TestCase.settings = settings(
    max_examples=12,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestConsultation = Consultation.TestCase
