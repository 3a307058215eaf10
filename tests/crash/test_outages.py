"""A part is away for a while: what can go on goes on, the rest says so, and nobody restarts."""

from __future__ import annotations

import asyncio
import os
import random
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest

from server.uploads.finish import AT_ONCE
from tests.chaos.outages import database_away, database_silent, store_that_fails
from tests.chaos.proxy import chaos
from tests.chaos.remains import all_finished
from tests.chaos.server import Installation, installed
from tests.chaos.tus import Sending, file_of
from tests.chaos.waiting import until
from tests.chaos.ward import Ward, parts, talk
from tests.fixtures.backends import Backend
from tests.fixtures.figures import Figures
from tests.fixtures.live import open_socket
from tests.fixtures.postgres import PostgresServer

SOAK = bool(os.environ.get("HUIZHEN_SOAK"))
FILES = 8


@pytest.mark.both_backends
@pytest.mark.crash
@pytest.mark.slow
def test_the_object_store_is_away(backend: Backend, tmp_path: Path, figures: Figures) -> None:
    """Files are received, messages and opinions go on; then all is stored, in order."""

    async def story() -> None:
        async with (
            store_that_fails(backend) as (failing, away),
            installed(failing, tmp_path) as here,
        ):
            ward = Ward(here, random.Random(1))
            await ward.come()
            await here.start()
            async with here.http("county.doctor") as doctor:
                await ward.upload()
                async with away():
                    for count in range(FILES):
                        sending = Sending(file_of(50_000, 100 + count), ward.case)
                        ward.sent.append(sending)
                        await sending.send(doctor)
                        assert sending.state == "received"
                    await ward.sign()
                    await talk(ward)
                    assert await parts(here) == (503, {"objects": "storage.unavailable"})
            await all_finished(here)
            assert await parts(here) == (200, {})
            await ward.find_all()
            waited = [await stored_as(here, sending) for sending in ward.sent[1:]]
            for place, item in enumerate(sorted(waited)):
                assert abs(waited.index(item) - place) <= AT_ONCE  # as many go at once
            figures(f"{FILES} files received without a store, then stored in order")

    asyncio.run(story())


@pytest.mark.crash
@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.s3
@pytest.mark.skipif(not SOAK, reason="takes minutes: make soak")
def test_the_object_store_falls_silent(
    postgres_url: str, seaweed_url: str, tmp_path: Path, figures: Figures
) -> None:
    """The line to it is dead: nothing is refused and nothing answered."""

    async def story() -> None:
        where = urlsplit(seaweed_url)
        async with chaos(where.port or 0) as proxy:
            url = seaweed_url.replace(f":{where.port}/", f":{proxy.port}/")
            async with installed(Backend(postgres_url, url), tmp_path) as here:
                ward = Ward(here, random.Random(5))
                await ward.come()
                await here.start()
                await ward.upload()
                proxy.swallow()
                async with here.http("county.doctor") as doctor:
                    for count in range(FILES):
                        sending = Sending(file_of(50_000, 200 + count), ward.case)
                        ward.sent.append(sending)
                        await sending.send(doctor)
                        assert sending.state == "received"
                for _ in range(3):
                    assert await parts(here) == (503, {"objects": "TimeoutError"})
                    await ward.sign()
                    await talk(ward)
                proxy.pass_on()
                await all_finished(here)
                await ward.find_all()
                figures(f"{FILES} files received past a silent store, then stored")

    asyncio.run(story())


@pytest.mark.both_backends
@pytest.mark.crash
@pytest.mark.slow
def test_the_database_is_away(
    backend: Backend, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Nothing is acknowledged without a commit; afterwards everything goes on by itself."""

    async def story() -> None:
        async with installed(backend, tmp_path) as here:
            ward = Ward(here, random.Random(2))
            await ward.come()
            await here.start()
            talking = asyncio.create_task(ward.talker.run())
            async with here.http("county.doctor") as doctor:
                await ward.upload()
                await ward.say(4)
                await ward.talker.until(lambda: not ward.talker.outbox)
                sending = Sending(file_of(300_000, 7), ward.case)
                ward.sent.append(sending)
                await sending.begin(doctor)
                await sending.patch(doctor, 0, 100_000)
                async with database_away(backend, postgres(request)):
                    before = ward.told()
                    await ward.say(4)
                    answers = await asyncio.gather(
                        sending.patch(doctor, 100_000),
                        doctor.post("/api/v1/cases", json=here.served.emergency()),
                        doctor.get(f"/api/v1/cases/{ward.case}"),
                        ward.talker.until(refused_for_now(ward)),
                    )
                    for answer in answers[:3]:
                        assert_come_back(answer)
                    assert await nobody_is_logged_out(here)
                    assert (ward.told(), sending.told) == (before, 100_000)
                await ward.talker.until(lambda: not ward.talker.outbox)
                talking.cancel()
                await sending.send(doctor)
            await ward.sign()
            await ward.find_all()
            assert await parts(here) == (200, {})

    asyncio.run(story())


@pytest.mark.crash
@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.skipif(not SOAK, reason="takes minutes: make soak")
def test_the_database_falls_silent(
    postgres_server: PostgresServer, postgres_url: str, files_url: str, tmp_path: Path
) -> None:
    """Whoever waits is told to come back; the silent connections are given up."""

    async def story() -> None:
        async with installed(Backend(postgres_url, files_url), tmp_path) as here:
            ward = Ward(here, random.Random(6))
            await ward.come()
            await here.start()
            await ward.sign()
            async with here.http("county.doctor") as doctor:
                async with database_silent(postgres_server):
                    before = ward.told()
                    case = here.served.emergency()
                    for answer in await asyncio.gather(
                        *(doctor.post("/api/v1/cases", json=case) for _ in range(20))
                    ):
                        assert_come_back(answer)
                    assert ward.told() == before
                await until(lambda: works_again(doctor, ward))
            await ward.sign()
            await talk(ward)
            await ward.find_all()

    asyncio.run(story())


async def works_again(doctor: httpx2.AsyncClient, ward: Ward) -> bool:
    return (await doctor.get(f"/api/v1/cases/{ward.case}")).is_success


def postgres(request: pytest.FixtureRequest) -> Callable[[], PostgresServer]:
    return lambda: request.getfixturevalue("postgres_server")


def refused_for_now(ward: Ward) -> Callable[[], bool]:
    """The line was cut, or the message refused with a reason to come back."""
    drops = ward.talker.aborts
    return lambda: "database.unavailable" in ward.talker.refused or ward.talker.aborts > drops


def assert_come_back(answer: httpx2.Response) -> None:
    assert answer.status_code == 503
    assert answer.json()["code"] == "database.unavailable"
    assert int(answer.headers["Retry-After"]) > 0


async def nobody_is_logged_out(here: Installation) -> bool:
    """Who comes while nobody can be looked up is asked to come again, not to log in."""
    async with open_socket(here.url, here.cookies["cardiologist"]) as client:
        if here.settings.database_url.startswith("sqlite"):
            return (await client.hello())["t"] == "welcome"  # reading goes on
        return await client.closed() == 1011


async def stored_as(here: Installation, sending: Sending) -> str:
    """The id of what became of it: ids are in the order of their making."""
    async with here.uow() as uow:
        upload = await uow.look(lambda store: store.uploads.get(sending.url.rpartition("/")[2]))
    return upload.item_id
