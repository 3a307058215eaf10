"""B6: acknowledged room messages a second, beside what SQLite and the disk allow in the same run.

The raw limit is the least a durable, gapless, idempotent message costs: one statement for the
counter, one for the row, and a thread that commits whatever waits together (WAL, synchronous FULL).
Writers and server share this process.
"""

from __future__ import annotations

import asyncio
import queue
import sqlite3
import statistics
import tempfile
import threading
import time
import uuid
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import uvloop

from bench.figures import REPEATS, Figure
from consult.actions.rooms.posting import post_messages
from consult.rooms.room import Post
from storage.database import migrate
from tests.fixtures.backends import Backend
from tests.fixtures.live import Site, free_socket, running, settings_for
from tests.fixtures.served import Served

SECONDS, ROOMS, WRITERS = 1.5, (1, 16), 64
TEXT = "会诊意见：" + "x" * 120
BESIDE = "SQLite group commit by hand: counter and row, nothing else"
ALONE = "our own action with a commit for each message"
Save = Callable[[int], Awaitable[object]]
Pace = tuple[float, float]  # acknowledged a second, median milliseconds


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory(prefix="bench-rooms-") as folder:
        found = uvloop.run(_measure(Path(folder)))
    raw, alone = _median(found["raw"]), _median(found["alone"])
    for rooms in ROOMS:
        what = f"room messages acknowledged, {WRITERS} writers, {rooms} rooms"
        ours = _median(found[f"ours {rooms}"])
        yield Figure(f"B6 {what}", ours[0], raw[0], "a second", BESIDE, 0.4)
        yield Figure(f"B6 {what}", ours[0], alone[0], "a second", ALONE, 3)
        yield Figure(f"{what}: median wait", ours[1], raw[1], "ms", BESIDE)


def _median(runs: list[Pace]) -> Pace:
    return statistics.median(run[0] for run in runs), statistics.median(run[1] for run in runs)


async def _measure(folder: Path) -> dict[str, list[Pace]]:
    """Interleaved, so that a busy moment of the machine meets all of them."""
    found: dict[str, list[Pace]] = defaultdict(list)
    url = f"sqlite:///{folder}/huizhen.db"
    await asyncio.to_thread(migrate.upgrade, url)
    bound = free_socket()
    backend = Backend(url, f"file:{folder}/objects")
    settings = settings_for(backend, folder / "data", bound.getsockname()[1])
    served = Served(settings)
    await served.populate()
    async with running(settings, bound) as state:
        site = Site(served, state.services)
        rooms = [await site.room() for _ in range(max(ROOMS))]
        for number in range(REPEATS):
            raw = Raw(folder / f"raw-{number}.db")
            found["raw"].append(await _pace(raw.save))
            await raw.close()
            for count in ROOMS:
                found[f"ours {count}"].append(await _pace(await _by_lane(site, rooms[:count])))
            found["alone"].append(await _pace(await _each_alone(site, rooms)))
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
        self._queue.put((number % max(ROOMS), future))
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
        connection.executemany("INSERT INTO room VALUES (?, 0)", [(n,) for n in range(max(ROOMS))])
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


async def _by_lane(site: Site, rooms: list[str]) -> Save:
    """As a socket posts: policy, audit of refusals, idempotence, the room's numbers."""
    actor = await site.actor("county.doctor")

    async def save(number: int) -> object:
        return await site.hub.post(actor, [_post(rooms, number, actor.person_id)], "bench")

    return save


async def _each_alone(site: Site, rooms: list[str]) -> Save:
    """The same action, each message in a transaction and a commit of its own."""
    actor, turn = await site.actor("county.doctor"), asyncio.Lock()

    async def save(number: int) -> object:
        async with turn:
            post = _post(rooms, number, actor.person_id)
            return await site.uow.run(post_messages, [post], actor=actor)

    return save


def _post(rooms: list[str], number: int, author: str) -> Post:
    room = rooms[number % len(rooms)]
    return Post(room_id=room, author_id=author, cmid=uuid.uuid4().hex, body={"text": TEXT})
