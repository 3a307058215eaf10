"""The ledger of figures over a year of 100,000 cases, beside a bare count of their steps.

The count reads every transition once. The ledger reads what became of each case, already told by
its steps, counts it under two dozen definitions for twelve months, and finds the times' quantiles.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from bench.figures import REPEATS, Figure
from bench.worklists import MANY, Story, fill, history_of, postgres_urls, sqlite_urls
from consult.cases.case import Side
from consult.figures.period import period
from storage.database import migrate
from storage.database.engine import Database, open_database
from storage.database.tables.requests import transition
from storage.repositories.store import SqlStore
from storage.repositories.views.figures.ledger import ledger
from storage.repositories.views.figures.reach import Asked
from tests.worlds.world import World, build_world

BETWEEN = timedelta(minutes=5)
TARGET = 20
# What the figures are told from; the rest of a case is written by bench.worklists.
NEEDED = frozenset({"patient", "case", "room", "request", "transition", "request_course"})


def figures() -> Iterator[Figure]:
    world = build_world()
    with tempfile.TemporaryDirectory(prefix="bench-ledger-") as folder, ExitStack() as stack:
        told, network = history_of(world)
        history = {name: rows for name, rows in told.items() if name in NEEDED}
        for name, urls in (
            ("SQLite", sqlite_urls(Path(folder))),
            ("PostgreSQL", stack.enter_context(postgres_urls())),
        ):
            ours, bare = asyncio.run(_measure(world, urls[0], network, history))
            yield Figure(
                f"Ledger of a year, {MANY:,} cases, {name}",
                ours,
                bare,
                "ms",
                "SELECT count(*) of their transitions by request",
                target=TARGET,
                at_most=True,
            )


async def _measure(world: World, url: str, network: Story, history: Story) -> tuple[float, float]:
    actor, zone = world.actor("coordinator"), ZoneInfo("Asia/Shanghai")
    asked = Asked(place="", side=Side.PROVIDER, period=period("", "", zone, world.now))
    by_request = sa.select(sa.func.count()).select_from(transition)
    by_request = by_request.group_by(transition.c.request_id)
    bare = sa.select(sa.func.count()).select_from(by_request.subquery())
    database = open_database(url)
    try:
        await asyncio.to_thread(migrate.upgrade, url)
        await fill(database, network, history, MANY, BETWEEN)
        if database.dialect == "postgresql":  # as autovacuum would, in time
            await database.write(lambda conn: conn.execute(sa.text("ANALYZE")))
        return (
            await _median(database, lambda conn: ledger(SqlStore(conn), actor, asked, world.now)),
            await _median(database, lambda conn: conn.execute(bare).scalar_one()),
        )
    finally:
        await database.close()


async def _median(database: Database, read: Callable[[sa.Connection], object]) -> float:
    times = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        await database.read(read)
        times.append(1000 * (time.perf_counter() - began))
    return statistics.median(times)
