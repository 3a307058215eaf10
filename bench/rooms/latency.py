"""B4 and B8: how long a message is on its way, durable, with the shipped limits."""

from __future__ import annotations

import json
import os
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from uuid import uuid4

from bench.figures import REPEATS, Figure
from bench.rooms.crowd import Crowd, Door, open_loop, percentiles, stamp
from bench.rooms.process import Server, beside, running
from bench.rooms.site import database, member

RATE, SECONDS, MEMBERS, WRITERS = 50, 2.5, 100, 6
STALLED_SIZE, STALLED_RATE = 7_000, 40
FLOOR = "raw uvloop + 2 × fdatasync of this disk, both at that rate"
Both = tuple[float, float]  # median and 99th, milliseconds


def figures() -> Iterator[Figure]:
    found: dict[str, list[Both]] = defaultdict(list)
    grown: list[int] = []
    with tempfile.TemporaryDirectory(prefix="bench-rooms-") as folder, ExitStack() as stack:
        raw = stack.enter_context(running("raw_server"))
        app = stack.enter_context(running("app_server", *database(folder)))
        lifted = f"{folder}/lifted"
        Path(lifted).mkdir()
        fast = stack.enter_context(running("app_server", *database(lifted), "lifted"))
        stack.enter_context(beside())
        for _ in range(REPEATS):
            found["raw"].append(_raw(raw))
            found["disk"].append(_fdatasync(Path(folder)))
            found["ours"].append(chat(app))
            found["well"].append(_big(fast))
            before = fast.rss()
            with _stalled(fast):
                found["ill"].append(_big(fast))
                grown.append(fast.rss() - before)
    yield from _rows({name: _middle(runs) for name, runs in found.items()})
    grew = statistics.median(grown) / 2**20
    yield Figure("B8 memory it cost", grew, 2, "MiB", "2 MiB", 1, at_most=True)


def _rows(found: dict[str, Both]) -> Iterator[Figure]:
    floor = [raw + 2 * disk for raw, disk in zip(found["raw"], found["disk"], strict=True)]
    what = f"durable message to {MEMBERS} members, {RATE} a second"
    yield Figure(f"B4 {what}: median", found["ours"][0], floor[0], "ms", FLOOR, 2, at_most=True)
    yield Figure(f"B4 {what}: 99th", found["ours"][1], floor[1], "ms", FLOOR, 4, at_most=True)
    ill = f"one of {MEMBERS} reads nothing: the others' 99th"
    yield Figure(
        f"B8 {ill}", found["ill"][1], found["well"][1], "ms", "all reading", 2, at_most=True
    )


def _middle(runs: list[Both]) -> Both:
    return statistics.median(one for one, _ in runs), statistics.median(two for _, two in runs)


def _raw(server: Server) -> Both:
    def say(number: int) -> bytes:
        return b'{"t":"msg","x":"' + stamp().encode() + b"x" * 280 + b'"}'

    listeners, writer = Crowd(Door(server.port), timed=True), Crowd(Door(server.port, "/pub"))
    return _run(listeners, [writer], MEMBERS, say, RATE)


def chat(app: Server, far: Server | None = None, count: int = MEMBERS) -> Both:
    """Listeners at one server, writers at the same or a far one."""
    listeners = Crowd(member(app, "cardiologist"), timed=True)
    writers = [Crowd(member(far or app, "county.doctor")) for _ in range(WRITERS)]
    room = app.said["room"]
    return _run(listeners, writers, count, lambda number: pub(room, 40), RATE)


def _big(app: Server) -> Both:
    listeners = Crowd(member(app, "cardiologist"), timed=True)
    writers = [Crowd(member(app, "county.doctor"))]
    room = app.said["room"]
    return _run(listeners, writers, MEMBERS, lambda n: pub(room, STALLED_SIZE), STALLED_RATE)


def pub(room: str, size: int) -> bytes:
    frame = {"t": "pub", "room": room, "cmid": str(uuid4()), "kind": "text"}
    return json.dumps(frame | {"body": {"text": stamp() + "x" * size}}).encode()


def _run(listeners: Crowd, writers: list[Crowd], count: int, say, rate: float) -> Both:  # type: ignore[no-untyped-def]
    try:
        listeners.come(count)
        for writer in writers:
            writer.come(1)
        return percentiles(open_loop(listeners, writers, say, rate, SECONDS))
    finally:
        for crowd in (listeners, *writers):
            crowd.leave()


@contextmanager
def _stalled(app: Server) -> Iterator[None]:
    """Somebody who joins and then reads nothing at all."""
    one = Crowd(member(app, "cardiologist"), window=4096)
    one.come(1)
    one.settle(0.3)
    try:
        yield
    finally:
        one.leave()


def _fdatasync(folder: Path) -> Both:
    """As seldom as messages come: a disk that is asked without a pause answers several times as
    fast as one that has rested."""
    path, times = folder / "probe", []
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT)
    try:
        for _ in range(int(RATE * SECONDS)):
            time.sleep(1 / RATE)
            os.pwrite(descriptor, b"x" * 4096, 0)
            began = time.perf_counter()
            os.fdatasync(descriptor)
            times.append(time.perf_counter() - began)
    finally:
        os.close(descriptor)
    return percentiles(times)
