"""A year counted by hand, and by both databases."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from consult.access.policy import Actor
from consult.cases.case import Side
from consult.figures.catalogue import BY_KEY, Shape
from consult.figures.period import period
from consult.network.roles import Role
from storage.database.engine import Database, open_database
from storage.database.tables.figures import request_course
from storage.maintenance.check_courses import check_courses
from storage.maintenance.findings import Finding
from storage.repositories.store import SqlStore
from storage.repositories.views.figures.behind import (
    Breakdown,
    CasesBehind,
    breakdown,
    cases_behind,
)
from storage.repositories.views.figures.ledger import Ledger, Tally, ledger
from storage.repositories.views.figures.reach import Asked
from tests.factories.any_year import any_year
from tests.factories.plain_figures import plain_figures
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
    """Six emergencies of March, five routine requests of autumn, two for an MDT, five referrals."""
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
    advice: list[Step] = [(45, "submitted", "advise", "advised", {})]
    year.sent(OCTOBER, advice, kind="referral_up", urgency="urgent")


def whole_year_and_urgent(year: Year) -> None:
    whole_year(year)
    urgent: dict[str, Any] = {"urgency": "urgent", "by": "county_a"}
    year.answered(OCTOBER, 30, 60, 5 * HOUR, "adopted", 6 * HOUR, **urgent)
    year.answered(OCTOBER, 40, 60, 7 * HOUR, "partly", 30 * HOUR, **urgent)
    year.sent(NOW - timedelta(hours=1), **urgent)


def asked(place: str = "", side: Side = Side.REQUESTER, first: str = "", last: str = "") -> Asked:
    return Asked(place=place, side=side, period=period(first, last, ZONE, NOW))


async def read(database: Database, actor: Actor, about: Asked) -> Ledger:
    return await database.read(lambda conn: ledger(SqlStore(conn), actor, about, NOW))


def shown(found: Ledger) -> dict[str, Tally]:
    return {row.key: row.tally for row in found.rows}


def fractions(found: Ledger) -> dict[str, tuple[int | None, int | None]]:
    return {key: (each.numerator, each.denominator) for key, each in shown(found).items()}


# Every row: what was counted of what, and for times the median and the 90th percentile, in seconds.
BY_HAND: dict[str, tuple[int, int] | tuple[int, int, int, int]] = {
    # 6 of March, 3 urgent and 5 routine ones of autumn; neither the training case nor the county
    # elsewhere.
    "sent": (14, 14),
    "emergency_sent": (6, 6),
    # Signed after 20, 30, 31, 60 minutes; one open for months; the cancelled one had time left.
    "emergency_answered_in_time": (2, 5),
    # 60, 120, 180, 240 s: halfway between the middle two; 0.9 · 3 = 2.7, so 180 + 0.7 · 60.
    "emergency_time_to_accept": (4, 6, 150, 222),
    # 1200, 1800, 1860, 3600 s: (1800 + 1860) / 2, and 1860 + 0.7 · 1740.
    "emergency_time_to_answer": (4, 6, 1830, 3078),
    "urgent_sent": (3, 3),
    # After 5 and 7 hours, of 6; the one of an hour ago has time.
    "urgent_answered_in_time": (1, 2),
    # 1800 and 2400 s: between them, and 1800 + 0.9 · 600.
    "urgent_time_to_accept": (2, 3, 2100, 2340),
    # 18000 and 25200 s: between them, and 18000 + 0.9 · 7200.
    "urgent_time_to_answer": (2, 3, 21600, 24480),
    "routine_sent": (5, 5),
    # After 23, 25 and 24 hours, of 24; two hours old and rejected after one do not count.
    "routine_answered_in_time": (2, 3),
    # Three after an hour.
    "routine_time_to_accept": (3, 5, 3600, 3600),
    # 82800, 86400 and 90000 s: the middle one, and 86400 + 0.8 · 3600 (0.9 · 2 = 1.8).
    "routine_time_to_answer": (3, 5, 86400, 89280),
    # Emergency: adopted, partly, not, no answer in a day. Urgent: adopted, partly. Routine:
    # adopted, and twice no answer in a day.
    "adopted": (5, 9),
    # 1800, 2400, 21600, 86400, 108000 s after sending: the third; 0.9 · 4 = 3.6, so
    # 86400 + 0.6 · 21600. Four were signed and have no order.
    "time_to_order": (5, 9, 21600, 99360),
    # Arrived after 5, 10, 12, 6 minutes; the open one never.
    "national_5": (3, 5),
    # Orders after 30 and 40 minutes; none for the one not adopted, not answered, and open.
    "national_6": (2, 5),
    # Urgent after 5 and 7 hours, routine after 23, 25 and 24.
    "national_7": (4, 5),
    # Orders after 6, 30 and 24 hours; two routine ones without have had their day.
    "national_8": (2, 5),
    # Two screened, one concluded.
    "mdt": (1, 2),
    "referral_up": (2, 2),
    # One of the two came back with signed advice.
    "advised": (1, 2),
    "referral_down": (3, 3),
    # Two patients arrived, one was sent up again.
    "bounced": (1, 2),
}


async def test_a_year_counted_by_hand(database: Database) -> None:
    told = await tell(database, whole_year_and_urgent)
    found = await read(database, told.readers["supervisor"], asked())
    assert set(BY_HAND) == set(BY_KEY)
    for row in found.rows:
        each = row.tally
        times = (each.median_s, each.p90_s) if row.shape is Shape.TIME else ()
        assert (row.key, each.numerator, each.denominator, *times) == (row.key, *BY_HAND[row.key])


async def test_both_databases_count_as_plain_python_does(database: Database) -> None:
    told = await tell(database, lambda year: any_year(year, Random(7), 80))
    found = await read(database, told.readers["desk"], asked(side=Side.PROVIDER))
    when = (asked().period.begins, asked().period.ends)
    plain = await database.read(
        lambda conn: plain_figures(conn, [told.orgs["partner"]], "to_org", *when, NOW)
    )
    assert sum(each[0] for each in plain.values()) > 50
    assert {
        key: (each.numerator, each.denominator, each.median_s, each.p90_s)
        for key, each in shown(found).items()
    } == plain


async def test_a_course_unlike_its_steps_is_found_and_told_anew(database: Database) -> None:
    await tell(database, whole_year)
    c = request_course.c
    bent = await database.read(lambda conn: conn.scalars(sa.select(c.request_id).limit(2)).all())

    def bend(conn: sa.Connection) -> None:
        conn.execute(sa.update(request_course).where(c.request_id == bent[0]).values(answer_s=1.0))
        conn.execute(sa.delete(request_course).where(c.request_id == bent[1]))

    await database.write(bend)
    findings: list[Finding] = []
    for rebuild, left in ((False, sorted(bent)), (True, sorted(bent)), (False, [])):
        findings.clear()
        await check_courses(database, lambda *_: None, findings.append, rebuild=rebuild)
        assert [(each.code, each.subject) for each in findings] == [
            ("course_stale", request_id) for request_id in left
        ]


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
