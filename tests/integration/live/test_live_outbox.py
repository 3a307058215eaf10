"""The specialist is told: notes for lists, and alarms out of the outbox."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from consult.actions.requests import answering
from consult.actions.requests.moves import Step
from consult.events import Delivery
from server.jobs.outbox import LEASE, OutboxJob
from storage.repositories.outgoing import outbox
from tests.fixtures.backends import Backend
from tests.fixtures.live import Site, on_site

pytestmark = pytest.mark.both_backends


@pytest.fixture
def here(sqlite_url: str, files_url: str) -> Backend:
    return Backend(sqlite_url, files_url)


async def rows(site: Site) -> list[Delivery]:
    """Calls of requests; what the ladder rings on its own: exchange/test_notify.py."""
    return list(await site.uow.look(lambda store: store.outbox.list(kind="call")))


def test_the_specialist_is_told_at_once(backend: Backend, tmp_path: Path) -> None:
    async def story(site: Site) -> None:
        async with site.at("cardiologist") as expert, site.at("cardiologist") as second_tab:
            case, request, _ = await site.open_case()
            for tab in (expert, second_tab):
                alarm = await tab.hear("alarm", kind="call")
                assert alarm["urgency"] == "emergency"
                assert (alarm["request_id"], alarm["case_id"]) == (request, case)
            # The ladder has come to them: nobody plans this hospital's duty, so to the whole list.
            assert (await expert.hear("alarm", kind="ring"))["request_id"] == request
            topic = f"org:{site.served.orgs['liaocheng']}"
            while not any(frame.get("topic") == topic for frame in expert.heard):
                await expert.hear("note")
            assert not any("patient" in str(frame) for frame in expert.heard)
            await site.hub.stop()
            assert await expert.closed() == 1012
        assert [one.attempts for one in await rows(site)] == [1]

    on_site(backend, tmp_path, story)


def test_nobody_else_is_called(here: Backend, tmp_path: Path) -> None:
    async def story(site: Site) -> None:
        async with (
            site.at("cardiologist") as expert,
            site.at("cardiologist2") as stranger,
            site.at("surgeon") as surgeon,
        ):
            await site.open_case()
            await expert.hear("alarm")
            _, _, room = await site.open_case()
            for other in (stranger, surgeon):
                await other.say("join", id=1, room=room)
                await other.hear("err", id=1)
                assert not any(f["t"] == "alarm" for f in other.heard)

    on_site(here, tmp_path, story)


def test_a_call_waits_for_someone_to_come(backend: Backend, tmp_path: Path) -> None:
    """Made while nobody of the list was there, perhaps before the server was started."""

    async def story(site: Site) -> None:
        async with site.elsewhere() as far:
            site.uow, here = far, site.uow
            _, request, _ = await site.open_case()
            site.uow = here
        assert [one.done_at for one in await rows(site)] == [None]
        async with site.at("cardiologist") as expert:
            assert (await expert.hear("alarm"))["request_id"] == request

    on_site(backend, tmp_path, story)


def test_a_call_nobody_needs_any_more_makes_no_sound(here: Backend, tmp_path: Path) -> None:
    async def story(site: Site) -> None:
        _, request, _ = await site.open_case()
        await site.uow.run(
            answering.take,
            Step(request_id=request),
            actor=await site.actor("cardiologist"),
        )
        async with site.at("cardiologist3") as other:
            _, second, _ = await site.open_case()
            assert (await other.hear("alarm", kind="ring"))["request_id"] == second
            alarms = [f for f in other.heard if f["t"] == "alarm"]
            assert {alarm["request_id"] for alarm in alarms} == {second}

    on_site(here, tmp_path, story)


def test_each_row_has_one_deliverer(backend: Backend, tmp_path: Path) -> None:
    """Two processes that see the same row: one claims it, one marks it done, once."""

    async def story(site: Site) -> None:
        await site.open_case()
        (row,) = await rows(site)
        database, now = site.uow.database, site.uow.clock()
        ids = [row.id]

        async def claim(who: str) -> set[str]:
            return await database.write(lambda conn: outbox.claim(conn, ids, who, now, LEASE))

        async def finish(who: str) -> set[str]:
            return await database.write(lambda conn: outbox.finish(conn, ids, who, now))

        assert [await claim("first"), await claim("second")] == [{row.id}, set()]
        due = await database.read(lambda conn: outbox.due(conn, now))
        assert row.id not in [one.delivery.id for one in due]
        done = [await finish(who) for who in ("second", "first", "first")]
        assert done == [set(), {row.id}, set()]

    on_site(backend, tmp_path, story)


def test_what_a_dead_process_held_is_delivered_by_another(here: Backend, tmp_path: Path) -> None:
    async def story(site: Site) -> None:
        await site.open_case()
        (row,) = await rows(site)
        long_ago = site.uow.clock() - timedelta(minutes=1)
        await site.uow.database.write(
            lambda conn: outbox.claim(conn, [row.id], "dead", long_ago, LEASE)
        )
        async with site.at("cardiologist") as expert:
            alarm = await expert.hear("alarm", kind="call")
            assert alarm["key"] == f"{row.subject}:call:{row.step}"
        assert [one.attempts for one in await rows(site)] == [2]

    on_site(here, tmp_path, story)


def test_a_second_look_delivers_nothing_twice(here: Backend, tmp_path: Path) -> None:
    async def story(site: Site) -> None:
        async with site.at("cardiologist") as expert:
            await site.open_case()
            first = await expert.hear("alarm", kind="call")
            await expert.hear("alarm", kind="ring")
            again = OutboxJob(site.uow, site.hub)
            assert await again.deliver_due() == 0
            await site.open_case()
            assert (await expert.hear("alarm", kind="call"))["key"] != first["key"]

    on_site(here, tmp_path, story)
