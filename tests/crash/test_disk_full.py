"""A disk that fills up: uploads stop early, chat and opinions go on; and nobody restarts."""

from __future__ import annotations

import asyncio
import errno
import os
import random
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest

from tests.chaos.remains import all_finished
from tests.chaos.server import Installation, installed
from tests.chaos.tus import TUS, Sending, file_of
from tests.chaos.waiting import until
from tests.chaos.ward import Ward, parts, talk
from tests.fixtures.backends import Backend

MIB = 1 << 20
DISK = 64 * MIB
RESERVE = 16 * MIB
CHUNK = 4 * MIB
LARGE = 32 * MIB
WRITES = (
    *("spool.created=full", "spool.written=2*full", "spool.synced=4*full", "upload.grown=3*full"),
    *("finish.examined=full", "objects.checked=full", "objects.placed=full"),
    *("finish.kept=full", "finish.committed=full"),
)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A real filesystem of 64 MiB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("only root may mount the small disk this test fills")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.crash
@pytest.mark.slow
def test_the_disk_fills_up_and_is_cleared(backend: Backend, disk: Path) -> None:
    async def story() -> None:
        small = HOLD[backend.database_url.startswith("sqlite")](backend, disk)
        async with installed(small, disk, HUIZHEN_DISK_RESERVE_MIB=str(RESERVE // MIB)) as here:
            ward = Ward(here, random.Random(3))
            await ward.come()
            await here.start()
            await ward.upload()
            await only_uploads_wait(ward)
            await ward.upload()
            if small.database_url.startswith("sqlite"):
                with filled(disk):
                    await everything_waits(ward)
            await ward.upload()
            await ward.sign()
            await talk(ward)
            assert await parts(here) == (200, {})
            await ward.find_all()

    asyncio.run(story())


def on_the_disk(backend: Backend, disk: Path) -> Backend:
    """The database and the objects are on the disk that fills up."""
    shutil.copy(backend.database_url.removeprefix("sqlite:///"), disk / "huizhen.db")
    return Backend(f"sqlite:///{disk}/huizhen.db", f"file:{disk}/objects")


# Only the spool is, when database and objects have machines of their own.
HOLD = {True: on_the_disk, False: lambda backend, disk: backend}


async def only_uploads_wait(ward: Ward) -> None:
    """Two files that each have room come up to the reserve together, and no further."""
    async with ward.here.http("county.doctor") as doctor:
        large = [Sending(file_of(LARGE, seed), ward.case) for seed in (1, 2)]
        for one in large:
            assert await one.begin(doctor) == 201
        while large[0].told < LARGE - CHUNK:
            assert (await large[0].patch(doctor, large[0].told, CHUNK)).status_code == 204
        while (answer := await large[1].patch(doctor, large[1].told, CHUNK)).status_code == 204:
            assert sum(one.told for one in large) <= DISK - RESERVE
        assert refusal(answer) == (507, "upload.disk_reserved")
        assert await large[1].ask(doctor) >= large[1].told
        assert await Sending(file_of(MIB, 3), ward.case).begin(doctor) == 507
        assert await parts(ward.here) == (200, {"spool": "upload.disk_reserved"})
        await ward.sign()
        await talk(ward)
        for one in large:
            assert (await doctor.delete(one.url, headers=TUS)).status_code == 204


async def everything_waits(ward: Ward) -> None:
    """Not one byte is left: each refusal is typed, and what is acknowledged is kept."""
    async with ward.here.http("county.doctor") as doctor:
        answer = await until_refused(ward, doctor)
        assert refusal(answer) == (503, "database.unavailable")
        assert "Retry-After" in answer.headers
        assert await Sending(file_of(1000, 5), ward.case).begin(doctor) == 507
        status, troubles = await parts(ward.here)
        assert (status, "spool" in troubles) == (503, True)
        talking = asyncio.create_task(ward.talker.run())
        await ward.say(50)
        await ward.talker.until(
            lambda: not ward.talker.outbox or "database.unavailable" in ward.talker.refused
        )
        talking.cancel()
        await asyncio.gather(talking, return_exceptions=True)


async def until_refused(ward: Ward, doctor: httpx2.AsyncClient) -> httpx2.Response:
    while True:
        answer = await doctor.post("/api/v1/cases", json=ward.here.served.emergency())
        if not answer.is_success:
            return answer
        ward.opened.append(answer.json()["id"])


def refusal(answer: httpx2.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


@contextmanager
def filled(disk: Path) -> Iterator[None]:
    """Every byte taken, also by what was freed meanwhile."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (MIB, 4096, 1):
            try:
                while True:
                    file.write(bytes(size))
            except OSError as error:
                assert error.errno == errno.ENOSPC  # noqa: PT017
    yield
    filler.unlink()


@pytest.mark.both_backends
@pytest.mark.crash
@pytest.mark.slow
def test_no_write_of_an_upload_minds_a_full_disk(backend: Backend, tmp_path: Path) -> None:
    """ENOSPC at every line that writes, once: 507, and the next try goes on."""

    async def story() -> None:
        async with installed(backend, tmp_path, HUIZHEN_FAILPOINTS=",".join(WRITES)) as here:
            ward = Ward(here, random.Random(4))
            await ward.come()
            await here.start()
            sending = Sending(file_of(5 * 100_000, 6), ward.case)
            ward.sent.append(sending)
            async with here.http("county.doctor") as doctor:
                while await sending.begin(doctor) != 201:
                    assert sending.answers == [507]
                while (offset := await sending.ask(doctor)) < len(sending.data):
                    answer = await sending.patch(doctor, offset, 100_000)
                    assert answer.status_code in (204, 507)
                await all_finished(here)
                assert await sending.ask(doctor) == len(sending.data)
            assert sending.answers.count(507) == 4
            await until(lambda: spool_is_empty(here))
            await ward.find_all()

    asyncio.run(story())


def spool_is_empty(here: Installation) -> bool:
    return list(here.spool.iterdir()) == []
