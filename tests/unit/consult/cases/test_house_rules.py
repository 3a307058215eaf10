"""What a hospital sets for itself: approvals, limits, fees."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from consult.actions.requests import fees, limits
from consult.cases.fee import Payer
from consult.cases.request import Urgency
from consult.cases.workflow.consultation import State
from tests.unit.consult.cases.moving import COMMANDS, in_state, page, perform, want_release
from tests.worlds.steps import attempt
from tests.worlds.world import World


def test_both_approvals_in_their_order_and_none_in_an_emergency(world: World) -> None:
    scope = world.orgs["gangcha"]
    rules = limits.SaveLimits(
        org_id=scope, data={"release": ["affairs", "head"]}, reason="rules", if_version=0
    )
    world.do(limits.save_limits, rules, "hospital.admin")
    assert world.request(world.case(send=True).request_id).state == State.SUBMITTED
    rid = world.case(send=True, urgency=Urgency.ROUTINE).request_id
    release = COMMANDS["release"](world, rid)
    assert world.request(rid).pending_release == "head"
    assert attempt(world, *release, "county.affairs") == "policy.not_your_release"
    assert attempt(world, *release, "cardiologist") == "request.not_found"
    world.do(*release, "county.head")
    assert world.request(rid).pending_release == "affairs"
    world.do(*release, "county.affairs")
    sent = world.request(rid)
    assert (sent.state, sent.pending_release) == (State.SUBMITTED, "")
    assert sent.submitted_at == world.now


def test_sent_back_it_is_a_draft_again(world: World) -> None:
    want_release(world, True)
    rid = world.case(send=True, urgency=Urgency.ROUTINE).request_id
    perform(world, rid, "send_back")
    assert world.request(rid).state == State.DRAFT
    perform(world, rid, "submit")
    assert world.request(rid).state == State.AWAITING_RELEASE


def test_a_hospital_sets_its_own_limits_over_the_networks(world: World) -> None:
    network = limits.SaveLimits(
        org_id="", data={"emergency": {"opinion_s": 1200}, "info_days": 3}, reason="a", if_version=0
    )
    world.do(limits.save_limits, network, "admin")
    own = replace(network, org_id=world.orgs["liaocheng"], data={"emergency": {"opinion_s": 900}})
    world.do(limits.save_limits, own, "admin")
    assert attempt(world, limits.save_limits, own, "admin") == "limits.stale_version"
    assert attempt(world, limits.save_limits, network, "hospital.admin") is not None
    rid = world.case(send=True).request_id
    assert world.request(rid).due_at == world.now + timedelta(seconds=900)
    with world.store() as store:
        assert limits.limits_of(store, world.orgs["liaocheng"]).data["info_days"] == 3
        named = [row.subject for row in store.audit.list(action="save_limits")]
    assert named == ["limits::1", f"limits:{world.orgs['liaocheng']}:1"]


@pytest.mark.parametrize(
    "data",
    [
        {"emergency": {"opinion_s": 1}},
        {"emergency": {"tea_s": 60}},
        {"info_days": True},
        {"release": ["director"]},
        {"colour": "red"},
    ],
)
def test_numbers_out_of_range_are_refused(world: World, data: dict[str, object]) -> None:
    cmd = limits.SaveLimits(org_id="", data=data, reason="why", if_version=0)
    refusal = attempt(world, limits.save_limits, cmd, "admin")
    assert refusal in ("limits.out_of_range", "limits.unknown")


def test_fees_are_recorded_only_where_the_hospital_wants_them(world: World) -> None:
    rid = in_state(world, State.ACCEPTED)
    cmd = fees.RecordFee(request_id=rid, amount=20_000, currency="CNY", payer=Payer.COUNTY)
    assert attempt(world, fees.record_fee, cmd, "coordinator") == "fee.not_wanted"
    rules = limits.SaveLimits(
        org_id=world.orgs["liaocheng"], data={"fee": True}, reason="rules", if_version=0
    )
    world.do(limits.save_limits, rules, "admin")
    world.do(fees.record_fee, cmd, "coordinator")
    course = page(world, "county.doctor", rid).requests[0].course
    assert course.fee is not None
    assert (course.fee.amount, course.may_record_fee) == (20_000, False)
