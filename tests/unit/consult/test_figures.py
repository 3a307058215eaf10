"""What holds for every figure, whatever happened; what is held back; whose figures are whose."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult.access.policy import Actor, area_of, decide, figure_orgs
from consult.access.verbs import Verb
from consult.cases.case import Side
from consult.errors import Invalid
from consult.figures.held_back import held_back
from consult.figures.period import Month, period
from consult.network.roles import Role, RoleAssignment
from storage.repositories.store import SqlStore
from storage.repositories.views.figures.ledger import Ledger, ledger
from storage.repositories.views.figures.reach import Asked
from tests.factories.year import LONG_AGO, NOW, Year
from tests.worlds.world import memory_engine

ZONE = ZoneInfo("Asia/Shanghai")
MINUTES = st.floats(0, 3000).map(round)
COURSES = st.tuples(
    st.integers(0, 360),
    st.sampled_from(["emergency", "urgent", "routine"]),
    st.sampled_from(["county_a", "county_b"]),
    st.lists(MINUTES, min_size=3, max_size=3).map(sorted),
    st.sampled_from(["", "adopted", "partly", "not"]),
    st.none() | MINUTES,
)


@settings(max_examples=8, deadline=None)
@given(st.lists(COURSES, max_size=12))
def test_no_numerator_is_greater_and_hospitals_add_up_to_their_area(
    told: list[tuple[int, str, str, list[int], str, int | None]],
) -> None:
    with memory_engine().begin() as conn:
        year = Year(conn).found()
        for days, urgency, by, (accept, arrive, sign), value, order in told:
            at = NOW - timedelta(days=days)
            year.answered(at, accept, arrive, sign, value, order, urgency=urgency, by=by)
        desk = year.reader(Role.COORDINATOR, "partner")
        counties = [year.reader(Role.QUALITY_OFFICER, n) for n in ("county_a", "county_b")]

        def read(reader: Actor, side: Side) -> Ledger:
            asked = Asked(place="", side=side, period=period("", "", ZONE, NOW))
            return ledger(SqlStore(conn), reader, asked, NOW)

        whole = read(desk, Side.PROVIDER)
        parts = [read(county, Side.REQUESTER) for county in counties]
    for n, row in enumerate(whole.rows):
        tallies = [part.rows[n].tally for part in parts]
        assert (row.tally.numerator or 0) <= (row.tally.denominator or 0)
        assert row.tally.numerator == sum(each.numerator or 0 for each in tallies)
        assert row.tally.denominator == sum(each.denominator or 0 for each in tallies)
        assert (row.tally.median_s or 0) <= (row.tally.p90_s or 0)


@given(st.dictionaries(st.text("abc", min_size=1), st.integers(0, 20)), st.integers(1, 10))
def test_what_is_held_back_does_not_follow_from_the_sum(
    counts: dict[str, int], fewest: int
) -> None:
    hidden = held_back(counts, fewest)
    filled = {place for place, count in counts.items() if count}
    assert {place for place in filled if counts[place] < fewest} <= hidden <= filled
    assert len(hidden) != 1 or hidden == filled


def role(kind: Role, org: str) -> Actor:
    held = RoleAssignment(id="r", person_id="p", org_id=org, role=kind, valid_from=LONG_AGO)
    return Actor(person_id="p", roles=(held,))


PARENTS = {"province": None, "prefecture": "province", "county": "prefecture", "other": None}


@pytest.mark.parametrize(
    ("kind", "org", "read", "looked_up"),
    [
        (Role.SUPERVISOR, "province", {"province", "prefecture", "county"}, True),
        (Role.SUPERVISOR, "county", {"county"}, True),
        (Role.COORDINATOR, "county", {"county"}, True),
        (Role.QUALITY_OFFICER, "prefecture", {"prefecture"}, True),
        (Role.HOSPITAL_ADMIN, "county", {"county"}, False),
        (Role.DOCTOR, "county", set(), False),
        (Role.ADMIN, "county", set(), False),
    ],
)
def test_figures_are_read_at_home_or_from_above(
    kind: Role, org: str, read: set[str], looked_up: bool
) -> None:
    actor = role(kind, org)
    assert figure_orgs(actor, PARENTS, NOW) == read
    county = decide(actor, Verb.UNMASK_CASE, area_of("county", PARENTS), NOW).allowed
    assert county == (looked_up and "county" in read)
    assert not decide(actor, Verb.READ_CASE, area_of("county", PARENTS), NOW).allowed


def test_a_ring_of_places_ends() -> None:
    assert area_of("a", {"a": "b", "b": "a"}).above == {"a", "b"}


def test_a_period_is_at_most_a_year() -> None:
    found = period("", "", ZONE, NOW)
    assert (str(found.first), str(found.last)) == ("2025-12", "2026-11")
    assert found.line[0] == Month(2025, 12)
    for first, last in (("2025-11", "2026-11"), ("2026-12", "2026-11"), ("x", ""), ("2026-00", "")):
        with pytest.raises(Invalid):
            period(first, last, ZONE, NOW)
