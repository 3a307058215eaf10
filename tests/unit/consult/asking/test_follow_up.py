"""After a signature the county is asked on fixed days; what it tells reaches who advised."""

from __future__ import annotations

from datetime import timedelta

import pytest

from consult.actions.asking import follow_up
from consult.actions.asking.follow_up import RecordFollowUp
from consult.actions.asking.planning import FOLLOW_UP_DUE
from consult.actions.due import DUE
from consult.actions.requests.limits import SaveLimits, save_limits
from consult.actions.timers import Fire, fire
from consult.cases.asking.follow_up import Outcome
from consult.cases.limits import DEFAULTS
from consult.events import Nudge
from consult.reports.opinion import AdoptionValue
from storage.repositories.views.cases.worklist import worklist
from tests.worlds.steps import attempt, correct, respond, signed_case
from tests.worlds.world import World


def groups(world: World, who: str) -> dict[str, list[tuple[str, str | None]]]:
    """Group to (case, outcome told last)."""
    actor = world.actor(who)
    with world.store() as store:
        found = worklist(store, actor, world.now).value
    return {
        group.key: [
            (row.case_id, row.follow_up.outcome if row.follow_up else None) for row in group.items
        ]
        for group in found.groups
        if group.items
    }


def fire_due(world: World) -> None:
    with world.store() as store:
        due = [t for r in store.requests.list() for t in store.timers.open(r.id, FOLLOW_UP_DUE)]
    for timer in due:
        if timer.due_at <= world.now:
            world.do(fire, Fire(timer, DUE[timer.kind]), "system")


def tell(world: World, request_id: str, outcome: Outcome | None = None, **more: object) -> None:
    cmd = RecordFollowUp(request_id=request_id, outcome=outcome, **more)  # type: ignore[arg-type]
    world.do(follow_up.record_follow_up, cmd, "county.doctor")


def test_each_day_is_asked_once_and_the_last_one_closes(world: World) -> None:
    case = signed_case(world)
    respond(world, case.request_id)
    assert groups(world, "county.doctor").get("follow_up") is None
    for day in DEFAULTS["follow_up_days"]:
        with world.store() as store:
            [row] = [r for r in store.follow_ups.list(request_id=case.request_id) if r.day == day]
        world.now = row.due_at + timedelta(minutes=1)
        fire_due(world)
        assert world.request(case.request_id).state == "follow_up"
        assert groups(world, "county.doctor")["follow_up"][0][0] == case.case_id
        tell(world, case.request_id, Outcome.IMPROVED, order_written=True)
        assert groups(world, "county.doctor").get("follow_up") is None
        assert (case.case_id, "improved") in groups(world, "cardiologist")["outcomes"]
    assert world.request(case.request_id).state == "closed"
    assert groups(world, "cardiologist")["outcomes"] == [(case.case_id, "improved")]


def test_the_days_are_those_of_the_asking_hospital(world: World) -> None:
    own = SaveLimits(
        org_id=world.orgs["gangcha"],
        data={"follow_up_days": [90, 3, 3]},
        reason="our own rounds",
        if_version=0,
    )
    world.do(save_limits, own, "hospital.admin")
    case = signed_case(world)
    with world.store() as store:
        rows = store.follow_ups.list(request_id=case.request_id)
    assert sorted(row.day for row in rows) == [3, 90]
    for wrong in ([], [0], [400], ["x"], list(range(1, 9))):
        refused = attempt(
            world,
            save_limits,
            SaveLimits(org_id=own.org_id, data={"follow_up_days": wrong}, reason="x", if_version=1),
            "hospital.admin",
        )
        assert refused == "limits.out_of_range", wrong


def test_what_became_is_said_in_the_room_and_nudges_who_advised(world: World) -> None:
    case = signed_case(world)
    respond(world, case.request_id)
    world.events.clear()
    tell(world, case.request_id, Outcome.WORSE, note="lactate 5")
    assert Nudge(f"person:{world.ids['cardiologist']}") in world.events
    with world.store() as store:
        [line] = [
            event.body
            for event in store.room_log.read(case.room_id, after=0, limit=100)
            if event.body.get("code") == "follow_up"
        ]
        [audited] = store.audit.list(action="follow_up")
    assert line["params"] == {
        "by": world.ids["county.doctor"],
        "day": 1,
        "outcome": "worse",
        "adopted": "",
    }
    assert (audited.actor, audited.case_id) == (world.ids["county.doctor"], case.case_id)


@pytest.mark.parametrize("outcome", [Outcome.DIED, Outcome.LOST])
def test_a_final_outcome_closes_and_asks_no_more(world: World, outcome: Outcome) -> None:
    case = signed_case(world)
    respond(world, case.request_id)
    tell(world, case.request_id, outcome)
    assert world.request(case.request_id).state == "closed"
    with world.store() as store:
        assert store.timers.open(case.request_id, FOLLOW_UP_DUE) == []
    cmd = RecordFollowUp(request_id=case.request_id, outcome=Outcome.IMPROVED)
    refusal = attempt(world, follow_up.record_follow_up, cmd, "county.doctor")
    assert refusal == "follow_up.not_now"


def test_one_tap_answers_an_opinion_that_nobody_had_answered(world: World) -> None:
    case = signed_case(world)
    tell(world, case.request_id, adopted=AdoptionValue.ADOPTED, order_written=True)
    assert world.request(case.request_id).state == "responded"
    with world.store() as store:
        [adoption] = store.adoptions.list()
    assert (adoption.value, adoption.order_at) == (AdoptionValue.ADOPTED, world.now)


def test_what_is_refused(world: World) -> None:
    open_case = world.case(send=True)
    act = follow_up.record_follow_up
    improved = RecordFollowUp(request_id=open_case.request_id, outcome=Outcome.IMPROVED)
    assert attempt(world, act, improved, "county.doctor") == "follow_up.not_now"
    case = signed_case(world)
    respond(world, case.request_id)
    empty = RecordFollowUp(request_id=case.request_id)
    assert attempt(world, act, empty, "county.doctor") == "follow_up.empty"
    mine = RecordFollowUp(request_id=case.request_id, day=1, outcome=Outcome.IMPROVED)
    assert attempt(world, act, mine, "cardiologist") == "policy.not_your_part"
    assert attempt(world, act, mine, "county2.doctor") == "request.not_found"
    tell(world, case.request_id, Outcome.IMPROVED, day=1)
    assert attempt(world, act, mine, "county.doctor") == "follow_up.done_already"


def test_a_correction_keeps_the_days_of_the_first_signature(world: World) -> None:
    case = signed_case(world)
    with world.store() as store:
        before = store.follow_ups.list(request_id=case.request_id)
    world.later(hours=5)
    correct(world, case.request_id)
    with world.store() as store:
        assert store.follow_ups.list(request_id=case.request_id) == before
