"""Whom a ladder rings and when, from the duty of its first moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.duty.on_call import Contact, OnCall, OnCallLine, Skipped, SkipReason
from consult.errors import Invalid
from consult.escalation.plan import Plan, plan, read_plan
from consult.escalation.policy import AFTER_S, DEFAULT, Target, applies, check
from consult.escalation.quiet import QuietHours, quiet_hours

NOW = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)


def who(name: str) -> Contact:
    return Contact(person_id=name, name=name.upper(), phone=f"1{name}")


def duty(*lines: str, head: str = "", skipped: str = "") -> OnCall:
    """Each line as the letters of its people."""
    on_leave = tuple(Skipped(who(each), SkipReason.LEAVE) for each in skipped)
    return OnCall(
        org_id="o",
        specialty="cardiology",
        at=NOW,
        lines=tuple(
            OnCallLine(line=n, people=tuple(map(who, people)), skipped=on_leave if n == 1 else ())
            for n, people in enumerate(lines, 1)
        ),
        head=who(head) if head else None,
        phone="120",
    )


def told(made: Plan) -> list[tuple[int, str, str | None]]:
    return [(step.after_s, step.target.value, step.person_id) for step in made.steps]


def test_lines_head_and_centre_at_their_seconds() -> None:
    made = plan(DEFAULT, duty("ab", "c", head="h", skipped="x"), [who("z")])
    assert told(made) == [
        (0, "line1", "a"),
        (30, "line1", "b"),
        (180, "line2", "c"),
        (300, "head", "h"),
        (480, "centre", None),
    ]
    assert made.steps[-1].phone == "120"
    assert made.ends_after_s == 600
    assert [(p.person_id, p.reason) for p in made.passed_over] == [("x", "leave")]


def test_nobody_waits_for_an_empty_rung() -> None:
    assert told(plan(DEFAULT, duty("", "c", head="h"), [])) == [
        (0, "line2", "c"),
        (120, "head", "h"),
        (300, "centre", None),
    ]
    assert plan(DEFAULT, duty("", "c"), []).ends_after_s == 420


def test_without_any_duty_everybody_on_the_list_rings_at_once() -> None:
    assert told(plan(DEFAULT, duty(), [who("a"), who("b")]))[:2] == [
        (0, "list", "a"),
        (0, "list", "b"),
    ]
    # Nobody at all: the centre's telephone, at once.
    assert told(plan(DEFAULT, duty(), [])) == [(0, "centre", None)]


def test_nobody_is_rung_twice_and_who_refused_not_again() -> None:
    made = plan(DEFAULT, duty("ab", "bc", head="a"), [], without=["b"])
    assert [step.person_id for step in made.steps] == ["a", "c", None]
    assert {(p.person_id, p.reason) for p in made.passed_over} == {("b", "refused")}


def test_a_policy_without_a_target_never_calls_it() -> None:
    short = replace(DEFAULT, after_s={"line1": 0, "centre": 60}, ends_after_s=90)
    check(short)
    assert told(plan(short, duty("a", "b", head="h"), [])) == [
        (0, "line1", "a"),
        (60, "centre", None),
    ]


@given(
    lines=st.lists(st.lists(st.sampled_from("abcdef"), unique=True).map("".join), max_size=3),
    head=st.sampled_from(["", "a", "h"]),
    refused=st.sets(st.sampled_from("abcdefh")),
)
def test_whoever_stands_where_the_ladder_begins_at_once_and_is_ordered(
    lines, head, refused
) -> None:
    made = plan(DEFAULT, duty(*lines, head=head), [who("z")], without=refused)
    times = [step.after_s for step in made.steps]
    assert times[0] == 0
    assert times == sorted(times)
    assert [step.no for step in made.steps] == list(range(1, len(times) + 1))
    people = [step.person_id for step in made.steps if step.person_id]
    assert len(people) == len(set(people))
    assert not refused & set(people)
    assert Target.CENTRE in {step.target for step in made.steps}
    assert read_plan(made.as_json()) == made


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"after_s": {}}, "escalation.unknown_target"),
        ({"after_s": {"ward": 0}}, "escalation.unknown_target"),
        ({"after_s": {"line1": 10}}, "escalation.wrong_order"),
        ({"after_s": {"line1": 0, "line2": 60, "head": 30}}, "escalation.wrong_order"),
        ({"next_after_s": 0}, "escalation.out_of_range"),
        ({"again_after_s": 90_000}, "escalation.out_of_range"),
        ({"ends_after_s": 480}, "escalation.ends_too_early"),
    ],
)
def test_numbers_that_leave_somebody_waiting_are_refused(changes, code) -> None:
    with pytest.raises(Invalid) as refused:
        check(replace(DEFAULT, **changes))
    assert refused.value.code == code
    check(DEFAULT)


def test_the_specialtys_numbers_come_before_the_hospitals() -> None:
    def version(n: int, specialty: str, active: bool = True):
        return replace(DEFAULT, id=str(n), version=n, specialty=specialty, active=active)

    assert applies([], "cardiology") is DEFAULT
    versions = [version(1, ""), version(2, ""), version(1, "cardiology")]
    assert applies(versions, "cardiology").specialty == "cardiology"
    assert applies(versions, "neurology").version == 2
    back = [*versions, version(2, "cardiology", active=False)]
    assert applies(back, "cardiology").id == "2"
    assert applies(back, "cardiology").specialty == ""
    assert list(AFTER_S.values()) == sorted(AFTER_S.values())


@pytest.mark.parametrize(
    ("at", "until"),
    [
        ("21:59", None),
        ("22:00", "07:00"),
        ("23:30", "07:00"),
        ("06:59", "07:00"),
        ("07:00", None),
    ],
)
def test_quiet_hours_end_on_the_hospitals_own_clock(at, until) -> None:
    zone = ZoneInfo("Asia/Shanghai")
    hour, minute = map(int, at.split(":"))
    now = datetime(2026, 11, 21, hour, minute, tzinfo=zone).astimezone(UTC)
    loud = QuietHours().next_loud(now, zone)
    if until is None:
        assert loud == now
    else:
        assert loud.astimezone(zone).strftime("%H:%M") == until
        assert loud > now
    assert quiet_hours({"quiet": [0, 0]}).next_loud(now, zone) == now
    assert quiet_hours({"quiet": ["x", 1]}) == QuietHours()
