"""Anybody does anything in any order: what must hold of a referral holds after each step."""

from __future__ import annotations

from contextlib import suppress

import hypothesis.strategies as st
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from consult.cases.limits import overlaid
from consult.cases.request import Kind, Request
from consult.cases.workflow.clocks import stages
from consult.cases.workflow.workflows import WORKFLOWS, timing_of
from consult.errors import HuizhenError, NotFound
from consult.referrals.states import COMING, THERE, State
from storage.maintenance.check_courses import differing
from storage.repositories.views.requests.brief import moved
from tests.unit.consult.referrals.journeys import CLOCK, COMMANDS, UP, open_one, referral_world
from tests.worlds.world import World

PEOPLE = ("county.doctor", "county.tech", "referral.desk", "cardiologist", "coordinator")
FHIR_ORDER = {"draft": 0, "active": 1, "completed": 2, "revoked": 2}


class Referral(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.world: World = referral_world()
        self.rid = ""

    @initialize(kind=st.sampled_from([Kind.REFERRAL_UP, Kind.REFERRAL_DOWN]))
    def open(self, kind: Kind) -> None:
        self.rid = open_one(self.world, kind, send=True)

    @property
    def request(self) -> Request:
        return self.world.request(self.rid)

    @rule(action=st.sampled_from(sorted(COMMANDS)), who=st.sampled_from(PEOPLE))
    def try_anything(self, action: str, who: str) -> None:
        self.do(action, who)

    @rule(who=st.sampled_from(PEOPLE), pick=st.integers(min_value=0, max_value=1000))
    def do_what_is_offered(self, who: str, pick: int) -> None:
        """Else a random walk would hardly leave the first states."""
        offered: tuple[str, ...] = ()
        actor = self.world.actor(who)
        with self.world.store() as store, suppress(NotFound):
            offered = moved(store, actor, self.rid, self.world.now).allowed
        if offered:
            before, action = self.request, offered[pick % len(offered)]
            self.do(action, who)
            # Sent again once, the new one is under way: one journey at a time.
            assert self.request != before or action == "send_again"

    def do(self, action: str, who: str) -> None:
        before = self.request
        try:
            self.world.do(*COMMANDS[action](self.world, self.rid), who)
        except HuizhenError:
            assert self.request == before
            return
        self._moved_once(before, action)
        if action == "accept":  # only the desk accepts; a county without one has its doctors
            assert who == ("referral.desk" if before.kind is UP else "county.doctor")
        if action in ("advise", "feedback"):  # only a doctor signs
            assert who == ("cardiologist" if before.kind is UP else "county.doctor")

    @rule(action=st.sampled_from(sorted(CLOCK)))
    def let_the_clock(self, action: str) -> None:
        before = self.request
        self.world.do(CLOCK[action], self.rid, "system")
        if self.request != before:
            self._moved_once(before, action)

    @rule(minutes=st.integers(min_value=1, max_value=200))
    def wait(self, minutes: int) -> None:
        self.world.later(minutes=minutes)
        self.world.run_due()

    def _moved_once(self, before: Request, action: str) -> None:
        after, table = self.request, WORKFLOWS[before.kind]
        assert after.version == before.version + 1
        assert after.state in table.rules[before.state, action].targets
        order = [FHIR_ORDER[table.fhir_status[each.state]] for each in (before, after)]
        assert order[0] <= order[1]

    @invariant()
    def never_two_owners(self) -> None:
        """One hospital sends, one receives, and only one journey of the case is under way."""
        if not self.rid:
            return
        request = self.request
        assert request.from_org != request.to_org
        with self.world.store() as store:
            same = store.requests.list(case_id=request.case_id, kind=request.kind)
            paper = store.referrals.get(self.rid)
        under_way = [each for each in same if each.state in COMING | THERE]
        assert len(under_way) <= 1
        # A place is kept for whoever comes, and for nobody else.
        assert (paper.placement is not None) or request.state not in COMING | THERE
        assert (request.pending_release != "") == (request.state == State.CANCEL_REQUESTED)

    @invariant()
    def clocks_only_grow(self) -> None:
        if not self.rid:
            return
        request = self.request
        with self.world.store() as store:
            rows = store.transitions.list(request_id=self.rid)
        assert [row.no for row in rows] == sorted({row.no for row in rows})
        assert [row.at for row in rows] == sorted(row.at for row in rows)
        timing = timing_of(request.kind)
        for each in stages(rows, request.urgency, overlaid(), self.world.now, timing):
            assert 0 <= each.net_s <= each.gross_s
            assert each.ended_at is None or each.began_at <= each.ended_at

    def teardown(self) -> None:
        """Figures count what the steps tell."""
        with self.world.store() as store:
            assert differing(store.conn, ("", "~")) == []


TestReferral = Referral.TestCase
TestReferral.settings = settings(
    max_examples=12,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
