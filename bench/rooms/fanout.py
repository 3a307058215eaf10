"""B1 to B3: processor time of the server for one delivery, beside the raw limit in the same run."""

from __future__ import annotations

import json
import statistics
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from uuid import uuid4

from bench.figures import REPEATS, Figure
from bench.rooms.crowd import Crowd, Door, Say, closed_loop
from bench.rooms.process import Server, beside, running
from bench.rooms.site import database, member

SECONDS, SIZE = 0.7, 330
MEMBERS = (100, 500)
RAW = "raw uvloop: one frame, written to each"
ASGI = "the same, our frames by public ASGI alone"


def figures() -> Iterator[Figure]:
    found: dict[tuple[str, int, int], list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory(prefix="bench-rooms-") as folder, ExitStack() as stack:
        servers = {
            "raw": stack.enter_context(running("raw_server")),
            "ours": stack.enter_context(running("fan_server")),
            "plain": stack.enter_context(running("fan_server", "plain")),
            "broadcast": stack.enter_context(running("broadcast_server")),
        }
        app = stack.enter_context(running("app_server", *database(folder), "lifted"))
        stack.enter_context(beside())
        for _ in range(2 * REPEATS + 1):  # in so short runs one busy moment would decide
            for count in MEMBERS:
                for name, server in servers.items():
                    for window in (1, 8):
                        found[name, count, window].append(_one(server, name, count, window))
            found["app", 100, 8].append(_chat(app, 100))
    cost = {key: statistics.median(runs) for key, runs in found.items()}
    yield from _rows(cost)


def _rows(cost: dict[tuple[str, int, int], float]) -> Iterator[Figure]:
    for count in MEMBERS:
        raw, what = cost["raw", count, 1], f"deliveries to {count} members"
        ours, plain = cost["ours", count, 1], cost["plain", count, 1]
        yield _figure(f"B1 {what}", raw, ours, RAW, 0.65)
        yield _figure(f"B1 {what}, public ASGI alone", raw, plain, RAW, 0.35)
        many = cost["raw", count, 8], cost["ours", count, 8]
        yield _figure(f"B1 {what}, 8 messages in flight", *many, RAW, 2)
        broadcast = cost["broadcast", count, 1]
        yield _figure(f"B2 {what}", broadcast, ours, "`websockets.broadcast()`", 1.2)
    durable = cost["raw", 100, 8], cost["app", 100, 8]
    yield _figure("B3 durable chat, 100 members, 8 in flight", *durable, RAW, 0.5)


def _figure(what: str, beside_: float, ours: float, name: str, target: float) -> Figure:
    """Deliveries for a second of processor time; more is better."""
    return Figure(what, 1 / ours, 1 / beside_, "a CPU second", name, target)


def _one(server: Server, name: str, count: int, window: int) -> float:
    """Seconds of processor time for one delivery."""
    listeners, writer = Crowd(Door(server.port)), Crowd(Door(server.port, "/pub"))
    say = _text if name in ("ours", "plain") else _message
    return _measure(server, listeners, writer, count, say, window)


def _measure(
    server: Server, listeners: Crowd, writer: Crowd, count: int, say: Say, window: int
) -> float:
    try:
        listeners.come(count)
        writer.come(1)
        closed_loop(listeners, writer, say, window, 0.2)
        before = server.cpu()
        delivered = closed_loop(listeners, writer, say, window, SECONDS)
        return (server.cpu() - before) / delivered
    finally:
        listeners.leave()
        writer.leave()


def _chat(app: Server, count: int) -> float:
    room = app.said["room"]

    def say(number: int) -> bytes:
        frame = {"t": "pub", "room": room, "cmid": str(uuid4()), "kind": "text"}
        return json.dumps(frame | {"body": {"text": "x" * 60}}).encode()

    listeners = Crowd(member(app, "cardiologist"))
    return _measure(app, listeners, Crowd(member(app, "county.doctor")), count, say, 8)


def _text(number: int) -> bytes:
    return b"x" * 60


def _message(number: int) -> bytes:
    return b'{"t":"msg"' + b"x" * (SIZE - 11) + b"}"
