"""Acknowledged means committed: the server is killed in the middle of a conversation."""

from __future__ import annotations

import asyncio
import os
import random
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed, InvalidMessage, InvalidStatus

from storage.database.engine import open_database
from storage.database.unit_of_work import UnitOfWork
from tests.fixtures.backends import Backend
from tests.fixtures.figures import Figures
from tests.fixtures.live import (
    Client,
    Site,
    free_socket,
    log_in,
    on_site,
    open_socket,
)

ROOT = Path(__file__).resolve().parents[2]
KILLS = 20 if os.environ.get("HUIZHEN_SOAK") else 2
MESSAGES = 40


class Writer:
    """A client with its outbox: is cut off, comes back, sends again what was not acknowledged."""

    def __init__(self, room: str, name: str) -> None:
        self.enough = asyncio.Event()
        self.enough_at = 0
        self.room = room
        self.outbox = [f"{name}-{n:04}" for n in range(KILLS * MESSAGES)]
        self.acked: dict[str, int] = {}
        self.heard: dict[int, str] = {}
        self.pos = 0

    async def acknowledged(self, count: int) -> None:
        self.enough_at = count
        self.enough.clear()
        if len(self.acked) < count:
            async with asyncio.timeout(120):
                await self.enough.wait()

    async def talk(self, client: Client, upto: int) -> None:
        """Until `upto` messages are acknowledged, at most eight on their way."""
        await client.hello()
        await client.join(self.room, self.pos)
        sent = len(self.acked)
        while len(self.acked) < upto:
            while sent < min(upto, len(self.acked) + 8):
                await client.pub(self.room, self.outbox[sent], "killed in mid-sentence")
                sent += 1
            await self._hear(client)

    async def _hear(self, client: Client) -> None:
        ack = await client.hear("ack")
        assert ack["cmid"] == self.outbox[len(self.acked)]
        self.acked[ack["cmid"]] = ack["seq"]
        if len(self.acked) >= self.enough_at:
            self.enough.set()
        for msg in client.said(self.room):
            if msg["seq"] > self.pos:
                assert msg["seq"] == self.pos + 1
                self.pos = msg["seq"]
                self.heard[msg["seq"]] = msg["cmid"]
        client.heard.clear()


@pytest.mark.both_backends
@pytest.mark.crash
@pytest.mark.slow
def test_nothing_acknowledged_is_lost_when_the_server_is_killed(
    backend: Backend, tmp_path: Path, figures: Figures
) -> None:
    """Killed KILLS times with writes under way: no message lost, doubled, or out of order."""
    prepared: dict[str, str] = {}

    async def prepare(site: Site) -> None:
        prepared["room"] = await site.room()
        for who in ("county.doctor", "cardiologist"):
            prepared[who] = await log_in(site.uow, site.served.people[who])

    on_site(backend, tmp_path, prepare)
    told = asyncio.run(_be_killed(backend, tmp_path, prepared))
    figures(f"{KILLS} kills in mid-sentence: {told} messages acknowledged; lost, doubled 0")


async def _be_killed(backend: Backend, tmp_path: Path, prepared: dict[str, str]) -> int:
    """How many messages were acknowledged, all of them there."""
    with free_socket() as bound:
        port = bound.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    room = prepared["room"]
    writers = {who: Writer(room, who) for who in ("county.doctor", "cardiologist")}
    for round_ in range(1, KILLS + 1):
        server = await _start(backend, tmp_path / "data", port)
        talks = [
            asyncio.create_task(_talk(url, prepared[who], writer, round_ * MESSAGES))
            for who, writer in writers.items()
        ]
        await writers["county.doctor"].acknowledged(
            (round_ - 1) * MESSAGES + random.randrange(5, MESSAGES)
        )
        server.kill()
        await asyncio.gather(*talks)
        await server.wait()
    server = await _start(backend, tmp_path / "data", port)
    await asyncio.gather(
        *(_talk(url, prepared[who], writer, KILLS * MESSAGES) for who, writer in writers.items())
    )
    server.terminate()
    await server.wait()
    await _compare(backend, room, list(writers.values()))
    return sum(len(writer.acked) for writer in writers.values())


async def _talk(url: str, cookie: str, writer: Writer, upto: int) -> None:
    gone = (ConnectionClosed, ConnectionError, InvalidMessage, InvalidStatus, EOFError)
    with suppress(*gone):
        async with open_socket(url, cookie) as client:
            await writer.talk(client, upto)


async def _start(backend: Backend, data: Path, port: int) -> asyncio.subprocess.Process:
    """The server as a process of its own; returns when it listens."""
    server = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.fixtures.live", *backend, str(data), str(port),
        cwd=ROOT, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert server.stdout is not None
    async with asyncio.timeout(120):
        assert await server.stdout.readline() == b"up\n"
    return server


async def _compare(backend: Backend, room: str, writers: list[Writer]) -> None:
    """What the writers were told is what the log holds, each message once and in their order."""
    database = open_database(backend.database_url)
    try:
        log = await UnitOfWork(database).look(
            lambda store: store.room_log.read(room, after=0, limit=100_000)
        )
    finally:
        await database.close()
    assert [event.seq for event in log] == list(range(1, len(log) + 1))
    by_seq = {event.seq: event.cmid for event in log}
    for writer in writers:
        assert len(writer.acked) == len(writer.outbox)
        assert {by_seq[seq]: seq for seq in writer.acked.values()} == writer.acked
        own = [event.cmid for event in log if event.cmid in writer.acked]
        assert own == writer.outbox
        assert writer.heard == {seq: by_seq[seq] for seq in writer.heard}
