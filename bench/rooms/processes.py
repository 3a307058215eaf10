"""B10: writers at one process, listeners at another, over PostgreSQL and NATS.

Nobody is bound to a core: two processes on the same one would wait for each other.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack

from nats.aio.client import Client

from bench.figures import REPEATS, Figure
from bench.rooms.latency import chat
from bench.rooms.process import running
from storage.database import migrate
from tests.fixtures.nats import NatsServer
from tests.fixtures.postgres import run_postgres

MEMBERS = 20


def figures() -> Iterator[Figure]:
    near, across, bus = [], [], []
    with tempfile.TemporaryDirectory(prefix="bench-rooms-") as folder, ExitStack() as stack:
        nats = NatsServer()
        nats.start()
        stack.callback(nats.kill)
        postgres = stack.enter_context(run_postgres())
        url = postgres.url(postgres.new_database())
        migrate.upgrade(url)
        arguments = [url, f"file:{folder}/objects"]
        one = stack.enter_context(
            running("app_server", *arguments, f"{folder}/one", nats.url, anywhere=True)
        )
        site = {key: value for key, value in one.said.items() if key != "port"}
        told = {"BENCH_SITE": json.dumps(site)}
        two = stack.enter_context(
            running("app_server", *arguments, f"{folder}/two", nats.url, anywhere=True, **told)
        )
        for _ in range(3 * REPEATS):  # what is compared differs by little
            near.append(chat(one, count=MEMBERS)[0])
            across.append(chat(two, one, count=MEMBERS)[0])
            bus.append(asyncio.run(_bus(nats.url)))
    floor = statistics.median(near) + 3 * statistics.median(bus)
    yield Figure(
        "B10 a message from one process to another, PostgreSQL: median",
        statistics.median(across),
        floor,
        "ms",
        "within one process + 3 × NATS",
        1,
        at_most=True,
    )


async def _bus(url: str) -> float:
    """Milliseconds of one word over the bus, the median."""
    speaker, listener, times = Client(), Client(), []
    await speaker.connect(url)
    await listener.connect(url)
    arrived: asyncio.Queue[float] = asyncio.Queue()

    async def heard(message: object) -> None:
        arrived.put_nowait(time.perf_counter())

    await listener.subscribe("bench", cb=heard)
    while arrived.empty():  # the server may lose a word to one who has just subscribed
        await speaker.publish("bench", b"x")
        await asyncio.sleep(0.1)
    while not arrived.empty():
        arrived.get_nowait()
    for _ in range(200):
        began = time.perf_counter()
        await speaker.publish("bench", b"x" * 60)
        async with asyncio.timeout(10):
            times.append(await arrived.get() - began)
    await speaker.close()
    await listener.close()
    return statistics.median(times) * 1000
