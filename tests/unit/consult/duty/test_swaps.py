"""Exchanging duties: nothing changes before both have agreed, and only what one has is given."""

from __future__ import annotations

import pytest

from consult.actions.duty import overrides, swaps
from consult.duty.swaps import Swap, SwapState
from consult.errors import Conflict, Invalid
from tests.unit.consult.duty.planning import at, names, planned
from tests.worlds.steps import attempt
from tests.worlds.world import World


def proposal(world: World, **changes: object) -> swaps.ProposeSwap:
    """Sunday's day for Monday's night."""
    with world.store() as store:
        made = store.duty_rosters.find(specialty="cardiology")
    values: dict[str, object] = {
        "roster_id": made.id if made else "",
        "from_id": world.ids["cardiologist"],
        "to_id": world.ids["cardiologist3"],
        "gives": swaps.Stretch(line=1, starts_at=at(22, 8), ends_at=at(22, 20)),
        "back": swaps.Stretch(line=1, starts_at=at(23, 20), ends_at=at(24, 8)),
    }
    return swaps.ProposeSwap(**(values | changes))  # type: ignore[arg-type]


def answer(world: World, swap: Swap, who: str, *, agree: bool = True) -> Swap:
    return world.do(swaps.answer_swap, swaps.AnswerSwap(swap_id=swap.id, agree=agree), who)


def test_a_swap_holds_when_the_other_side_agrees(world):
    planned(world)
    swap = world.do(swaps.propose_swap, proposal(world), "cardiologist")
    assert names(world, at(22, 9)) == ["cardiologist"]

    assert answer(world, swap, "cardiologist3").state is SwapState.AGREED
    assert names(world, at(22, 9)) == ["cardiologist3"]
    assert names(world, at(23, 22)) == ["cardiologist"]
    assert names(world, at(22, 21)) == ["cardiologist3"]
    assert names(world, at(24, 9)) == ["cardiologist"]


def test_what_a_planner_proposes_needs_both(world):
    planned(world)
    swap = world.do(swaps.propose_swap, proposal(world), "coordinator")
    assert attempt(
        world, swaps.answer_swap, swaps.AnswerSwap(swap_id=swap.id, agree=True), "coordinator"
    ) == ("duty.not_asked")
    assert answer(world, swap, "cardiologist").state is SwapState.PROPOSED
    assert names(world, at(22, 9)) == ["cardiologist"]
    assert answer(world, swap, "cardiologist3").state is SwapState.AGREED
    assert names(world, at(22, 9)) == ["cardiologist3"]


@pytest.mark.parametrize("how", ["declined", "withdrawn"])
def test_a_swap_that_is_declined_or_withdrawn_changes_nothing_and_is_over(world, how):
    planned(world)
    swap = world.do(swaps.propose_swap, proposal(world), "cardiologist")
    if how == "declined":
        ended = answer(world, swap, "cardiologist3", agree=False)
    else:
        ended = world.do(swaps.withdraw_swap, swaps.WithdrawSwap(swap.id), "cardiologist")
    assert ended.state == how
    assert names(world, at(22, 9)) == ["cardiologist"]
    with pytest.raises(Conflict, match=r"duty\.over_already"):
        answer(world, swap, "cardiologist3")


def test_others_neither_propose_nor_see_it(world):
    planned(world)
    cmd = proposal(world)
    assert attempt(world, swaps.propose_swap, cmd, "surgeon") == "policy.not_your_part"
    assert attempt(world, swaps.propose_swap, cmd, "county.doctor") == "policy.not_your_hospital"
    swap = world.do(swaps.propose_swap, cmd, "cardiologist")
    yes = swaps.AnswerSwap(swap_id=swap.id, agree=True)
    assert attempt(world, swaps.answer_swap, yes, "surgeon") == "duty_swap.not_found"
    assert attempt(world, swaps.answer_swap, yes, "cardiologist") == "duty.not_asked"


def test_one_gives_only_duties_one_has_for_the_whole_time(world):
    planned(world)
    for gives in (
        swaps.Stretch(line=1, starts_at=at(22, 20), ends_at=at(22, 22)),
        swaps.Stretch(line=1, starts_at=at(22, 19), ends_at=at(22, 21)),
        swaps.Stretch(line=2, starts_at=at(22, 9), ends_at=at(22, 10)),
    ):
        with pytest.raises(Invalid, match=r"duty\.not_on_duty"):
            world.do(swaps.propose_swap, proposal(world, gives=gives), "cardiologist")


def test_a_duty_that_went_to_somebody_else_meanwhile_is_no_longer_swapped(world):
    made = planned(world)
    swap = world.do(swaps.propose_swap, proposal(world), "cardiologist")
    cmd = overrides.MakeOverride(
        roster_id=made.id,
        line=1,
        person_id=world.ids["surgeon"],
        starts_at=at(22, 8),
        ends_at=at(22, 12),
    )
    world.do(overrides.make_override, cmd, "coordinator")
    with pytest.raises(Invalid, match=r"duty\.not_on_duty"):
        answer(world, swap, "cardiologist3")
    assert names(world, at(22, 9)) == ["surgeon"]
