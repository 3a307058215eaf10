"""B9: kill -9 under load with lines that break: what was lost, and how soon it serves again."""

from __future__ import annotations

import asyncio
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench.figures import Figure, median_of, seconds
from bench.rooms.process import ROOT
from consult.rooms.room import RoomEvent
from storage.database import migrate
from storage.database.engine import open_database
from storage.database.unit_of_work import UnitOfWork
from tests.chaos.talker import Talker
from tests.fixtures.backends import Backend
from tests.fixtures.live import Site, free_socket, log_in, on_site
from tests.fixtures.postgres import run_postgres

KILLS, SOONEST_S, LATEST_S = 10, 0.3, 1.5
PEOPLE = ("county.doctor", "cardiologist")
SERVER = "tests.fixtures.live"
START_S = 2.0


def figures() -> Iterator[Figure]:
    importing = median_of(lambda: seconds(_import))
    for name in ("SQLite", "PostgreSQL"):
        with tempfile.TemporaryDirectory(prefix="bench-rooms-") as folder, ExitStack() as stack:
            backend = stack.enter_context(_backend(name, Path(folder)))
            prepared: dict[str, str] = {}
            on_site(backend, Path(folder), lambda site, to=prepared: _prepare(site, to))  # type: ignore[misc]
            killed = _Killed(backend, Path(folder), prepared)
            asyncio.run(killed.run())
        what = f"B9 {KILLS} × kill -9 under load, {killed.aborts} lines broken, {name}"
        beside = f"{killed.said} acknowledged"
        yield Figure(
            f"{what}: lost, doubled, left out or out of order",
            killed.wrong,
            killed.said,
            "messages",
            beside,
            0,
            at_most=True,
        )
        starts = statistics.median(killed.starts)
        limit = importing + START_S
        yield Figure(
            f"{what}: until it serves again",
            starts,
            limit,
            "s",
            "its imports + 2 s",
            1,
            at_most=True,
        )


def _import() -> None:
    subprocess.run([sys.executable, "-c", f"import {SERVER}"], cwd=ROOT, check=True)


@contextmanager
def _backend(name: str, folder: Path) -> Iterator[Backend]:
    if name == "SQLite":
        url = f"sqlite:///{folder}/huizhen.db"
        migrate.upgrade(url)
        yield Backend(url, f"file:{folder}/objects")
        return
    with run_postgres() as postgres:
        url = postgres.url(postgres.new_database())
        migrate.upgrade(url)
        yield Backend(url, f"file:{folder}/objects")


async def _prepare(site: Site, to: dict[str, str]) -> None:
    to["room"] = await site.room()
    for who in PEOPLE:
        to[who] = await log_in(site.uow, site.served.people[who])


class _Killed:
    """Two write and one listens, each cut off now and then; the server is killed meanwhile."""

    def __init__(self, backend: Backend, folder: Path, prepared: dict[str, str]) -> None:
        self._backend, self._folder, self._room = backend, folder, prepared["room"]
        with free_socket() as bound:
            self._port = bound.getsockname()[1]
        self._luck = random.Random(KILLS)
        url = f"http://127.0.0.1:{self._port}"
        self._writers = {who: Talker(url, prepared[who], self._room) for who in PEOPLE}
        self._listener = Talker(url, prepared["county.doctor"], self._room)
        self._written: dict[str, list[str]] = {who: [] for who in PEOPLE}
        self.starts: list[float] = []
        self.wrong = self.said = 0

    @property
    def _talkers(self) -> list[Talker]:
        return [*self._writers.values(), self._listener]

    @property
    def aborts(self) -> int:
        return sum(talker.aborts for talker in self._talkers)

    async def run(self) -> None:
        server = await self._start()
        for talker in self._talkers:
            talker.breaks_in = lambda: self._luck.randrange(20, 400)
        tasks = [asyncio.create_task(talker.run()) for talker in self._talkers]
        writing = [asyncio.create_task(self._write(who)) for who in PEOPLE]
        try:
            for _ in range(KILLS):
                await asyncio.sleep(self._luck.uniform(SOONEST_S, LATEST_S))
                server.kill()
                await server.wait()
                server = await self._start()
            for task in writing:
                task.cancel()
            await self._caught_up()
        finally:
            for task in (*tasks, *writing):
                task.cancel()
            await asyncio.gather(*tasks, *writing, return_exceptions=True)
            server.kill()
            await server.wait()
        self._count(await self._log())

    async def _start(self) -> asyncio.subprocess.Process:
        began = time.perf_counter()
        server = await asyncio.create_subprocess_exec(
            sys.executable, "-m", SERVER, *self._backend, str(self._folder / "data"),
            str(self._port), cwd=ROOT, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        assert server.stdout is not None
        async with asyncio.timeout(120):
            assert await server.stdout.readline() == b"up\n"
        self.starts.append(time.perf_counter() - began)
        return server

    async def _write(self, who: str) -> None:
        """Keeps the outbox filled."""
        talker, written = self._writers[who], self._written[who]
        while True:
            fresh = [f"{who}-{len(written) + n:06}" for n in range(16)]
            written += fresh
            await talker.write(*fresh)
            await talker.until(lambda: len(talker.outbox) < 8, within=600)

    async def _caught_up(self) -> None:
        for talker in self._talkers:
            talker.breaks_in = lambda: None
        for talker in self._writers.values():
            await talker.until(lambda talker=talker: not talker.outbox)  # type: ignore[misc]
        head = max(seq for talker in self._writers.values() for seq in talker.acked.values())
        for talker in self._talkers:
            await talker.until(lambda talker=talker: talker.pos >= head)  # type: ignore[misc]

    async def _log(self) -> Sequence[RoomEvent]:
        database = open_database(self._backend.database_url)
        try:
            return await UnitOfWork(database).look(
                lambda store: store.room_log.read(self._room, after=0, limit=10**7)
            )
        finally:
            await database.close()

    def _count(self, log: Sequence[RoomEvent]) -> None:
        truth = [(event.seq, event.cmid) for event in log]
        wrong = _differing([seq for seq, _ in truth], list(range(1, len(truth) + 1)))
        for who, written in self._written.items():
            mine = set(written)
            wrong += _differing([cmid for _, cmid in truth if cmid in mine], written)
            told = self._writers[who].acked
            wrong += len(told.items() ^ {(cmid, seq) for seq, cmid in truth if cmid in mine})
            self.said += len(told)
        for talker in self._talkers:
            wrong += _differing(talker.shown, truth)
        self.wrong = wrong


def _differing(found: Sequence[object], wanted: Sequence[object]) -> int:
    pairs = sum(one != other for one, other in zip(found, wanted, strict=False))
    return pairs + abs(len(found) - len(wanted))
