"""B5 and B7: what a member costs, and how long it takes until all are back."""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from uuid import uuid4

from bench.figures import REPEATS, Figure
from bench.rooms.crowd import Crowd, Door, closed_loop
from bench.rooms.process import Server, beside, running
from bench.rooms.site import database, member

MEMBERS, BEHIND = 500, 200


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory(prefix="bench-rooms-") as folder, ExitStack() as stack:
        raw = stack.enter_context(running("raw_server"))
        app = stack.enter_context(running("app_server", *database(folder), "lifted"))
        stack.enter_context(beside())
        head = _write(app)
        _come_back(member(app, "cardiologist", after=head - BEHIND), 100)
        memory, ours, floor = _memory(app), [], []
        for _ in range(REPEATS):
            floor.append(_come_back(Door(raw.port, f"/replay/{BEHIND}"), MEMBERS))
            ours.append(_come_back(member(app, "cardiologist", after=head - BEHIND), MEMBERS))
    yield Figure("B5 memory of a joined socket", memory, 32, "KB", "32 KB", 1, at_most=True)
    back = f"{MEMBERS} members come back, {BEHIND} messages behind: all caught up"
    yield Figure(
        f"B7 {back}",
        statistics.median(ours),
        statistics.median(floor),
        "s",
        "raw uvloop: as many handshakes and frames",
        4,
        at_most=True,
    )


def _write(app: Server) -> int:
    """At least BEHIND messages in the room; its head is beyond what anybody asks for."""

    def say(number: int) -> bytes:
        frame = {"t": "pub", "room": app.said["room"], "cmid": str(uuid4()), "kind": "text"}
        return json.dumps(frame | {"body": {"text": "x" * 60}}).encode()

    reader, writer = Crowd(member(app, "cardiologist")), Crowd(member(app, "county.doctor"))
    reader.come(1)
    writer.come(1)
    said = 0
    while said < BEHIND:  # and not more than one is given who comes for the first time
        said += closed_loop(reader, writer, say, 32, 0.05)
    reader.leave()
    writer.leave()
    lines = Crowd(member(app, "cardiologist", after=0))
    lines.come(1)
    lines.until(lambda: lines.messages > said)
    lines.settle(0.3)
    [peer] = lines.peers.values()
    head = peer.messages
    lines.leave()
    return head


def _memory(app: Server) -> float:
    """Kilobytes for one member that says nothing."""
    before = app.rss()
    idle = Crowd(member(app, "cardiologist"))
    idle.come(MEMBERS)
    idle.settle(1.0)
    grown = (app.rss() - before) / 1024 / MEMBERS
    idle.leave()
    return grown


def _come_back(door: Door, count: int) -> float:
    """Seconds until everybody has everything."""
    crowd = Crowd(door)
    began = time.perf_counter()
    crowd.come(count)
    crowd.until(lambda: crowd.messages >= count * BEHIND)
    took = time.perf_counter() - began
    crowd.leave()
    time.sleep(0.3)
    return took
