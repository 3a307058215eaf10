"""Planning a roster: who may, what it changes, and what it leaves as it was."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from consult.actions.duty import absence, alarm, overrides, rosters, terms
from consult.actions.network import hospitals, roles
from consult.duty.roster import LeaveKind, Presence
from consult.errors import Denied, HuizhenError, Invalid, NotFound
from consult.network.roles import Role
from tests.unit.consult.duty.planning import (
    TODAY,
    at,
    found,
    names,
    planned,
    roster,
    shifts,
)
from tests.worlds.steps import attempt, sign, take, write


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        ("coordinator", None),
        ("admin", None),
        ("cardiologist", "policy.not_your_part"),
        ("county.doctor", "policy.not_your_hospital"),
        ("hospital.admin", "policy.not_your_hospital"),
        ("county2.doctor", "hospital.not_found"),
    ],
)
def test_the_hospitals_own_planners_make_its_rosters(world, who, refusal):
    cmd = rosters.SaveRoster(org_id=world.orgs["liaocheng"], specialty="cardiology")
    assert attempt(world, rosters.save_roster, cmd, who) == refusal


def test_a_head_plans_the_own_department_and_names_no_other_head(world):
    made = roster(world, head_id=world.ids["cardiologist"])
    shifts(world, made, "cardiologist3", 8, 12)
    mine = rosters.SaveRoster(
        org_id=made.org_id, specialty="cardiology", lines=3, head_id=made.head_id
    )
    world.do(rosters.save_roster, mine, "cardiologist")
    assert len(found(world, at(22, 9)).lines) == 3
    other = rosters.SaveRoster(
        org_id=made.org_id, specialty="cardiology", head_id=world.ids["surgeon"]
    )
    assert attempt(world, rosters.save_roster, other, "cardiologist") == "policy.not_your_part"
    assert attempt(world, rosters.save_roster, mine, "surgeon") == "policy.not_your_part"


def test_the_head_of_a_department_plans_the_roster_of_its_specialty_alone(world):
    org_id = world.orgs["liaocheng"]
    ward = hospitals.SaveDepartment(org_id=org_id, name="ward", specialty="cardiology")
    department = world.do(hospitals.save_department, ward, "system")
    grant = roles.GrantRole(
        person_id=world.ids["surgeon"],
        org_id=org_id,
        role=Role.HEAD,
        department_id=department.id,
    )
    world.do(roles.grant_role, grant, "system")
    own, other = roster(world), roster(world, specialty="general_surgery")
    for made, refusal in ((own, None), (other, "policy.not_your_part")):
        cmd = rosters.AddShifts(
            roster_id=made.id,
            line=1,
            person_id=world.ids["surgeon"],
            weekdays=(0,),
            starts_min=480,
            length_min=720,
            valid_from=TODAY,
        )
        assert attempt(world, rosters.add_shifts, cmd, "surgeon") == refusal


def test_only_clinicians_of_the_hospital_are_put_on_its_lines(world):
    made = roster(world)
    for stranger in ("county.doctor", "cardiologist2", "supervisor"):
        with pytest.raises(Invalid, match=r"duty\.not_of_hospital"):
            shifts(world, made, stranger, 8, 12)


def test_a_moved_shift_keeps_the_days_before_as_they_were(world):
    made = planned(world)
    with world.store() as store:
        monday = next(
            s for s in store.duty_shifts.list(roster_id=made.id) if s.weekday == 0 and s.line == 1
        )
    cmd = rosters.MoveShift(
        shift_id=monday.id, starting=date(2026, 11, 30), person_id=world.ids["surgeon"]
    )
    world.do(rosters.move_shift, cmd, "coordinator")
    assert names(world, at(23, 9)) == ["cardiologist"]
    assert names(world, at(30, 9)) == ["surgeon"]
    past = rosters.MoveShift(shift_id=monday.id, starting=TODAY - timedelta(days=1))
    assert attempt(world, rosters.move_shift, past, "coordinator") == "duty.in_the_past"


def test_a_shift_ends_before_the_day_that_is_named(world):
    made = roster(world)
    saturday = shifts(world, made, "cardiologist", 8, 12)[5]
    cmd = rosters.EndShift(shift_id=saturday, starting=date(2026, 11, 28))
    world.do(rosters.end_shift, cmd, "coordinator")
    assert names(world, at(21, 15)) == ["cardiologist"]
    assert names(world, at(28, 15)) == []


def test_an_override_begins_now_at_the_earliest_and_ends_when_it_is_ended(world):
    made = planned(world)
    world.now = at(22, 14)
    cmd = overrides.MakeOverride(
        roster_id=made.id,
        line=1,
        person_id=world.ids["surgeon"],
        starts_at=at(22, 8),
        ends_at=at(22, 20),
        reason="in theatre",
    )
    done = world.do(overrides.make_override, cmd, "coordinator")
    assert names(world, at(22, 13)) == ["cardiologist"]
    assert names(world, at(22, 15)) == ["surgeon"]
    world.later(hours=2)
    world.do(overrides.end_override, overrides.EndOverride(done.id), "coordinator")
    assert names(world, at(22, 15)) == ["surgeon"]
    assert names(world, at(22, 17)) == ["cardiologist"]
    again = attempt(world, overrides.end_override, overrides.EndOverride(done.id), "coordinator")
    assert again == "duty.over_already"


def test_leave_is_taken_by_oneself_or_entered_by_the_planner_and_can_end_early(world):
    planned(world)
    cmd = absence.TakeLeave(
        org_id=world.orgs["liaocheng"],
        person_id=world.ids["cardiologist"],
        starts_at=at(22, 0),
        ends_at=at(24, 0),
        kind=LeaveKind.SICK,
    )
    assert attempt(world, absence.take_leave, cmd, "surgeon") == "policy.not_your_part"
    assert attempt(world, absence.take_leave, cmd, "coordinator") is None
    taken = world.do(absence.take_leave, cmd, "cardiologist")
    assert names(world, at(22, 9)) == []
    assert names(world, at(24, 9)) == ["cardiologist"]
    world.now = at(23, 0)
    world.do(absence.end_leave, absence.EndLeave(taken.id), "cardiologist")
    assert names(world, at(23, 9)) == ["cardiologist"]


def test_who_is_busy_is_passed_over_until_then_and_must_say_until_when(world):
    planned(world)
    busy = absence.SetAvailability(presence=Presence.BUSY, until=at(21, 16))
    world.do(absence.set_availability, busy, "cardiologist")
    assert names(world, at(21, 15)) == []
    assert names(world, at(21, 16)) == ["cardiologist"]
    for until in (None, world.now, at(30, 0)):
        with pytest.raises(Invalid, match=r"duty\.bad_until"):
            world.do(
                absence.set_availability,
                absence.SetAvailability(presence=Presence.AWAY, until=until),
                "surgeon",
            )
    back = absence.SetAvailability(presence=Presence.AVAILABLE)
    world.do(absence.set_availability, back, "cardiologist")
    assert names(world, at(21, 15)) == ["cardiologist"]
    assert attempt(world, absence.set_availability, back, "supervisor") == "policy.no_role"


def test_after_the_last_day_of_the_term_nobody_is_rung_and_nothing_is_signed(world):
    planned(world)
    cmd = terms.SaveTerm(
        org_id=world.orgs["liaocheng"],
        person_id=world.ids["cardiologist"],
        starts=date(2026, 1, 1),
        ends=TODAY,
        successor_id=world.ids["cardiologist3"],
    )
    assert attempt(world, terms.save_term, cmd, "coordinator") == "policy.not_your_hospital"
    world.do(terms.save_term, cmd, "admin")
    opened = world.case(send=True)
    take(world, opened.request_id)
    write(world, opened.request_id)
    world.later(hours=9, minutes=59)
    sign(world, opened.request_id)

    other = world.case(send=True)
    take(world, other.request_id)
    write(world, other.request_id)
    world.later(minutes=1)
    with pytest.raises(Denied, match=r"opinion\.term_ended"):
        sign(world, other.request_id)
    assert names(world, at(22, 9)) == []
    assert [s.reason for s in found(world, at(22, 9)).lines[0].skipped] == ["term"]


def test_every_change_is_audited_for_the_hospital_and_tells_those_concerned(world):
    made = planned(world)
    world.events.clear()
    shifts(world, made, "surgeon", 8, 12)
    with world.store() as store:
        rows = [row for row in store.audit.list() if row.subject == f"roster:{made.id}"]
    assert {row.action for row in rows} == {"save_roster", "add_shifts"}
    assert {row.for_org for row in rows} == {world.orgs["liaocheng"]}
    told = {getattr(event, "topic", "") for event in world.events}
    assert told == {f"org:{world.orgs['liaocheng']}", f"person:{world.ids['surgeon']}"}


def test_the_alarm_was_heard_by_whoever_has_it(world):
    test = world.do(alarm.heard_alarm, alarm.HeardAlarm(device="Firefox"), "cardiologist")
    assert (test.person_id, test.at) == (world.ids["cardiologist"], world.now)
    assert attempt(world, alarm.heard_alarm, alarm.HeardAlarm(), "supervisor") == "policy.no_role"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"line": 3}, "duty.bad_line"),
        ({"weekdays": ()}, "duty.bad_weekday"),
        ({"weekdays": (7,)}, "duty.bad_weekday"),
        ({"starts_min": 1440}, "duty.bad_hours"),
        ({"length_min": 0}, "duty.bad_hours"),
        ({"valid_to": date(2026, 11, 1)}, "duty.bad_period"),
        ({"roster_id": "nobody"}, "duty_roster.not_found"),
    ],
)
def test_shifts_that_make_no_sense_are_refused(world, changes, code):
    values = {
        "roster_id": roster(world).id,
        "line": 1,
        "person_id": world.ids["cardiologist"],
        "weekdays": (0,),
        "starts_min": 0,
        "length_min": 60,
        "valid_from": TODAY,
    } | changes
    with pytest.raises(HuizhenError) as refused:
        world.do(rosters.add_shifts, rosters.AddShifts(**values), "coordinator")
    assert refused.value.code == code
    assert isinstance(refused.value, Invalid | NotFound)
