"""`on_call` against a model that walks the wall clock; and what it says of single situations."""

# ruff: noqa: DTZ001 - the model reckons on the wall, where no zone is
from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from consult.duty.coverage import holes, stretches
from consult.duty.on_call import DutyBook, OnCall, SkipReason, on_call
from consult.duty.roster import (
    Availability,
    Leave,
    LeaveKind,
    Override,
    Presence,
    Roster,
    Shift,
    Term,
)
from consult.duty.wall import instant
from consult.network.people import Person
from consult.network.roles import Role, RoleAssignment

SHANGHAI, HANOI = ZoneInfo("Asia/Shanghai"), ZoneInfo("Asia/Ho_Chi_Minh")
BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
PEOPLE = ("a", "b", "c", "d")
MONDAY = date(2026, 11, 16)
EVER = datetime(2020, 1, 1, tzinfo=UTC)


def shift(number: int, line: int, who: str, weekday: int, starts: int, length: int) -> Shift:
    return Shift(
        id=f"s{number:03d}",
        roster_id="r",
        line=line,
        person_id=who,
        weekday=weekday,
        starts_min=starts,
        length_min=length,
        valid_from=date(2026, 1, 1),
    )


def override(number: int, who: str, start: datetime, hours: float, **more: object) -> Override:
    made = EVER + timedelta(minutes=number)
    values: dict[str, object] = {"line": 1} | more
    return Override(
        id=f"o{number}",
        roster_id="r",
        person_id=who,
        starts_at=start,
        ends_at=start + timedelta(hours=hours),
        made_by="x",
        made_at=made,
        **values,  # type: ignore[arg-type]
    )


def leave(who: str, start: datetime, hours: float) -> Leave:
    return Leave(
        id=f"l{who}{start}",
        person_id=who,
        org_id="h",
        kind=LeaveKind.LEAVE,
        starts_at=start,
        ends_at=start + timedelta(hours=hours),
        made_by=who,
        made_at=EVER,
    )


def book(zone: ZoneInfo = SHANGHAI, **changes: object) -> DutyBook:
    values: dict[str, object] = {
        "org_id": "h",
        "specialty": "cardiology",
        "zone": zone,
        "phone": "hospital",
        "roster": Roster(id="r", org_id="h", specialty="cardiology", lines=3),
        "people": {who: Person(id=who, name=who.upper(), phone=f"tel-{who}") for who in PEOPLE},
        "roles": tuple(
            RoleAssignment(id=who, person_id=who, org_id="h", role=Role.EXPERT, valid_from=EVER)
            for who in PEOPLE
        ),
    }
    return DutyBook(**(values | changes))  # type: ignore[arg-type]


def who(found: OnCall, line: int = 1) -> list[str]:
    return [each.person_id for each in found.lines[line - 1].people]


# ---- the model: wall clock, minute by minute, nothing shared with the code under test


def on_the_wall(zone: ZoneInfo, each: Shift, at: datetime) -> bool:
    wall = at.astimezone(zone).replace(tzinfo=None)
    for back in range(9):
        day = (wall - timedelta(days=back)).date()
        if day.isoweekday() - 1 != each.weekday or day < each.valid_from:
            continue
        if each.valid_to is not None and day > each.valid_to:
            continue
        begins = datetime(day.year, day.month, day.day) + timedelta(minutes=each.starts_min)
        if begins <= wall < begins + timedelta(minutes=each.length_min):
            return True
    return False


def model(found: DutyBook, line: int, at: datetime) -> list[str]:
    held = [s.person_id for s in found.shifts if s.line == line and on_the_wall(found.zone, s, at)]
    for each in sorted(found.overrides, key=lambda o: o.made_at):
        if each.line != line or each.ended_at or not each.starts_at <= at < each.ends_at:
            continue
        if each.instead_of is None:
            held = [each.person_id]
        else:
            held = [each.person_id if p == each.instead_of else p for p in held]
    absent = {le.person_id for le in found.leaves if le.starts_at <= at < le.ends_at}
    for person, said in found.availability.items():
        if said.presence is not Presence.AVAILABLE and (said.until is None or at < said.until):
            absent.add(person)
    return [person for person in dict.fromkeys(held) if person not in absent]


# Zones with summer time only get times that occur once on every day.
clock = st.integers(4 * 4, 24 * 4 - 1).map(lambda quarter: quarter * 15)
lengths = st.sampled_from((60, 90, 8 * 60, 12 * 60, 24 * 60, 3 * 24 * 60))
moments = st.datetimes(datetime(2026, 10, 20), datetime(2026, 11, 30)).map(
    lambda at: at.replace(second=0, microsecond=0, tzinfo=UTC)
)
shifts = st.lists(
    st.tuples(st.integers(1, 3), st.sampled_from(PEOPLE), st.integers(0, 6), clock, lengths).filter(
        lambda s: (s[3] + s[4]) % 1440 >= 240 or (s[3] + s[4]) % 1440 == 0
    ),
    max_size=8,
).map(lambda found: tuple(shift(n, *each) for n, each in enumerate(found)))
overrides = st.lists(
    st.tuples(
        st.sampled_from(PEOPLE),
        moments,
        st.integers(1, 72),
        st.integers(1, 3),
        st.none() | st.sampled_from(PEOPLE),
    ),
    max_size=4,
).map(
    lambda found: tuple(
        override(n, person, at, hours, line=line, instead_of=instead)
        for n, (person, at, hours, line, instead) in enumerate(found)
    )
)
leaves = st.lists(st.tuples(st.sampled_from(PEOPLE), moments, st.integers(1, 240)), max_size=3).map(
    lambda found: tuple(leave(*each) for each in found)
)
absences = st.dictionaries(
    st.sampled_from(PEOPLE), st.tuples(st.sampled_from(Presence), st.none() | moments), max_size=2
).map(
    lambda found: {
        person: Availability(person_id=person, presence=presence, until=until, since=EVER)
        for person, (presence, until) in found.items()
    }
)
books = st.builds(
    lambda zone, s, o, lv, av: book(zone, shifts=s, overrides=o, leaves=lv, availability=av),
    st.sampled_from((SHANGHAI, HANOI, BERLIN, NEW_YORK)),
    shifts,
    overrides,
    leaves,
    absences,
)


@settings(max_examples=150, deadline=None)
@given(books, moments)
def test_who_is_called_is_what_the_clock_on_the_wall_says(found, at):
    answer = on_call(found, at)
    assert [who(answer, line) for line in (1, 2, 3)] == [
        model(found, line, at) for line in (1, 2, 3)
    ]


@settings(max_examples=30, deadline=None)
@given(books, moments)
def test_the_weeks_bars_say_at_every_minute_what_a_call_would_find(found, start):
    end = start + timedelta(days=7)
    bars = stretches(found, start, end)
    for line in (1, 2, 3):
        row = [bar for bar in bars if bar.line.line == line]
        assert row[0].starts_at == start
        assert row[-1].ends_at == end
        assert all(a.ends_at == b.starts_at for a, b in pairwise(row))
        for bar in row:
            for at in (bar.starts_at, bar.ends_at - timedelta(microseconds=1)):
                assert [p.person_id for p in bar.line.people] == who(on_call(found, at), line)


@settings(max_examples=30, deadline=None)
@given(books, moments)
def test_a_hole_is_an_hour_in_which_somebody_is_missing(found, start):
    cells = {(hole.starts_at, line) for hole in holes(found, start, 2) for line in hole.lines}
    for n in range(24):
        hour = start.replace(minute=0) + timedelta(hours=n)
        inside = [hour + timedelta(minutes=m) for m in range(0, 60, 15)]
        inside = [at for at in inside if at >= start]
        for line in (1, 2, 3):
            if any(not model(found, line, at) for at in inside):
                assert (hour, line) in cells


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from((SHANGHAI, BERLIN, NEW_YORK)),
    st.integers(0, 23),
    st.integers(1, 23),
    st.datetimes(datetime(2026, 3, 1), datetime(2026, 11, 30)),
)
@example(BERLIN, 2, 12, datetime(2026, 3, 29, 1, 30))
@example(BERLIN, 2, 12, datetime(2026, 10, 25, 1, 30))
@example(NEW_YORK, 1, 8, datetime(2026, 11, 1, 5, 59))
def test_a_day_cut_in_two_never_leaves_nobody_and_never_two(zone, cut, hours, moment):
    """Also in the hour that summer time takes or gives: one shift ends where the next begins."""
    first = [shift(d, 1, "a", d, cut * 60, hours * 60) for d in range(7)]
    rest = [shift(7 + d, 1, "b", d, (cut + hours) * 60 % 1440, (24 - hours) * 60) for d in range(7)]
    found = book(zone, shifts=(*first, *rest))
    assert len(who(on_call(found, moment.replace(tzinfo=UTC)))) == 1


NIGHT = shift(1, 1, "a", 0, 20 * 60, 12 * 60)
AT_TWO = instant(SHANGHAI, MONDAY + timedelta(days=1), 120)


def test_a_night_shift_ends_on_the_next_morning_by_the_hospitals_clock():
    found = book(shifts=(NIGHT,))
    assert who(on_call(found, instant(SHANGHAI, MONDAY, 20 * 60))) == ["a"]
    assert who(on_call(found, instant(SHANGHAI, MONDAY, 20 * 60 - 1))) == []
    morning = instant(SHANGHAI, MONDAY + timedelta(days=1), 8 * 60)
    assert who(on_call(found, morning - timedelta(seconds=1))) == ["a"]
    assert who(on_call(found, morning)) == []
    assert on_call(found, AT_TWO).lines[0].people[0].until == morning


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"leaves": (leave("a", AT_TWO - timedelta(hours=1), 2),)}, SkipReason.LEAVE),
        (
            {
                "availability": {
                    "a": Availability(person_id="a", presence=Presence.BUSY, until=None, since=EVER)
                }
            },
            SkipReason.BUSY,
        ),
        (
            {
                "terms": {
                    "a": Term(
                        id="t", person_id="a", org_id="h", starts=date(2026, 1, 1), ends=MONDAY
                    )
                }
            },
            SkipReason.TERM,
        ),
        ({"roles": ()}, SkipReason.NO_ROLE),
    ],
)
def test_who_cannot_come_is_skipped_and_the_reason_said(changes, reason):
    line = on_call(book(shifts=(NIGHT,), **changes), AT_TWO).lines[0]
    assert line.people == ()
    assert [(each.contact.person_id, each.reason) for each in line.skipped] == [("a", reason)]


def test_the_last_day_of_a_term_still_counts():
    term = Term(id="t", person_id="a", org_id="h", starts=date(2026, 1, 1), ends=MONDAY)
    found = book(shifts=(NIGHT,), terms={"a": term})
    assert who(on_call(found, instant(SHANGHAI, MONDAY, 23 * 60 + 59))) == ["a"]


def test_a_swap_upon_a_swap_reaches_whoever_took_it_last():
    start = instant(SHANGHAI, MONDAY, 20 * 60)
    first = override(1, "b", start, 12, instead_of="a")
    second = override(2, "c", start, 6, instead_of="b")
    found = book(shifts=(NIGHT,), overrides=(second, first))
    assert who(on_call(found, start)) == ["c"]
    assert who(on_call(found, start + timedelta(hours=6))) == ["b"]


def test_without_a_roster_there_are_no_lines_but_the_hospitals_phone():
    found = on_call(book(roster=None, shifts=(NIGHT,)), AT_TWO)
    assert (found.lines, found.people, found.phone) == ((), (), "hospital")


def test_the_head_stands_behind_the_lines_unless_on_leave():
    roster = Roster(
        id="r", org_id="h", specialty="cardiology", lines=1, head_id="d", phone="centre"
    )
    found = book(roster=roster, shifts=(NIGHT,))
    answer = on_call(found, AT_TWO)
    assert answer.head is not None
    assert (answer.head.person_id, answer.head.phone, answer.phone) == ("d", "tel-d", "centre")
    away = replace(found, leaves=(leave("d", AT_TWO, 1),))
    assert on_call(away, AT_TWO).head is None


def test_somebody_on_two_lines_is_called_once_first_lines_first():
    found = book(shifts=(NIGHT, shift(2, 2, "b", 0, 20 * 60, 720), shift(3, 3, "a", 0, 0, 2880)))
    assert [each.person_id for each in on_call(found, AT_TWO).people] == ["a", "b"]
