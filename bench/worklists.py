"""First pages of the lists with a long history behind them, beside the same lists when it is short.

A hundred times the cases, the same day's work: ten a day between one county and one partner, of
which forty are running; beside each tenth a referral and a case before a team. What a person opens
first thing must not grow with what was answered years ago. The rows are one answered case, one
referral and one team's case, told by the product's own actions, and their copies.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bench.figures import Figure
from consult.access.policy import Actor
from consult.actions.asking import follow_up
from consult.actions.cases.opening import Opened
from consult.actions.mdt.outcome import concluding
from consult.actions.mdt.session import planning
from consult.actions.requests import sending
from consult.actions.requests.moves import Step
from consult.cases.request import Kind, Urgency
from consult.referrals.states import State
from server.cli.serving.serve import leave_alone_what_stays
from storage.database import migrate
from storage.database.engine import Database, open_database
from storage.database.metadata import metadata
from storage.repositories.store import SqlStore
from storage.repositories.views.board import board
from storage.repositories.views.cases.case_list import CaseQuery, case_list
from storage.repositories.views.cases.worklist import worklist
from storage.repositories.views.mdt.place import place
from storage.repositories.views.referrals.lists import my_list
from tests.fixtures.postgres import postgres_server
from tests.unit.consult.referrals.journeys import in_state, referral_world
from tests.worlds.mdt import MEMBERS, Mdt
from tests.worlds.steps import respond, signed_case, take
from tests.worlds.world import World

FEW, MANY, RUNNING, RARER = 1_000, 100_000, 40, 10
BETWEEN = timedelta(hours=2, minutes=24)
TRIES, CHUNK = 30, 2_000
TARGET = 1.5
# What is not of one case, and answers: a signed opinion takes no more of them.
APART = frozenset({"outbox", "timer", "counter", "answer"}) | frozenset(
    name for name in metadata.tables if name.startswith("audit")
)
# What no two cases share, besides their ids.
OWN = frozenset({("case", "number"), ("patient_identifier", "value")})

Rows = list[dict[str, Any]]
Story = dict[str, Rows]
Read = Callable[[SqlStore, datetime], object]


def figures() -> Iterator[Figure]:
    world = referral_world()
    with tempfile.TemporaryDirectory(prefix="bench-lists-") as folder, ExitStack() as stack:
        mdt = Mdt(world)
        world.ids |= mdt.world.ids
        rarer = [_told(world, tell) for tell in (_referral, lambda world: _discussed(mdt))]
        world.now = mdt.world.now
        history, network = history_of(world, *rarer)
        for name, urls in (
            ("SQLite", sqlite_urls(Path(folder))),
            ("PostgreSQL", stack.enter_context(postgres_urls())),
        ):
            found = asyncio.run(_measure(world, urls, network, (history, *rarer)))
            for what, (many, few) in found.items():
                yield Figure(
                    f"{what}, {MANY:,} cases, {name}",
                    many,
                    few,
                    "ms",
                    f"the same with {FEW:,}; may be {TARGET} at most",
                )


def history_of(world: World, *others: Story) -> tuple[Story, Story]:
    """One case from sending to its end, and everything that stands beside it and the others."""
    history = _told(world, _answered)
    # Forty that run, as they stand at the desk now.
    for number in range(RUNNING):
        _running(world, number)
    over = (history, *others)
    return history, {
        name: [row for row in rows if not any(row in each.get(name, ()) for each in over)]
        for name, rows in _dump(world).items()
    }


def _told(world: World, tell: Callable[[World], object]) -> Story:
    """The rows of what happens then."""
    before = _dump(world)
    tell(world)
    told = {n: [r for r in rows if r not in before[n]] for n, rows in _dump(world).items()}
    return {name: rows for name, rows in told.items() if rows and name not in APART}


def _answered(world: World) -> None:
    answered = signed_case(world)
    respond(world, answered.request_id)
    lost = follow_up.Close(request_id=answered.request_id, reason="not reached")
    world.do(follow_up.close, lost, "county.doctor")


def _referral(world: World) -> None:
    _withdraw_question(world, in_state(world, Kind.REFERRAL_UP, State.CLOSED))


def _discussed(mdt: Mdt) -> None:
    mdt.in_session(*MEMBERS)
    mdt.type(actions=[])
    mdt.step(concluding.conclude)
    mdt.step(concluding.circulate)
    over = planning.SessionStep(session_id=mdt.session_id)
    mdt.world.do(planning.end_session, over, mdt.chair)
    names = {person: login for login, person in mdt.world.ids.items()}
    signers = [names[person] for person in mdt.outcome.signers]
    for who in sorted(signers, key=mdt.chair.__eq__):  # the chair last
        mdt.sign(who)
    mdt.finalise()
    respond(mdt.world, mdt.rid)
    mdt.world.do(follow_up.close, follow_up.Close(request_id=mdt.rid), "county.doctor")
    _withdraw_question(mdt.world, mdt.rid)


def _withdraw_question(world: World, request_id: str) -> None:
    """Each case begins with a question to a specialist; here it is not answered."""
    case_id = world.request(request_id).case_id
    with world.store() as store:
        [asked] = store.requests.list(case_id=case_id, kind=Kind.CONSULTATION)
    world.do(sending.cancel, Step(request_id=asked.id, reason="for others"), "county.doctor")


def _running(world: World, number: int) -> Opened:
    urgency = (Urgency.ROUTINE, Urgency.URGENT, Urgency.EMERGENCY)[number % 3]
    opened = world.case(send=True, urgency=urgency)
    if number % 2:
        take(world, opened.request_id)
    return opened


def _dump(world: World) -> Story:
    with world.engine.begin() as conn:
        return {
            table.name: [dict(row) for row in conn.execute(sa.select(table)).mappings()]
            for table in metadata.sorted_tables
        }


@dataclass(frozen=True, slots=True)
class Copies:
    """Copies of a story: own ids and numbers, each `between` earlier than the one before."""

    story: Story
    ids: frozenset[str]
    between: timedelta

    def row(self, table: str, row: dict[str, Any], number: int) -> dict[str, Any]:
        copy = {name: self._value(value, number) for name, value in row.items()}
        own = {name: f"{row[name]}-{number}" for name in row if (table, name) in OWN}
        return copy | own

    def _value(self, value: Any, number: int) -> Any:
        if isinstance(value, datetime):
            return value - self.between * (number + 1)
        if isinstance(value, str) and value in self.ids:
            return f"{number:08x}{value[8:]}"
        return value


def _copies(story: Story, between: timedelta) -> Copies:
    ids = {
        row["id"]
        for rows in story.values()
        for row in rows
        if isinstance(row.get("id"), str) and len(row["id"]) == 36
    }
    return Copies(story, frozenset(ids), between)


async def fill(
    database: Database,
    network: Story,
    history: Story,
    cases: int,
    between: timedelta = BETWEEN,
) -> None:
    tables = metadata.sorted_tables
    await database.write(
        lambda conn: [
            conn.execute(sa.insert(table), network[table.name])
            for table in tables
            if network[table.name] and table.name not in APART
        ]
    )
    await _repeat(database, history, cases - RUNNING, between)


async def _repeat(database: Database, story: Story, times: int, between: timedelta) -> None:
    copies = _copies(story, between)
    for start in range(0, times, CHUNK):
        numbers = range(start, min(start + CHUNK, times))
        await database.write(lambda conn, numbers=numbers: _insert(conn, copies, numbers))  # type: ignore[misc]


def _insert(conn: sa.Connection, copies: Copies, numbers: Sequence[int]) -> None:
    for table in metadata.sorted_tables:
        rows = copies.story.get(table.name, [])
        if rows:
            new = [copies.row(table.name, row, n) for n in numbers for row in rows]
            conn.execute(sa.insert(table), new)


async def _measure(
    world: World, urls: tuple[str, str], network: Story, histories: Sequence[Story]
) -> dict[str, tuple[float, float]]:
    """Median milliseconds with many cases and with few, by turns."""
    many, few = open_database(urls[0]), open_database(urls[1])
    try:
        for url, database, cases in ((urls[0], many, MANY), (urls[1], few, FEW)):
            await asyncio.to_thread(migrate.upgrade, url)
            await fill(database, network, histories[0], cases)
            for rarer in histories[1:]:
                await _repeat(database, rarer, cases // RARER, RARER * BETWEEN)
            if database.dialect == "postgresql":  # as autovacuum would, in time
                await database.write(lambda conn: conn.execute(sa.text("ANALYZE")))
        leave_alone_what_stays()  # as the server does
        found = {}
        for what, read in _reads(world).items():
            times: tuple[list[float], list[float]] = ([], [])
            for _ in range(TRIES):
                for database, into in zip((many, few), times, strict=True):
                    into.append(await _once(database, read, world.now))
            found[what] = (statistics.median(times[0]), statistics.median(times[1]))
        return found
    finally:
        await many.close()
        await few.close()


async def _once(database: Database, read: Read, now: datetime) -> float:
    began = time.perf_counter()
    await database.read(lambda conn: read(SqlStore(conn), now))
    return 1000 * (time.perf_counter() - began)


def _reads(world: World) -> dict[str, Read]:
    county, expert, desk = (
        world.actor(who) for who in ("county.doctor", "cardiologist", "coordinator")
    )

    def today(actor: Actor) -> Read:
        return lambda store, now: worklist(store, actor, now)

    def waiting(actor: Actor) -> Read:
        return lambda store, now: my_list(store, actor, now)

    def teams(actor: Actor) -> Read:
        return lambda store, now: place(store, actor, now)

    def cases(actor: Actor, query: CaseQuery) -> Read:
        return lambda store, now: case_list(store, actor, query, now)

    return {
        "Today of a county doctor": today(county),
        "Today of a specialist": today(expert),
        "Referrals that wait for a county doctor": waiting(county),
        "Referrals that wait for a specialist": waiting(expert),
        "MDT of a county doctor": teams(county),
        "MDT of a team's member": teams(world.actor("surgeon")),
        "Centre board": lambda store, now: board(store, desk, now),
        "Cases, those under way": cases(county, CaseQuery(open=True)),
        "Cases, all": cases(expert, CaseQuery()),
    }


def sqlite_urls(folder: Path) -> tuple[str, str]:
    return f"sqlite:///{folder}/many.db", f"sqlite:///{folder}/few.db"


@contextmanager
def postgres_urls() -> Iterator[tuple[str, str]]:
    with warnings.catch_warnings(action="ignore"):
        server = contextmanager(postgres_server.__wrapped__)  # type: ignore[attr-defined]
        with server() as running:
            yield running.url(running.new_database()), running.url(running.new_database())
