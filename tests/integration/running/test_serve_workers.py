"""`huizhen serve --workers`: several processes on one port behave like one."""

from __future__ import annotations

import asyncio
import os
import random
import signal
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from server.cli import main
from tests.chaos.server import WITHIN, Installation, installed
from tests.chaos.ward import Ward
from tests.fixtures.backends import Backend
from tests.fixtures.live import Client, open_socket
from tests.fixtures.nats import NatsServer

SOCKETS = 6


@pytest.mark.parametrize(
    ("settings", "missing"),
    [
        ({}, "PostgreSQL"),
        ({"HUIZHEN_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}, "NATS"),
    ],
)
def test_what_several_processes_need_is_said_at_once(
    settings: dict[str, str],
    missing: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("HUIZHEN_DATA_DIR", str(tmp_path))
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert main(["serve", "--workers", "2"]) == 1
    assert missing in capsys.readouterr().err


async def listening(stack: AsyncExitStack, here: Installation, room: str) -> list[Client]:
    people = ["county.doctor", "cardiologist"] * (SOCKETS // 2)
    clients = []
    for who in people:
        client = await stack.enter_async_context(open_socket(here.url, here.cookies[who]))
        await client.hello()
        if who == "county.doctor":
            await client.join(room)
        clients.append(client)
    return [client for client, who in zip(clients, people, strict=True) if who == "county.doctor"]


@pytest.mark.postgres
@pytest.mark.s3
@pytest.mark.slow
def test_a_worker_that_dies_is_replaced_and_nobody_misses_a_message(
    postgres_url: str, seaweed_url: str, nats_server: NatsServer, tmp_path: Path
) -> None:
    async def story() -> None:
        backend = Backend(postgres_url, seaweed_url)
        bus = {"HUIZHEN_BUS_URL": nats_server.url}
        async with installed(backend, tmp_path, **bus) as here:
            ward = Ward(here, random.Random(1))
            await ward.come()
            await here.start("--workers", "2")
            talking = asyncio.create_task(ward.talker.run())
            async with AsyncExitStack() as stack:
                clients = await listening(stack, here, ward.room)
                await ward.say(4)
                await ward.talker.until(lambda: not ward.talker.outbox)
                last = max(ward.talker.acked.values())
                for client in clients:
                    said = await client.messages(ward.room, last)
                    assert [m["seq"] for m in said] == list(range(1, last + 1))
            first, second = sorted(here.workers())[-2:]
            os.kill(first, signal.SIGKILL)
            await ward.say(8)
            await ward.talker.until(lambda: not ward.talker.outbox)
            os.kill(second, signal.SIGKILL)
            await ward.say(8)
            await ward.talker.until(lambda: not ward.talker.outbox)
            talking.cancel()
            await asyncio.gather(talking, return_exceptions=True)
            await ward.find_messages()
            assert here.process is not None
            here.process.send_signal(signal.SIGTERM)
            assert await asyncio.wait_for(here.process.ended(), WITHIN) == 0

    asyncio.run(story())
