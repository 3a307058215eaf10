"""Whom to offer a request: the order, its reasons, and what keeps somebody from being suggested."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult.actions.duty import absence
from consult.actions.requests import answering
from consult.actions.requests.moves import Step
from consult.cases.request import Urgency
from consult.duty.figures import usual
from consult.duty.on_call import SkipReason
from consult.duty.roster import Presence
from consult.duty.suggest import Against, Candidate, Why, suggestions
from storage.repositories.views.duty.answer_times import answer_times
from storage.repositories.views.duty.suggestions import suggested
from tests.unit.consult.duty.planning import planned
from tests.worlds.steps import respond, sign, take, write
from tests.worlds.world import World, build_world


def named(name: str, **facts: object) -> Candidate:
    values: dict[str, object] = {"of_specialty": True} | facts
    return Candidate(person_id=name, name=name, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({}, {"of_specialty": False}),
        ({}, {"refused": True, "line": 1}),
        ({}, {"absent": SkipReason.LEAVE, "line": 1}),
        ({}, {"can_sign": False, "line": 1}),
        ({"line": 2, "open_cases": 9}, {"earlier_patient": 3}),
        ({"line": 1}, {"line": 2}),
        ({"earlier_patient": 1}, {"earlier_doctor": 5}),
        ({"earlier_doctor": 1}, {"speaks": True}),
        ({"speaks": True, "open_cases": 4}, {}),
        ({"open_cases": 1}, {"open_cases": 2}),
    ],
)
def test_what_counts_more_comes_first_whatever_the_name(better, worse):
    found = suggestions([named("a", **worse), named("b", **better)])
    assert [each.person_id for each in found] == ["b", "a"]
    assert [each.suggested for each in found] == [True, False]


def test_nobody_is_suggested_when_something_speaks_against_the_best():
    [only] = suggestions([named("a", absent=SkipReason.BUSY, refused=True)])
    assert not only.suggested
    assert only.against == (Against.REFUSED, Against.BUSY)


@settings(deadline=None)
@given(st.permutations([named(str(n), open_cases=n % 3, line=n % 2 + 1) for n in range(6)]))
def test_the_order_does_not_depend_on_the_order_of_asking(candidates):
    assert [each.person_id for each in suggestions(candidates)] == ["0", "4", "2", "3", "1", "5"]


@settings(deadline=None)
@given(st.lists(st.floats(0, 1e6), max_size=40))
def test_the_usual_time_lies_among_the_times_or_there_are_too_few(seconds):
    found = usual(seconds)
    if len(seconds) < 5:
        assert found is None
        return
    assert found is not None
    assert round(min(seconds)) <= found.low_s <= found.median_s <= found.high_s
    assert found.high_s <= round(max(seconds))
    below = sum(value <= found.median_s + 1 for value in seconds)
    assert below * 2 >= len(seconds)


# ---- of real cases


@pytest.fixture
def world() -> World:
    made = build_world()
    planned(made)
    return made


def offered(world: World, request_id: str) -> dict[str, tuple[set[Why], tuple[Against, ...]]]:
    coordinator = world.actor("coordinator")
    with world.store() as store:
        shown = suggested(store, coordinator, request_id, world.now)
    return {each.name: ({r.why for r in each.reasons}, each.against) for each in shown.value}


def test_on_duty_and_earlier_relation_are_seen_in_what_was_recorded(world):
    first = world.case(send=True)
    take(world, first.request_id, "cardiologist3")
    write(world, first.request_id, "cardiologist3")
    sign(world, first.request_id, "cardiologist3")
    running = world.case(send=True)
    take(world, running.request_id, "cardiologist")

    asked = world.case(send=True)
    found = offered(world, asked.request_id)

    assert list(found) == ["cardiologist", "cardiologist3", "surgeon"]
    assert found["cardiologist"] == ({Why.SPECIALTY, Why.ON_DUTY, Why.LOAD}, ())
    assert found["cardiologist3"] == ({Why.SPECIALTY, Why.DOCTOR, Why.LOAD}, ())
    assert found["surgeon"][1] == (Against.OTHER_SPECIALTY,)


def test_who_refused_or_is_busy_comes_last_and_it_says_so(world):
    asked = world.case(send=True)
    offer = answering.Assign(request_id=asked.request_id, person_id=world.ids["cardiologist"])
    world.do(answering.assign, offer, "coordinator")
    no = Step(request_id=asked.request_id, reason="in theatre")
    world.do(answering.refuse, no, "cardiologist")
    busy = absence.SetAvailability(presence=Presence.BUSY, until=world.now + timedelta(hours=1))
    world.do(absence.set_availability, busy, "cardiologist3")
    found = offered(world, asked.request_id)
    assert next(iter(found)) == "surgeon"
    assert found["cardiologist"][1] == (Against.REFUSED,)
    assert found["cardiologist3"][1] == (Against.BUSY,)


def test_usual_times_come_from_the_last_ninety_days_and_need_five(world):
    doctor = world.actor("county.doctor")

    def times() -> tuple[int | None, int | None]:
        with world.store() as store:
            found = answer_times(
                store,
                doctor,
                world.orgs["liaocheng"],
                "cardiology",
                Urgency.EMERGENCY,
                world.now,
            )
        assert [each.name for each in found.first_line] == ["cardiologist"]
        taken, answered = found.taken, found.answered
        return taken.median_s if taken else None, answered.median_s if answered else None

    for minutes in (1, 2, 3, 4, 30):
        assert times() == (None, None)
        asked = world.case(send=True)
        world.later(minutes=minutes)
        take(world, asked.request_id)
        write(world, asked.request_id)
        world.later(minutes=minutes)
        sign(world, asked.request_id)
        respond(world, asked.request_id)
    assert times() == (180, 360)
    world.later(days=91)
    assert times() == (None, None)
