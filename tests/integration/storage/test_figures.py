"""A year counted by hand, and by both databases."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from consult.access.policy import Actor
from consult.cases.case import Side
from consult.figures.period import period
from consult.network.roles import Role
from storage.database.engine import Database, open_database
from storage.repositories.store import SqlStore
from storage.repositories.views.figures.behind import (
    Breakdown,
    CasesBehind,
    breakdown,
    cases_behind,
)
from storage.repositories.views.figures.ledger import Ledger, Tally, ledger
from storage.repositories.views.figures.reach import Asked
from tests.factories.year import NOW, Step, Year

pytestmark = pytest.mark.anyio
ZONE = ZoneInfo("Asia/Shanghai")
MARCH = datetime(2026, 3, 5, 2, 0, tzinfo=UTC)
OCTOBER = datetime(2026, 10, 8, 2, 0, tzinfo=UTC)
HOUR = 60.0


@pytest.fixture(
    params=[
        pytest.param("sqlite_url", id="sqlite"),
        pytest.param("postgres_url", id="postgres", marks=pytest.mark.postgres),
    ]
)
async def database(request: pytest.FixtureRequest) -> AsyncIterator[Database]:
    opened = open_database(request.getfixturevalue(request.param))
    yield opened
    await opened.close()


@dataclass
class Told:
    """The year written down, and the readers of it."""

    orgs: dict[str, str] = field(default_factory=dict)
    readers: dict[str, Actor] = field(default_factory=dict)


READERS = {
    "supervisor": (Role.SUPERVISOR, "prefecture"),
    "desk": (Role.COORDINATOR, "partner"),
    "admin_b": (Role.HOSPITAL_ADMIN, "county_b"),
}


async def tell(database: Database, story: Callable[[Year], None]) -> Told:
    told = Told()

    def work(conn: sa.Connection) -> None:
        year = Year(conn).found()
        story(year)
        told.orgs = year.orgs
        told.readers = {name: year.reader(*held) for name, held in READERS.items()}

    await database.write(work)
    return told


def whole_year(year: Year) -> None:
    """Six emergencies of March, five routine requests of autumn, an MDT, three referrals."""
    year.answered(MARCH, 1, 5, 20, "adopted", 30)
    year.answered(MARCH, 2, 10, 30, "partly", 40)
    year.answered(MARCH, 3, 12, 31, "not")
    year.answered(MARCH, 4, 6, 60)
    year.sent(MARCH)
    year.sent(MARCH, [(5, "submitted", "cancel", "cancelled", {})])
    routine: dict[str, Any] = {"urgency": "routine", "by": "county_b"}
    year.answered(OCTOBER, 60, 120, 23 * HOUR, "adopted", 24 * HOUR, **routine)
    year.answered(OCTOBER, 60, 120, 25 * HOUR, **routine)
    year.sent(NOW - timedelta(hours=2), **routine)
    # Half past midnight of October in Shanghai, and an hour before.
    midnight = datetime(2026, 9, 30, 16, 0, tzinfo=UTC)
    year.answered(midnight + timedelta(minutes=30), 60, 120, 24 * HOUR, **routine)
    gone: list[Step] = [(HOUR, "submitted", "reject", "rejected", {})]
    year.sent(midnight - timedelta(minutes=30), gone, **routine)
    year.answered(OCTOBER, 1, 2, 3, training=True)
    year.answered(OCTOBER, 1, 2, 3, by="elsewhere", to="elsewhere")

    screened = ("proposed", "screen", "screened")
    done: list[Step] = [(90, "circulated", "finalise", "finalised", {})]
    year.sent(OCTOBER, done, kind="mdt", opening=screened, urgency="routine")
    year.sent(OCTOBER, kind="mdt", opening=screened, urgency="routine")
    there: list[Step] = [(600, "departed", "arrive", "arrived", {})]
    home: dict[str, Any] = {"kind": "referral_down", "urgency": "routine", "by": "county_a"}
    back = year.sent(OCTOBER, there, **home)
    year.sent(OCTOBER, there, **home)
    year.sent(OCTOBER, **home)
    year.sent(OCTOBER, kind="referral_up", urgency="urgent", details={"bounced_of": back})


def asked(place: str = "", side: Side = Side.REQUESTER, first: str = "", last: str = "") -> Asked:
    return Asked(place=place, side=side, period=period(first, last, ZONE, NOW))


async def read(database: Database, actor: Actor, about: Asked) -> Ledger:
    return await database.read(lambda conn: ledger(SqlStore(conn), actor, about, NOW))


def shown(found: Ledger) -> dict[str, Tally]:
    return {row.key: row.tally for row in found.rows}


def fractions(found: Ledger) -> dict[str, tuple[int | None, int | None]]:
    return {key: (each.numerator, each.denominator) for key, each in shown(found).items()}


async def test_a_year_counted_by_hand(database: Database) -> None:
    told = await tell(database, whole_year)
    found = await read(database, told.readers["supervisor"], asked())

    fraction = fractions(found)
    # 6 of March and 5 of autumn; neither the training case nor the county elsewhere.
    assert fraction["sent"] == (11, 11)
    assert (fraction["emergency_sent"], fraction["routine_sent"]) == ((6, 6), (5, 5))
    assert fraction["urgent_sent"] == (0, 0)
    # Signed after 20, 30, 31, 60 minutes; one open for months; the cancelled one had time left.
    assert fraction["emergency_answered_in_time"] == (2, 5)
    # Arrived after 5, 10, 12, 6; the open one never.
    assert fraction["national_5"] == (3, 5)
    # Orders after 30 and 40 minutes; none for the one not adopted, not answered, and open.
    assert fraction["national_6"] == (2, 5)
    # After 23, 25 and 24 hours; two hours old and rejected after one do not count.
    assert fraction["national_7"] == (2, 3)
    # One order after 24 hours; two without. Each of these has had its day.
    assert fraction["national_8"] == (1, 3)
    # Adopted, partly, not, no answer in a day; routine: adopted, and twice no answer in a day.
    assert fraction["adopted"] == (3, 7)
    assert fraction["mdt"] == (1, 2)
    assert (fraction["referral_up"], fraction["referral_down"]) == ((1, 1), (3, 3))
    assert fraction["bounced"] == (1, 2)

    times = {key: (each.median_s, each.p90_s) for key, each in shown(found).items()}
    # 60, 120, 180, 240 s: halfway between the middle two; 0.9 · 3 = 2.7, so 180 + 0.7 · 60.
    assert times["emergency_time_to_accept"] == (150, 222)
    assert fraction["emergency_time_to_accept"] == (4, 6)
    # 1200, 1800, 1860, 3600 s: (1800 + 1860) / 2, and 1860 + 0.7 · 1740.
    assert times["emergency_time_to_answer"] == (1830, 3078)
    # 1800, 2400 and 86400 s: the middle one, and 2400 + 0.8 · 84000 (0.9 · 2 = 1.8).
    assert times["time_to_order"] == (2400, 69600)
    assert times["urgent_time_to_answer"] == (None, None)


async def test_months_are_those_of_the_readers_wall(database: Database) -> None:
    told = await tell(database, whole_year)
    found = await read(database, told.readers["supervisor"], asked())
    routine = next(row for row in found.rows if row.key == "routine_sent")
    assert {m.month: m.tally.numerator for m in routine.months if m.tally.numerator} == {
        "2026-09": 1,
        "2026-10": 3,
        "2026-11": 1,
    }
    october = await read(
        database, told.readers["supervisor"], asked(first="2026-10", last="2026-10")
    )
    assert fractions(october)["routine_sent"] == (3, 3)
    # 23, 25 and 24 hours.
    assert shown(october)["routine_time_to_answer"].median_s == 24 * 3600


async def test_an_order_may_run_from_the_opinion(database: Database) -> None:
    def story(year: Year) -> None:
        whole_year(year)
        year.limits(1, MARCH, {"figures": {"order_from": "opinion", "order_emergency_s": 600}})

    told = await tell(database, story)
    found = await read(database, told.readers["supervisor"], asked())
    # Ten minutes each after the opinions of 20 and 30; the open one has no opinion to run from.
    assert fractions(found)["national_6"] == (2, 4)
    assert found.order_from == "opinion"
    # 600, 600 and 3600 s.
    assert shown(found)["time_to_order"].median_s == 600


async def test_a_limit_counts_from_the_day_it_was_set(database: Database) -> None:
    june, july = datetime(2026, 6, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC)

    def story(year: Year) -> None:
        year.limits(1, june, {"emergency": {"opinion_s": 600}})
        year.limits(1, july, {"emergency": {"opinion_s": 1500}}, org="partner")
        for at in (MARCH, june, july):  # 30, 10 and 25 minutes
            year.answered(at, 1, 2, 20)

    told = await tell(database, story)
    found = await read(database, told.readers["desk"], asked(side=Side.PROVIDER))
    row = next(row for row in found.rows if row.key == "emergency_answered_in_time")
    assert {m.month: m.tally.numerator for m in row.months if m.tally.denominator} == {
        "2026-03": 1,
        "2026-06": 0,
        "2026-07": 1,
    }
    assert row.limits_s == (600, 1500)


async def test_an_area_is_the_sum_of_its_hospitals(database: Database) -> None:
    told = await tell(database, whole_year)
    reader = told.readers["supervisor"]
    area = fractions(await read(database, reader, asked(told.orgs["prefecture"])))
    desk = told.readers["desk"]
    answered = fractions(await read(database, desk, asked(side=Side.PROVIDER)))
    for key, (above, below) in area.items():
        parts = await parts_of(database, desk, key, asked(side=Side.PROVIDER))
        of_area = [p.tally for p in parts.items if p.org.name in ("county_a", "county_b")]
        assert sum(t.numerator or 0 for t in of_area) == above == answered[key][0]
        assert sum(t.denominator or 0 for t in of_area) == below == answered[key][1]


async def test_small_numbers_of_one_hospital_are_held_back_from_above(database: Database) -> None:
    told = await tell(database, whole_year)
    county = told.orgs["county_b"]
    above = shown(await read(database, told.readers["supervisor"], asked(county)))
    assert above["national_7"].held_back
    assert above["national_7"].denominator is None
    assert above["routine_sent"].numerator == 5  # not fewer than five
    own = shown(await read(database, told.readers["admin_b"], asked()))
    assert (own["national_7"].numerator, own["national_7"].denominator) == (2, 3)

    parts = await parts_of(database, told.readers["supervisor"], "national_7", asked())
    assert [part.tally.held_back for part in parts.items] == [True]
    listed = await behind(database, told.readers["supervisor"], "national_7", asked(county))
    assert listed.held_back
    assert listed.items == ()
    listed = await behind(database, told.readers["supervisor"], "national_7", asked())
    assert len(listed.items) == 3
    assert {each.from_org for each in listed.items} == {None}


async def parts_of(database: Database, reader: Actor, key: str, about: Asked) -> Breakdown:
    return await database.read(lambda conn: breakdown(SqlStore(conn), reader, key, about, NOW))


async def behind(
    database: Database, reader: Actor, key: str, about: Asked, **more: Any
) -> CasesBehind:
    shown = await database.read(
        lambda conn: cases_behind(SqlStore(conn), reader, key, about, NOW, **more)
    )
    assert (shown.action, shown.subject) == ("list_figure_cases", f"figure:{key}")
    assert shown.count == len(shown.value.items)
    return shown.value


async def test_the_list_behind_a_figure_is_its_denominator_page_by_page(
    database: Database,
) -> None:
    told = await tell(database, whole_year)
    desk, about = told.readers["desk"], asked(side=Side.PROVIDER)
    whole = await behind(database, desk, "emergency_answered_in_time", about)
    assert sorted((each.met, each.took_s) for each in whole.items if each.took_s) == [
        (False, 1860),
        (False, 3600),
        (True, 1200),
        (True, 1800),
    ]
    assert [each.took_s for each in whole.items].count(None) == 1
    late = await behind(database, desk, "emergency_answered_in_time", about, met=False)
    assert len(late.items) == 3  # 31 and 60 minutes, and never

    paged: list[str] = []
    after: str | None = None
    while True:
        page = await behind(
            database, desk, "emergency_answered_in_time", about, after=after, limit=2
        )
        paged += [each.request_id for each in page.items]
        if (after := page.next) is None:
            break
    assert paged == [each.request_id for each in whole.items]
