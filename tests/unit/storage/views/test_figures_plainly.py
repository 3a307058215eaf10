"""Figures from the database are those that plain Python tells from the steps."""

from __future__ import annotations

from random import Random
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from consult.cases.case import Side
from consult.figures.period import period
from consult.network.roles import Role
from storage.maintenance.check_courses import differing
from storage.repositories.store import SqlStore
from storage.repositories.views.figures.ledger import Tally, ledger
from storage.repositories.views.figures.reach import Asked
from tests.factories.any_year import any_year
from tests.factories.plain_figures import Plain, plain_figures
from tests.factories.year import NOW, Year
from tests.worlds.world import memory_engine

ENGINE = memory_engine()
ZONE = ZoneInfo("Asia/Shanghai")


def as_plain(tally: Tally) -> Plain:
    assert tally.numerator is not None
    assert tally.denominator is not None
    return tally.numerator, tally.denominator, tally.median_s, tally.p90_s


@settings(max_examples=12, deadline=None)
@given(random=st.randoms(use_true_random=False), requests=st.integers(0, 30))
def test_any_year_is_counted_as_plain_python_counts_it(random: Random, requests: int) -> None:
    about = Asked(place="", side=Side.PROVIDER, period=period("", "", ZONE, NOW))
    with ENGINE.connect() as conn:  # never committed: each example begins with nothing
        year = Year(conn).found()
        any_year(year, random, requests)
        partner = [year.orgs["partner"]]
        when = (about.period.begins, about.period.ends)
        told = plain_figures(conn, partner, "to_org", *when, NOW)
        reader = year.reader(Role.COORDINATOR, "partner")
        found = ledger(SqlStore(conn), reader, about, NOW)
        assert {row.key: as_plain(row.tally) for row in found.rows} == told
        for n, month in enumerate(about.period.line):
            ends = month.plus(1).begins(ZONE)
            told = plain_figures(conn, partner, "to_org", month.begins(ZONE), ends, NOW)
            assert {row.key: as_plain(row.months[n].tally) for row in found.rows} == told
        assert differing(conn, ("", "~")) == []
        conn.rollback()
