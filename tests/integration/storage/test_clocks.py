"""Timers fire exactly once, by however many servers, and a stall is seen from outside."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import pytest

from consult.access.system import SYSTEM
from consult.actions.timers import drop_timers, set_timer
from consult.actions.work import Work
from consult.errors import Conflict
from consult.events import Delivery, Nudge
from consult.timers import Timer
from server.jobs.clocks import Clocks
from server.jobs.dead_man import DeadMan
from storage.database.engine import open_database
from storage.database.unit_of_work import UnitOfWork
from tests.fixtures.backends import Backend

pytestmark = pytest.mark.both_backends

T0 = datetime.fromisoformat("2026-11-21T06:00:00+00:00")


class Hand:
    """A clock set by hand."""

    def __init__(self) -> None:
        self.now = T0

    def __call__(self) -> datetime:
        return self.now


def leave_trace(work: Work, timer: Timer) -> None:
    """An effect that would be there twice if it happened twice."""
    work.store.outbox.add(
        Delivery(
            id=work.new_id(),
            subject=timer.subject,
            kind="trace",
            step=work.new_id(),
            payload=timer.payload,
            due_at=work.now,
        )
    )


def set_several(work: Work, many: int) -> None:
    for n in range(many):
        set_timer(work, "trace", f"s{n}", T0 + timedelta(seconds=n), payload={"n": n})


@asynccontextmanager
async def opened(url: str, hand: Hand) -> AsyncIterator[UnitOfWork]:
    database = open_database(url)
    try:
        yield UnitOfWork(database, clock=hand)
    finally:
        await database.close()


async def traces(uow: UnitOfWork) -> list[str]:
    found = await uow.look(lambda store: store.outbox.list(kind="trace"))
    return sorted(each.subject for each in found)


def test_two_servers_fire_each_timer_once(backend: Backend) -> None:
    async def story() -> None:
        hand = Hand()
        url = backend.database_url
        async with opened(url, hand) as one, opened(url, hand) as other:
            await one.run(set_several, 30, actor=SYSTEM)
            hand.now = T0 + timedelta(seconds=60)
            engines = [Clocks(uow, {"trace": leave_trace}) for uow in (one, other)]
            await asyncio.gather(*(engine.fire_due() for engine in engines))
            assert await traces(one) == sorted(f"s{n}" for n in range(30))
            assert all(engine.late == timedelta(0) for engine in engines)

    asyncio.run(story())


def on_sqlite(url: str, story: Callable[[UnitOfWork, Hand], Awaitable[None]]) -> None:
    async def run() -> None:
        hand = Hand()
        async with opened(url, hand) as uow:
            await story(uow, hand)

    asyncio.run(run())


def test_only_what_is_due_fires_and_what_was_dropped_never(sqlite_url: str) -> None:
    async def story(uow: UnitOfWork, hand: Hand) -> None:
        await uow.run(set_several, 4, actor=SYSTEM)
        await uow.run(lambda work, _: drop_timers(work, "s1"), None, actor=SYSTEM)
        # Set again: the open one moves, and there is still but one.
        later = T0 + timedelta(seconds=9)
        await uow.run(lambda work, _: set_timer(work, "trace", "s2", later), None, actor=SYSTEM)
        clocks = Clocks(uow, {"trace": leave_trace})
        hand.now = T0 + timedelta(seconds=3)
        assert await clocks.fire_due() == 0.0
        assert await traces(uow) == ["s0", "s3"]
        hand.now = later
        await clocks.fire_due()
        # A timer that is done stays done, even if somebody sets it once more.
        await uow.run(set_several, 4, actor=SYSTEM)
        hand.now = later + timedelta(hours=1)
        await clocks.fire_due()
        assert await traces(uow) == ["s0", "s1", "s2", "s3"]

    on_sqlite(sqlite_url, story)


def test_one_that_fails_leaves_nothing_holds_nobody_up_and_comes_again(sqlite_url: str) -> None:
    broken = {"s1"}

    def fragile(work: Work, timer: Timer) -> None:
        leave_trace(work, timer)
        if timer.subject in broken:
            raise Conflict("request.already_sent")

    async def story(uow: UnitOfWork, hand: Hand) -> None:
        await uow.run(set_several, 3, actor=SYSTEM)
        clocks = Clocks(uow, {"trace": fragile})
        hand.now = T0 + timedelta(seconds=10)
        await clocks.fire_due()
        assert await traces(uow) == ["s0", "s2"]
        await clocks.fire_due()  # not at once: it is held back for a moment
        hand.now += timedelta(seconds=20)
        await clocks.fire_due()
        watch = DeadMan(clocks, hand, lambda: None)
        await clocks.fire_due()
        assert clocks.late == timedelta(seconds=29)
        assert watch.stalled
        broken.clear()
        hand.now += timedelta(minutes=1)
        await clocks.fire_due()
        await clocks.fire_due()
        assert await traces(uow) == ["s0", "s1", "s2"]
        assert not watch.stalled

    on_sqlite(sqlite_url, story)


def test_a_kind_of_a_newer_server_waits_for_it(sqlite_url: str) -> None:
    async def story(uow: UnitOfWork, hand: Hand) -> None:
        await uow.run(set_several, 1, actor=SYSTEM)
        await Clocks(uow, {"other": leave_trace}).fire_due()
        assert await traces(uow) == []
        await Clocks(uow, {"trace": leave_trace}).fire_due()
        assert await traces(uow) == ["s0"]

    on_sqlite(sqlite_url, story)


def test_a_running_engine_looks_by_itself_and_its_silence_is_told(sqlite_url: str) -> None:
    async def story(uow: UnitOfWork, hand: Hand) -> None:
        fired, told = asyncio.Event(), asyncio.Event()
        loop = asyncio.get_running_loop()

        def shout(work: Work, timer: Timer) -> None:
            loop.call_soon_threadsafe(fired.set)

        clocks = Clocks(uow, {"trace": shout}, look_every=0.01)
        watch = DeadMan(clocks, hand, told.set, every=0.01)
        await clocks.start()
        await watch.start()
        await uow.run(set_several, 1, actor=SYSTEM)
        async with asyncio.timeout(60):
            await fired.wait()
        assert not watch.stalled
        await clocks.stop()
        hand.now += timedelta(seconds=16)
        async with asyncio.timeout(60):
            await told.wait()
        assert watch.stalled
        await watch.stop()

    on_sqlite(sqlite_url, story)


@pytest.mark.parametrize("stalled", [False, True])
def test_everybody_may_know_whether_the_clocks_run(empty_server, stalled: bool) -> None:
    clocks = empty_server.services.clocks
    if stalled:
        empty_server.call(clocks.stop)
        empty_server.time.later(seconds=20)
    about = empty_server.browser().get("/api/v1/about").json()
    ready = empty_server.browser().get("/readyz")
    metrics = empty_server.services.metrics
    assert about["alarms"] is not stalled
    assert ready.json()["parts"]["clocks"] == ("clocks.stalled" if stalled else "ok")
    assert ready.status_code == (503 if stalled else 200)
    assert metrics.gauges["clocks_stalled"] is not None


def test_the_stall_is_a_note_on_every_socket(sqlite_url: str) -> None:
    async def story(uow: UnitOfWork, hand: Hand) -> None:
        told: list[object] = []
        clocks = Clocks(uow, {})
        heard = asyncio.Event()

        def tell() -> None:
            told.append(Nudge("alarms"))
            heard.set()

        watch = DeadMan(clocks, hand, tell, every=0.01)
        hand.now += timedelta(minutes=1)
        await watch.start()
        async with asyncio.timeout(60):
            await heard.wait()
        await watch.stop()
        assert told == [Nudge("alarms")]

    on_sqlite(sqlite_url, story)
