"""Uploads over lines that are cut, dead, half closed; and past a worker that is killed."""

from __future__ import annotations

import asyncio
import os
import random
import signal
from pathlib import Path

import httpx2
import pytest

from server.uploads.receive import WRITE_AT
from tests.chaos.proxy import chaos
from tests.chaos.tus import GONE, TUS, Sending, file_of
from tests.chaos.waiting import until
from tests.factories.ecg import dicom_12_lead, scp_ecg
from tests.fixtures.backends import Backend
from tests.fixtures.figures import Figures
from tests.fixtures.live import Site, on_site

CUTS = 300 if os.environ.get("HUIZHEN_SOAK") else 6
SIZE = 3_000_000
CHUNK = 512 * 1024  # what the web app sends in one request


@pytest.fixture
def here(sqlite_url: str, files_url: str) -> Backend:
    return Backend(sqlite_url, files_url)


async def browser(site: Site, port: int = 0) -> httpx2.AsyncClient:
    port = port or int(site.url.rpartition(":")[2])
    return httpx2.AsyncClient(
        base_url=f"http://127.0.0.1:{port}",
        cookies={"huizhen_session": await site.log_in("county.doctor")},
        headers={"Origin": site.url},
        timeout=60,
    )


async def go_on(sending: Sending, http: httpx2.AsyncClient) -> int:
    """Ask, and send the rest; returns the offset the server agreed to go on from."""
    answer = await sending.patch(http, offset := await sending.ask(http))
    while answer.status_code in (409, 423):  # an older request was still letting go
        answer = await sending.patch(http, offset := await sending.ask(http))
    assert answer.status_code == 204, answer.text
    return offset


def spooled(site: Site, sending: Sending) -> int:
    assert site.services.uploads is not None
    return site.services.uploads.spool.size(sending.url.rpartition("/")[2]) or 0


@pytest.mark.crash
def test_a_cut_line_costs_at_most_one_piece(
    backend: Backend, tmp_path: Path, figures: Figures
) -> None:
    """Cut at any byte, in order or by a reset that takes what was under way with it."""

    async def story(site: Site) -> None:
        luck = random.Random()
        case, _, _ = await site.open_case()
        most = 0
        port = int(site.url.rpartition(":")[2])
        async with chaos(port) as proxy, await browser(site) as straight:
            for count in range(CUTS):
                sending = Sending(file_of(SIZE, count), case)
                await sending.begin(straight)
                proxy.cut_after(luck.randrange(1000, SIZE), reset=bool(count % 2))
                async with await browser(site, proxy.port) as line:
                    with pytest.raises(GONE):
                        await sending.send(line, CHUNK)
                # On a slow machine a kept connection may end by age, and the client opens another.
                told, arrived = sending.told, sum(link.up for link in proxy.links)
                proxy.links.clear()
                offset = await go_on(sending, straight)
                assert told <= offset <= arrived
                assert arrived - offset <= CHUNK + 8 * 1024  # headers among them
                most = max(most, arrived - offset)
                assert sending.state == "stored"
                assert await sending.original(straight) == sending.data
        figures(f"{CUTS} cuts of {SIZE} bytes: at most {most} bytes sent twice, all files whole")

    on_site(backend, tmp_path, story)


@pytest.mark.both_backends
@pytest.mark.crash
def test_a_newer_request_takes_over_from_a_dead_line(backend: Backend, tmp_path: Path) -> None:
    async def story(site: Site) -> None:
        case, _, _ = await site.open_case()
        sending = Sending(file_of(SIZE, 1), case)
        port = int(site.url.rpartition(":")[2])
        async with chaos(port) as proxy, await browser(site) as straight:
            await sending.begin(straight)
            proxy.rate = 4_000_000
            async with await browser(site, proxy.port) as line:
                dead = asyncio.create_task(sending.patch(line, 0))
                await until(lambda: spooled(site, sending) > WRITE_AT)
                proxy.stall()
                assert 0 < await go_on(sending, straight) < SIZE
                assert sending.state == "stored"
                assert await sending.original(straight) == sending.data
                assert not dead.done()
                dead.cancel()
                await asyncio.gather(dead, return_exceptions=True)

    on_site(backend, tmp_path, story)


@pytest.mark.crash
def test_who_is_taken_over_is_told_so(here: Backend, tmp_path: Path) -> None:
    """Two pages send the same file: the older one is stopped, and neither spoils the bytes."""

    async def story(site: Site) -> None:
        case, _, _ = await site.open_case()
        sending = Sending(file_of(SIZE, 2), case)
        port = int(site.url.rpartition(":")[2])
        async with chaos(port) as proxy, await browser(site) as straight:
            await sending.begin(straight)
            proxy.rate = 4_000_000
            async with await browser(site, proxy.port) as line:
                older = asyncio.create_task(sending.patch(line, 0))
                await until(lambda: spooled(site, sending) > WRITE_AT)
                newer = [sending.patch(straight, 0) for _ in range(3)]
                answers = await asyncio.gather(*newer)
                proxy.rate = None
                assert (await older).status_code == 423
                assert {answer.status_code for answer in answers} <= {409, 423}
            await go_on(sending, straight)
            assert await sending.original(straight) == sending.data

    on_site(here, tmp_path, story)


@pytest.mark.crash
def test_a_line_that_is_closed_in_mid_body_keeps_what_came(here: Backend, tmp_path: Path) -> None:
    async def story(site: Site) -> None:
        case, _, _ = await site.open_case()
        sending = Sending(file_of(SIZE, 3), case)
        port = int(site.url.rpartition(":")[2])
        async with chaos(port) as proxy, await browser(site) as straight:
            await sending.begin(straight)
            proxy.rate = 4_000_000
            async with await browser(site, proxy.port) as line:
                torn = asyncio.create_task(sending.patch(line, 0))
                await until(lambda: spooled(site, sending) > WRITE_AT)
                proxy.half_close()
                await asyncio.gather(torn, return_exceptions=True)
            assert await go_on(sending, straight) >= WRITE_AT
            assert await sending.original(straight) == sending.data

    on_site(here, tmp_path, story)


@pytest.mark.crash
def test_bytes_that_vanished_from_the_spool_are_never_made_up(
    here: Backend, tmp_path: Path
) -> None:
    """The disk was exchanged: the sender is told to begin again, nothing is filled with zeros."""

    async def story(site: Site) -> None:
        case, _, _ = await site.open_case()
        assert site.services.uploads is not None
        spool = site.services.uploads.spool
        for gone in (False, True):
            sending = Sending(file_of(100_000, 4), case)
            async with await browser(site) as http:
                await sending.begin(http)
                await sending.patch(http, 0, 60_000)
                path = spool.path(sending.url.rpartition("/")[2])
                if gone:
                    path.unlink()
                else:
                    os.truncate(path, 10)
                assert (await sending.patch(http, 60_000)).status_code == 404
                assert (await http.head(sending.url, headers=TUS)).status_code == 404
                sending.url = ""
                await sending.send(http)
                assert await sending.original(http) == sending.data

    on_site(here, tmp_path, story)


@pytest.mark.crash
def test_a_recording_is_read_even_when_the_worker_is_killed_over_it(
    backend: Backend, tmp_path: Path
) -> None:
    """The out-of-memory killer took the worker: that is not the file's fault."""

    async def story(site: Site) -> None:
        case, _, _ = await site.open_case()
        async with await browser(site) as http:
            await Sending(scp_ecg(), case, name="warm.scp").send(http)
            [worker] = site.services.intake.pids
            os.kill(worker, signal.SIGSTOP)
            sending = Sending(dicom_12_lead(), case, name="ecg.dcm")
            going = asyncio.create_task(sending.send(http))
            await until(lambda: _workspace(site).exists() or going.done())
            os.kill(worker, signal.SIGKILL)
            await going
            assert sending.state == "stored"
            found = await http.head(sending.url, headers=TUS)
            assert found.headers["Upload-Item"].startswith("ecg:")
            assert await sending.original(http) == sending.data

    def _workspace(site: Site) -> Path:
        found = list(site.services.settings.spool_dir.glob("*.work/derived"))
        return found[0] if found else Path("/nowhere")

    on_site(backend, tmp_path, story)
