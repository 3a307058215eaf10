"""What everybody's first page reads begins at an index on what stays few, however long the past."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from consult.access.policy import Actor
from consult.cases.request import Kind
from consult.referrals.states import State
from storage.repositories.store import SqlStore
from storage.repositories.views.board import board
from storage.repositories.views.cases.worklist import worklist
from storage.repositories.views.mdt.place import place
from storage.repositories.views.referrals.lists import desk_list, my_list, own_list
from tests.unit.consult.referrals.journeys import in_state, referral_world
from tests.worlds.mdt import Mdt
from tests.worlds.steps import signed_case
from tests.worlds.world import World

# One row or more for each case there ever was, or for each step of it.
GROWING = (
    "adoption|assignment|case|case_form|case_material|case_party|follow_up|ladder|ladder_step"
    "|mdt_attendee|mdt_detail|mdt_outcome|mdt_pre_opinion|mdt_session|mdt_signature|opinion"
    "|patient|question|referral_detail|request|room|room_card|room_event|room_member|transition"
)
# A table or an index from end to end, or all that one hospital, person or kind ever had.
SCAN = re.compile(
    rf"SCAN ({GROWING})\b"
    rf"|SEARCH ({GROWING}) .*\((from_org|to_org|org_id|owner_org|person_id|author_id|kind)=\?\)"
)
Read = Callable[[SqlStore, Actor, datetime], Any]


@pytest.fixture(scope="module")
def world() -> World:
    """A case that is answered, a referral on its way, a case that circulates in its team."""
    world = referral_world()
    signed_case(world)
    in_state(world, Kind.REFERRAL_UP, State.ACCEPTED)
    mdt = Mdt(world)
    mdt.circulated("surgeon")
    world.ids |= mdt.world.ids
    world.now = mdt.world.now
    return world


def asked(world: World, read: Read, who: str) -> list[str]:
    """Every statement of a read, with its values."""
    actor, told = world.actor(who), list[str]()
    with world.store() as store:
        driver: Any = store.conn.connection.driver_connection
        driver.set_trace_callback(told.append)
        read(store, actor, world.now)
        driver.set_trace_callback(None)
    return [each for each in told if each.lstrip().startswith(("SELECT", "WITH"))]


def steps(world: World, statement: str) -> list[str]:
    with world.store() as store:
        driver: Any = store.conn.connection.driver_connection
        return [row[-1] for row in driver.execute(f"EXPLAIN QUERY PLAN {statement}")]


@pytest.mark.parametrize(
    ("read", "who"),
    [
        (worklist, "county.doctor"),
        (worklist, "cardiologist"),
        (place, "county.doctor"),
        (place, "surgeon"),
        (place, "mdt.chair"),
        (my_list, "county.doctor"),
        (my_list, "cardiologist"),
        (own_list, "county.doctor"),
        (desk_list, "referral.desk"),
        (board, "coordinator"),
    ],
)
def test_nothing_is_read_that_grows_with_the_years(world: World, read: Read, who: str) -> None:
    statements = asked(world, read, who)
    assert len(statements) > 3
    scans = {each: found for each in statements if (found := _scans(steps(world, each)))}
    assert scans == {}


def _scans(plan: list[str]) -> list[str]:
    return [step for step in plan if SCAN.match(step)]
