"""What it costs that everybody tells the server of each message that it came (`got`)."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass

from bench.figures import REPEATS, Figure
from bench.rooms.crowd import Crowd, open_loop, percentiles
from bench.rooms.latency import RATE, SECONDS, WRITERS, pub
from bench.rooms.process import Server, beside, running
from bench.rooms.site import CROWD, database, member


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds: of the processor for each message, and of its way to a member."""

    processor: float
    median: float


def figures() -> Iterator[Figure]:
    with (
        tempfile.TemporaryDirectory(prefix="bench-rooms-") as folder,
        running("app_server", *database(folder), "lifted", "crowded") as app,
        beside(),
    ):
        runs = [(_chat(app, marking=True), _chat(app, marking=False)) for _ in range(REPEATS)]
    told, quiet = (_middle([run[side] for run in runs]) for side in (0, 1))
    what = f"{CROWD} people tell of {RATE} messages a second that they came"
    yield Figure(
        f"{what}: processor for each message", told.processor, quiet.processor, "ms", "nobody tells"
    )
    yield Figure(f"{what}: median on the way", told.median, quiet.median, "ms", "nobody tells")


def _middle(runs: list[Cost]) -> Cost:
    return Cost(
        statistics.median(run.processor for run in runs),
        statistics.median(run.median for run in runs),
    )


def _chat(app: Server, *, marking: bool) -> Cost:
    room = app.said["room"]
    listeners = Crowd(member(app, "one.0"), timed=True, marking=room if marking else None)
    writers = [Crowd(member(app, "county.doctor")) for _ in range(WRITERS)]
    try:
        for number in range(CROWD):
            listeners.door = member(app, f"one.{number}")
            listeners.come(1)
        for writer in writers:
            writer.come(1)
        before = app.cpu()
        times = open_loop(listeners, writers, lambda number: pub(room, 40), RATE, SECONDS)
        spent = app.cpu() - before
        return Cost(1000 * spent / (RATE * SECONDS), percentiles(times)[0])
    finally:
        for crowd in (listeners, *writers):
            crowd.leave()
