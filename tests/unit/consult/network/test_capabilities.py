"""What a hospital has at hand: who may state it, who may read it, and that nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from consult.actions.network import partnerships
from consult.actions.network.capabilities import (
    StateCapability,
    readable_capabilities,
    state_capability,
)
from consult.errors import NotFound
from consult.network.capabilities import Has
from tests.worlds.steps import attempt
from tests.worlds.world import World


def inr(world: World, **changes: object) -> StateCapability:
    cmd = StateCapability(org_id=world.orgs["gangcha"], code="inr", has=Has.YES, if_version=0)
    return replace(cmd, **changes)  # type: ignore[arg-type]


def readable(world: World, who: str) -> bool:
    actor = world.actor(who)
    with world.store() as store:
        try:
            readable_capabilities(store, actor, world.orgs["gangcha"], world.now)
        except NotFound:
            return False
    return True


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        ("hospital.admin", None),
        ("admin", None),
        ("county.doctor", "policy.not_your_hospital"),
        ("coordinator", "policy.not_your_hospital"),
    ],
)
def test_the_hospitals_own_administrator_states_it(world, who, refusal):
    assert attempt(world, state_capability, inr(world), who) == refusal


def test_partners_in_either_direction_read_it_and_nobody_else(world):
    seen = {who for who in world.ids if readable(world, who)}
    assert seen == set(world.ids) - {"county2.doctor", "cardiologist2"}
    end = partnerships.EndPartnership(partnership_id=world.partnership, valid_to=world.now)
    world.do(partnerships.end_partnership, end, "admin")
    world.later(minutes=1)
    assert not readable(world, "cardiologist")
    assert readable(world, "county.doctor")


def test_a_new_statement_replaces_the_old_one_and_keeps_it(world):
    world.do(state_capability, inr(world), "hospital.admin")
    limited = inr(world, has=Has.LIMITED, note=" daytime only ", if_version=1)
    world.do(state_capability, limited, "hospital.admin")
    expert = world.actor("cardiologist")
    with world.store() as store:
        now = readable_capabilities(store, expert, world.orgs["gangcha"], world.now)
        rows = store.capabilities.list(org_id=world.orgs["gangcha"])
        audited = [row for row in store.audit.list() if row.action == "state_capability"]
    assert (now["inr"].has, now["inr"].note, now["inr"].version) == (
        Has.LIMITED,
        "daytime only",
        2,
    )
    assert [row.has for row in rows] == [Has.YES, Has.LIMITED]
    assert [row.for_org for row in audited] == [world.orgs["gangcha"]] * 2


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"code": "teleporter"}, "capability.not_found"),
        ({"has": Has.LIMITED, "note": " "}, "capability.needs_note"),
        ({"note": "x" * 501}, "capability.long_note"),
        ({"since": date(2026, 11, 22)}, "capability.not_yet"),
        ({"if_version": 1}, "capability.stale_version"),
    ],
)
def test_what_cannot_be_stated(world, changes, refusal):
    assert attempt(world, state_capability, inr(world, **changes), "hospital.admin") == refusal


def test_today_is_the_hospitals_own_day(world):
    world.now = world.now.replace(hour=20)  # already the 22nd in Gangcha
    made = world.do(state_capability, inr(world), "hospital.admin")
    assert made.since == date(2026, 11, 22)
    assert made.since - made.at.date() == timedelta(days=1)
