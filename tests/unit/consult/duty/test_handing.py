"""The end of a shift and of a term, and an answer that comes after the doctor went home."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from consult.actions.duty import handing, rosters, terms
from consult.actions.network import hospitals, roles
from consult.cases.request import AssignmentState
from consult.errors import Conflict, Denied, Invalid, NotFound
from storage.repositories.views.duty.experts import expert_files
from storage.repositories.views.duty.handover import Handover, handover
from tests.unit.consult.duty.planning import TODAY, planned
from tests.worlds.steps import attempt, sign, take, write
from tests.worlds.world import World


def sheet(world: World, org: str, to: str, *requests: str) -> handing.HandOverShift:
    return handing.HandOverShift(
        org_id=world.orgs[org],
        to_id=world.ids[to],
        items=tuple(handing.Handed(request_id=each) for each in requests),
        reason="shift hand-over",
    )


def hand(world: World, org: str, who: str, to: str, *requests: str) -> str:
    return world.do(handing.hand_over_shift, sheet(world, org, to, *requests), who).id


def receive(world: World, sheet_id: str, who: str) -> None:
    world.do(handing.acknowledge_handover, handing.AcknowledgeHandover(sheet_id), who)


def holder(world: World, request_id: str) -> str:
    with world.store() as store:
        [held] = store.assignments.list(request_id=request_id, state=AssignmentState.ACCEPTED)
    return next(name for name, person in world.ids.items() if person == held.person_id)


def page(world: World, org: str, who: str) -> Handover:
    actor = world.actor(who)
    with world.store() as store:
        return handover(store, actor, world.orgs[org], world.now).value


def test_what_an_expert_holds_changes_hands_when_the_colleague_acknowledges(world):
    opened = world.case(send=True)
    take(world, opened.request_id)
    write(world, opened.request_id)
    assert [row.request_id for row in page(world, "liaocheng", "cardiologist").mine] == [
        opened.request_id
    ]
    made = hand(world, "liaocheng", "cardiologist", "cardiologist3", opened.request_id)
    assert holder(world, opened.request_id) == "cardiologist"
    [asked] = page(world, "liaocheng", "cardiologist3").to_me
    assert (asked.from_name, asked.acknowledged_at) == ("cardiologist", None)

    receive(world, made, "cardiologist3")
    assert holder(world, opened.request_id) == "cardiologist3"
    with pytest.raises(Conflict, match=r"duty\.over_already"):
        receive(world, made, "cardiologist3")


def test_the_county_hands_over_what_its_department_has_asked(world):
    opened = world.case(send=True)
    made = hand(world, "gangcha", "county.doctor", "county.doctor2", opened.request_id)
    receive(world, made, "county.doctor2")
    with world.store() as store:
        request = store.requests.get(opened.request_id)
        member = store.members.find(room_id=request.room_id, person_id=world.ids["county.doctor2"])
        notes = [e.body for e in store.room_log.read(request.room_id, after=0, limit=50)]
    assert member is not None
    assert any(note.get("code") == "shift.handed_over" for note in notes)


def test_only_the_receiver_acknowledges_only_the_giver_takes_back_others_see_nothing(world):
    opened = world.case(send=True)
    made = hand(world, "gangcha", "county.doctor", "county.doctor2", opened.request_id)
    yes, back = handing.AcknowledgeHandover(made), handing.WithdrawHandover(made)
    assert attempt(world, handing.acknowledge_handover, yes, "county.doctor") == (
        "duty.not_the_receiver"
    )
    assert attempt(world, handing.withdraw_handover, back, "county.doctor2") == "duty.not_asked"
    for stranger in ("county.tech", "coordinator", "county2.doctor"):
        for action, cmd in ((handing.acknowledge_handover, yes), (handing.withdraw_handover, back)):
            assert attempt(world, action, cmd, stranger) == "duty_handover.not_found"
    with pytest.raises(NotFound):
        page(world, "gangcha", "coordinator")
    world.do(handing.withdraw_handover, back, "county.doctor")
    assert page(world, "gangcha", "county.doctor2").to_me == ()


def test_nothing_nobody_and_foreign_cases_are_not_handed_over(world):
    opened = world.case(send=True)
    asked = opened.request_id
    for cmd, who, code in (
        (sheet(world, "gangcha", "county.doctor2"), "county.doctor", "duty.nothing_to_hand_over"),
        (sheet(world, "gangcha", "county.doctor", asked), "county.doctor", "duty.same_person"),
        (sheet(world, "gangcha", "coordinator", asked), "county.doctor", "duty.not_of_hospital"),
        (
            sheet(world, "xinhe", "county2.doctor", asked),
            "county.doctor",
            "policy.not_your_hospital",
        ),
        (sheet(world, "xinhe", "county2.doctor", asked), "county2.doctor", "duty.same_person"),
    ):
        assert attempt(world, handing.hand_over_shift, cmd, who) == code


def departments(world: World) -> None:
    """The emergency department of Gangcha: two doctors, the second on duty now."""
    org_id = world.orgs["gangcha"]
    ward = world.do(
        hospitals.save_department,
        hospitals.SaveDepartment(org_id=org_id, name="ward", specialty="emergency"),
        "system",
    )
    for who in ("county.doctor", "county.doctor2"):
        with world.store() as store:
            [role] = store.roles.list(person_id=world.ids[who])
        world.do(roles.revoke_role, roles.RevokeRole(role_id=role.id), "system")
        grant = roles.GrantRole(
            person_id=world.ids[who], org_id=org_id, role=role.role, department_id=ward.id
        )
        world.do(roles.grant_role, grant, "system")
    made = world.do(
        rosters.save_roster,
        rosters.SaveRoster(org_id=org_id, specialty="emergency", lines=1),
        "hospital.admin",
    )
    cmd = rosters.AddShifts(
        roster_id=made.id,
        line=1,
        person_id=world.ids["county.doctor2"],
        weekdays=tuple(range(7)),
        starts_min=0,
        length_min=24 * 60,
        valid_from=TODAY - timedelta(days=1),
    )
    world.do(rosters.add_shifts, cmd, "hospital.admin")


def test_an_answer_after_the_doctor_went_home_reaches_the_department_on_duty(world):
    departments(world)
    opened = world.case(send=True)
    assert [row.request_id for row in page(world, "gangcha", "county.doctor2").mine] == [
        opened.request_id
    ]
    take(world, opened.request_id)
    write(world, opened.request_id)
    world.events.clear()
    sign(world, opened.request_id)
    with world.store() as store:
        [delivery] = store.outbox.list(kind="opinion_signed")
    told = [world.ids["county.doctor"], world.ids["county.doctor2"]]
    assert delivery.payload["people"] == told
    topics = {getattr(event, "topic", "") for event in world.events}
    assert {f"person:{person}" for person in told} <= topics


def test_whoever_took_it_over_is_told_although_not_on_duty(world):
    opened = world.case(send=True)
    made = hand(world, "gangcha", "county.doctor", "county.doctor2", opened.request_id)
    receive(world, made, "county.doctor2")
    take(world, opened.request_id)
    write(world, opened.request_id)
    sign(world, opened.request_id)
    with world.store() as store:
        [delivery] = store.outbox.list(kind="opinion_signed")
    assert world.ids["county.doctor2"] in delivery.payload["people"]


def ending(world: World) -> None:
    cmd = terms.SaveTerm(
        org_id=world.orgs["liaocheng"],
        person_id=world.ids["cardiologist"],
        starts=date(2026, 1, 1),
        ends=TODAY + timedelta(days=10),
        successor_id=world.ids["cardiologist3"],
    )
    world.do(terms.save_term, cmd, "admin")


def test_the_open_cases_of_an_ending_term_go_to_the_successor_in_one_stroke(world):
    ending(world)
    held = [world.case(send=True).request_id for _ in range(2)]
    for request_id in held:
        take(world, request_id)
    [listed] = page(world, "liaocheng", "coordinator").ending
    assert (listed.name, listed.open_cases, listed.ended) == ("cardiologist", 2, False)
    assert listed.successor_id == world.ids["cardiologist3"]
    assert page(world, "liaocheng", "cardiologist").ending == ()

    cmd = handing.HandOverTerm(
        org_id=world.orgs["liaocheng"],
        person_id=world.ids["cardiologist"],
        to_id=world.ids["cardiologist3"],
        reason="term ends",
    )
    for who in ("cardiologist", "admin", "county.doctor"):
        with pytest.raises(Denied):
            world.do(handing.hand_over_term, cmd, who)
    world.do(handing.hand_over_term, cmd, "coordinator")
    with world.store() as store:
        offered = store.assignments.list(request_id=held, state=AssignmentState.OFFERED)
    assert {each.person_id for each in offered} == {world.ids["cardiologist3"]}
    with pytest.raises(Invalid, match=r"duty\.nothing_to_hand_over"):
        world.do(handing.hand_over_term, cmd, "coordinator")


def test_papers_warn_thirty_days_before_they_end_and_then_forbid_signing(world):
    planned(world)
    cmd = terms.SaveTerm(
        org_id=world.orgs["liaocheng"],
        person_id=world.ids["cardiologist"],
        starts=date(2026, 1, 1),
        ends=TODAY + timedelta(days=31),
    )
    world.do(terms.save_term, cmd, "admin")
    planner = world.actor("coordinator")

    def standing() -> tuple[str, bool]:
        with world.store() as store:
            found = expert_files(store, planner, world.orgs["liaocheng"], world.now)
        own = next(each for each in found if each.name == "cardiologist")
        return next(p.standing for p in own.papers if p.paper == "term"), own.signs

    seen = []
    for _ in range(33):
        seen.append(standing())
        world.later(days=1)
    assert seen[0] == ("valid", True)
    assert seen[1:32] == [("soon", True)] * 31
    assert seen[32] == ("ended", False)
