"""Acknowledged room messages a second, beside what SQLite and the disk allow in the same run.

The raw limit is the least a durable, gapless, idempotent message costs: one statement for the
counter, one for the row, and a thread that commits whatever waits together (WAL, synchronous FULL).
Clients and server share this process; only the limit on messages a second is lifted.
"""

from __future__ import annotations

import asyncio
import json
import queue
import sqlite3
import statistics
import tempfile
import threading
import time
import uuid
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

from bench.figures import REPEATS, Figure
from consult.actions.rooms import post_messages
from consult.rooms.protocol.limits import LIMITS
from consult.rooms.room import Post
from storage.database import migrate
from tests.fixtures.backends import Backend
from tests.fixtures.live import Client, Site, free_socket, running, settings_for
from tests.fixtures.served import Served

SECONDS, ROOMS, WRITERS, SOCKETS = 2.0, 16, 64, 8
TEXT = "会诊意见：" + "x" * 120
BESIDE = "SQLite group commit by hand: counter and row, nothing else"
Save = Callable[[int], Awaitable[object]]
Pace = tuple[float, float]  # acknowledged a second, median milliseconds


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory(prefix="bench-rooms-") as folder:
        found = asyncio.run(_measure(Path(folder)))
    raw = _median(found["raw"])
    for name, what in (
        ("action", f"room messages committed, {WRITERS} writers, {ROOMS} rooms"),
        ("socket", f"the same over {SOCKETS} sockets, acknowledged and heard"),
    ):
        rate, wait = _median(found[name])
        yield Figure(what, rate, raw[0], "a second", BESIDE)
        yield Figure(f"{what}: median wait", wait, raw[1], "ms", BESIDE)


def _median(runs: list[Pace]) -> Pace:
    return statistics.median(run[0] for run in runs), statistics.median(run[1] for run in runs)


async def _measure(folder: Path) -> dict[str, list[Pace]]:
    """Interleaved, so that a busy moment of the machine meets all of them."""
    found: dict[str, list[Pace]] = {"raw": [], "action": [], "socket": []}
    url = f"sqlite:///{folder}/huizhen.db"
    await asyncio.to_thread(migrate.upgrade, url)
    bound = free_socket()
    backend = Backend(url, f"file:{folder}/objects")
    settings = settings_for(backend, folder / "data", bound.getsockname()[1])
    served = Served(settings)
    await served.populate("no password is asked for here")
    async with running(settings, bound) as state:
        state.services.hub.limits = replace(LIMITS, pub_burst=10**9, frame_burst=10**9)
        site = Site(served, state.services)
        rooms = [await site.room() for _ in range(ROOMS)]
        for number in range(REPEATS):
            raw = Raw(folder / f"raw-{number}.db")
            found["raw"].append(await _pace(raw.save))
            await raw.close()
            found["action"].append(await _through_the_action(site, rooms))
            found["socket"].append(await _through_the_socket(site, rooms))
    return found


async def _pace(save: Save) -> Pace:
    """WRITERS that each wait for their acknowledgement before they go on."""
    waits: list[float] = []
    end = time.perf_counter() + SECONDS

    async def write(number: int) -> None:
        while (began := time.perf_counter()) < end:
            await save(number)
            waits.append(time.perf_counter() - began)

    await asyncio.gather(*(write(number) for number in range(WRITERS)))
    return len(waits) / SECONDS, statistics.median(waits) * 1000


# ---- raw


class Raw:
    """Group commit by hand: the limit of this disk and of SQLite from Python."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._queue: queue.SimpleQueue[tuple[int, asyncio.Future[int]] | None] = queue.SimpleQueue()
        self._loop = asyncio.get_running_loop()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    async def save(self, number: int) -> int:
        future: asyncio.Future[int] = self._loop.create_future()
        self._queue.put((number % ROOMS, future))
        return await future

    async def close(self) -> None:
        self._queue.put(None)
        await asyncio.to_thread(self._thread.join)

    def _run(self) -> None:
        connection = sqlite3.connect(self._path, isolation_level=None)
        connection.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
            "CREATE TABLE room(id INTEGER PRIMARY KEY, head INTEGER NOT NULL);"
            "CREATE TABLE event(room INTEGER, seq INTEGER, author INTEGER, cmid TEXT, body TEXT,"
            " at REAL, PRIMARY KEY(room, seq), UNIQUE(room, author, cmid))"
        )
        connection.executemany("INSERT INTO room VALUES (?, 0)", [(n,) for n in range(ROOMS)])
        while (first := self._queue.get()) is not None:
            group = [first]
            while not self._queue.empty() and len(group) < 256:
                if (item := self._queue.get()) is None:
                    self._queue.put(None)
                    break
                group.append(item)
            connection.execute("BEGIN IMMEDIATE")
            done = [(future, self._store(connection, room)) for room, future in group]
            connection.execute("COMMIT")
            self._loop.call_soon_threadsafe(_resolve, done)
        connection.close()

    def _store(self, connection: sqlite3.Connection, room: int) -> int:
        update = "UPDATE room SET head = head + 1 WHERE id = ? RETURNING head"
        seq = int(connection.execute(update, (room,)).fetchone()[0])
        row = (room, seq, 1, uuid.uuid4().hex, TEXT, time.time())
        connection.execute("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?)", row)
        return seq


def _resolve(done: list[tuple[asyncio.Future[int], int]]) -> None:
    for future, seq in done:
        future.set_result(seq)


# ---- ours


async def _through_the_action(site: Site, rooms: list[str]) -> Pace:
    actor = await site.actor("county.doctor")

    async def save(number: int) -> object:
        room, cmid = rooms[number % ROOMS], uuid.uuid4().hex
        post = Post(room_id=room, author_id=actor.person_id, cmid=cmid, body={"text": TEXT})
        return await site.uow.run(post_messages, [post], actor=actor)

    return await _pace(save)


async def _through_the_socket(site: Site, rooms: list[str]) -> Pace:
    async with AsyncExitStack() as stack:
        talkers = []
        for number in range(SOCKETS):
            client = await stack.enter_async_context(site.at("county.doctor"))
            talkers.append(Talker(client, rooms[number::SOCKETS]))
            await talkers[-1].join(site)
        pace = await _pace(lambda number: talkers[number % SOCKETS].save(number // SOCKETS))
        for talker in talkers:
            talker.listening.cancel()
        return pace


class Talker:
    """One socket in some of the rooms, hearing what it and others write there."""

    def __init__(self, client: Client, rooms: list[str]) -> None:
        self._client = client
        self._rooms = rooms
        self._waiting: dict[str, asyncio.Future[None]] = {}
        self.listening = asyncio.create_task(self._listen())

    async def join(self, site: Site) -> None:
        for room in self._rooms:
            await self._client.say("join", room=room, after=await site.head(room))

    async def save(self, number: int) -> None:
        cmid = uuid.uuid4().hex
        self._waiting[cmid] = asyncio.get_running_loop().create_future()
        await self._client.pub(self._rooms[number % len(self._rooms)], cmid, TEXT)
        await self._waiting[cmid]

    async def _listen(self) -> None:
        async for text in self._client.socket:
            frame = json.loads(text)
            if frame["t"] == "ack":
                self._waiting.pop(frame["cmid"]).set_result(None)
            elif frame["t"] in ("nack", "err"):
                raise RuntimeError(frame)


if __name__ == "__main__":
    for figure in figures():
        print(figure.row(), flush=True)
