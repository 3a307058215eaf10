"""Somebody sets the server's clock by an hour, forward or back, while people are at work."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import httpx2
import pytest

from consult.actions.network.sessions import SESSION_LIFE
from storage.database.clock import SteadyClock
from storage.database.unit_of_work import new_id
from tests.chaos.tus import Sending, file_of
from tests.fixtures.backends import Backend
from tests.fixtures.live import Client, Site, free_socket, on_site, running
from tests.fixtures.server import Time

HOUR = timedelta(hours=1)


def set_by_hand(site: Site) -> Time:
    """The wall clock of a running server, to be moved."""
    time = Time()
    assert isinstance(site.uow.clock, SteadyClock)
    site.uow.clock.wall = time
    return time


async def browser(site: Site, who: str) -> httpx2.AsyncClient:
    cookies = {"huizhen_session": await site.log_in(who)}
    return httpx2.AsyncClient(base_url=site.url, cookies=cookies, headers={"Origin": site.url})


async def say(site: Site, client: Client, room: str) -> int:
    """A message, and its number."""
    cmid = new_id(site.uow.clock())
    await client.pub(room, cmid, "at any time")
    return int((await client.hear("ack", cmid=cmid))["seq"])


@pytest.mark.crash
@pytest.mark.parametrize("step", [pytest.param(HOUR, id="forward"), pytest.param(-HOUR, id="back")])
def test_a_step_of_the_clock_puts_nobody_out_and_reorders_nothing(
    backend: Backend, tmp_path: Path, step: timedelta
) -> None:
    async def story(site: Site) -> None:
        case, request, room = await site.open_case()
        async with (
            await browser(site, "county.doctor") as doctor,
            await browser(site, "cardiologist") as expert,
        ):
            assert (await expert.post(f"/api/v1/requests/{request}/take", json={})).is_success
            sending = Sending(file_of(100_000, 1), case)
            await sending.begin(doctor)
            await sending.patch(doctor, 0, 50_000)
            time = set_by_hand(site)
            async with site.at("county.doctor") as one, site.at("cardiologist") as other:
                told = []
                for client in (one, other):
                    await client.join(room)
                for moved in (timedelta(0), step, timedelta(0), -step, timedelta(0)):
                    time.moved += moved
                    await site.hub._look_again_at_all()
                    told += [await say(site, client, room) for client in (one, other)]
                    for person in (doctor, expert):
                        assert (await person.get(f"/api/v1/cases/{case}")).status_code == 200
                assert told == sorted(told)
                for client in (one, other):
                    seen = await client.messages(room, told[-1])
                    assert [msg["seq"] for msg in seen] == list(range(1, told[-1] + 1))
                    assert [msg["at"] for msg in seen] == sorted(msg["at"] for msg in seen)
            await sending.send(doctor)
            assert sending.state == "stored"

    on_site(backend, tmp_path, story)


@pytest.mark.crash
def test_a_clock_set_back_while_the_server_was_down_takes_no_rights(
    backend: Backend, tmp_path: Path
) -> None:
    """Who came in ten minutes ago is still in, though the clock says that is to come."""

    async def story(site: Site) -> None:
        set_by_hand(site).moved = HOUR
        room = await site.room()
        cookies = [await site.log_in(who) for who in ("county.doctor", "cardiologist")]
        with free_socket() as bound:
            async with running(site.served.settings, bound) as state:
                later = Site(site.served, state.services)
                for cookie in cookies:
                    later.url = f"http://127.0.0.1:{bound.getsockname()[1]}"
                    async with later.socket(cookie, origin=site.url) as client:
                        await client.hello()
                        await client.join(room)
                        assert await say(later, client, room) > 0

    on_site(backend, tmp_path, story)


@pytest.mark.crash
def test_what_ended_does_not_begin_again_and_what_lasts_does_not_end(
    backend: Backend, tmp_path: Path
) -> None:
    """A step of an hour costs a session of fourteen no more than that hour."""

    async def story(site: Site) -> None:
        time = set_by_hand(site)
        async with (
            await browser(site, "county.doctor") as early,
            await browser(site, "county.doctor2") as gone,
        ):
            time.moved = HOUR
            assert (await early.get("/api/v1/session")).status_code == 200
            time.moved = SESSION_LIFE + timedelta(minutes=1)
            assert (await gone.get("/api/v1/session")).status_code == 401
            async with await browser(site, "cardiologist") as late:
                time.moved -= HOUR
                assert (await gone.get("/api/v1/session")).status_code == 401
                assert (await late.get("/api/v1/session")).status_code == 200

    on_site(backend, tmp_path, story)


@pytest.mark.crash
def test_a_call_is_delivered_whatever_the_clock_does(backend: Backend, tmp_path: Path) -> None:
    """Made, and the clock is set back: it is not due an hour later."""

    async def story(site: Site) -> None:
        time = set_by_hand(site)
        case, _, _ = await site.open_case()
        time.moved = -HOUR
        async with site.at("cardiologist") as expert:
            assert (await expert.hear("alarm"))["case_id"] == case

    on_site(backend, tmp_path, story)
