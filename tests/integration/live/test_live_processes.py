"""Two server processes of one installation, with NATS between them, and without."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from consult.access.system import SYSTEM
from consult.actions.rooms.membership import dismiss as dismiss_member
from consult.actions.work import Work
from consult.events import Delivery
from consult.rooms.protocol import replies
from consult.rooms.room import RoomEvent
from server.live import hub as hub_module
from server.live import neighbours
from server.live.bus.news import News
from storage.database.unit_of_work import system_clock
from tests.fixtures.backends import Backend
from tests.fixtures.live import Client, Site, on_two_sites
from tests.fixtures.nats import NatsServer

pytestmark = pytest.mark.both_backends

NEVER = 10**6


def dismiss(work: Work, cmd: tuple[str, str]) -> None:
    dismiss_member(work, *cmd)


@pytest.fixture
def no_polls(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever arrives came over the bus."""
    monkeypatch.setattr(hub_module, "POLL_HEADS_EVERY", NEVER)
    monkeypatch.setattr(hub_module, "LOOK_AGAIN_EVERY", NEVER)


async def both_in(stack: AsyncExitStack, one: Site, two: Site, room: str) -> tuple[Client, Client]:
    """The county doctor by one process, the cardiologist by the other, each seeing the other."""
    county = await stack.enter_async_context(one.at("county.doctor"))
    await county.join(room, await one.head(room))
    expert = await stack.enter_async_context(two.at("cardiologist"))
    await expert.join(room, await two.head(room))
    await county.hear("pres", room=room, join=[one.served.people["cardiologist"]])
    return county, expert


async def connected(*sites: Site) -> None:
    async with asyncio.timeout(20):
        await asyncio.gather(*(_ready(site) for site in sites))


async def _ready(site: Site) -> None:
    while not site.hub.neighbours.bus.connected:  # noqa: ASYNC110 - nothing tells
        await asyncio.sleep(0.02)


async def typing_crosses(county: Client, expert: Client, room: str) -> None:
    """Said again until it is heard: a word may be lost."""
    async with asyncio.timeout(20):
        while True:
            await county.say("typing", room=room, on=True)
            try:
                await expert.hear("typing", room=room, within=0.3)
                return
            except TimeoutError:
                continue


@pytest.mark.usefixtures("no_polls")
def test_people_at_two_processes_are_in_one_room(
    backend: Backend, nats_server: NatsServer, tmp_path: Path
) -> None:
    async def story(one: Site, two: Site) -> None:
        await connected(one, two)
        room = await one.room()
        me, other = one.served.people["county.doctor"], one.served.people["cardiologist"]
        async with AsyncExitStack() as stack:
            county, expert = await both_in(stack, one, two, room)
            await county.pub(room, "over", "V1–V4 抬高")
            heard = await expert.hear("msg", cmid="over")
            assert heard["body"] == {"text": "V1–V4 抬高"}
            await expert.say("read", room=room, seq=heard["seq"])
            assert (await county.hear("read", room=room))["who"] == other
            await expert.say("typing", room=room, on=True)
            assert (await county.hear("typing", room=room))["who"] == other
            await county.say("ptr", room=room, i="ecg", x=0.5, y=2)
            assert (await expert.hear("ptr", room=room))["x"] == 0.5
            await county.say("present", room=room, on=True)
            assert (await expert.hear("presenter", room=room))["who"] == me
            await county.say("state", room=room, k="view", clk=1, v={"page": 2})
            state = await expert.hear("state", room=room)
            assert (state["by"], state["clk"], state["v"]) == (me, 1, {"page": 2})
            await expert.say("loading", room=room, percent=34)
            assert (await county.hear("loading", room=room))["percent"] == 34
            await expert.say("state", room=room, k="view", clk=9, v={})
            assert (await expert.hear("err", room=room))["code"] == "room.not_presenting"
            async with two.at("county.doctor") as late:
                joined = await late.join(room)
                assert sorted(joined["online"]) == sorted([me, other])
                assert (joined["presenter"], joined["state"][0]["v"]) == (me, {"page": 2})
        async with one.at("county.doctor") as again, asyncio.timeout(60):
            while not (left := await again.join(room))["state"]:
                pass  # it is being stored
            assert (left["presenter"], left["state"][0]["v"]) == (None, {"page": 2})

    on_two_sites(backend, tmp_path, nats_server.url, story)


@pytest.mark.usefixtures("no_polls")
@pytest.mark.parametrize("secret", ["ours", "another"])
def test_what_was_said_comes_along_for_who_can_open_it(
    secret: str, sqlite_url: str, files_url: str, nats_server: NatsServer, tmp_path: Path
) -> None:
    reads: list[int] = []

    async def story(one: Site, two: Site) -> None:
        await connected(one, two)
        room = await one.room()
        async with AsyncExitStack() as stack:
            county, expert = await both_in(stack, one, two, room)
            channel = two.hub.channels[room]
            read = channel.read

            async def counted(room_id: str, after: int, limit: int) -> Sequence[RoomEvent]:
                reads.append(after)
                return await read(room_id, after, limit)

            channel.read = counted
            if secret == "another":
                two.hub.neighbours._news = News("of another installation")
            for cmid in ("a", "b", "c"):
                await county.pub(room, cmid, "血压 60/40")
                assert (await expert.hear("msg", cmid=cmid))["body"] == {"text": "血压 60/40"}

    on_two_sites(Backend(sqlite_url, files_url), tmp_path, nats_server.url, story)
    assert len(reads) == (0 if secret == "ours" else 3)


@pytest.mark.usefixtures("no_polls")
def test_rights_lists_and_calls_cross_processes(
    sqlite_url: str, files_url: str, nats_server: NatsServer, tmp_path: Path
) -> None:
    async def story(one: Site, two: Site) -> None:
        await connected(one, two)
        room = await one.room()
        expert = one.served.people["cardiologist"]
        async with two.at("cardiologist") as client:
            await client.join(room)
            case, _, _ = await one.open_case()
            await client.hear("note", topic=f"org:{one.served.orgs['liaocheng']}")
            call = Delivery(
                id="1", subject="q", kind="call", step="1", payload={"case_id": case},
                due_at=system_clock(),
            )  # fmt: skip
            assert one.hub.alarm([expert], replies.alarm(call)) == 0
            assert (await client.hear("alarm"))["case_id"] == case
            await one.uow.run(dismiss, (room, expert), actor=SYSTEM)
            assert (await client.hear("err", room=room))["status"] == 4503

    on_two_sites(Backend(sqlite_url, files_url), tmp_path, nats_server.url, story)


def test_without_nats_messages_arrive_later_and_the_rest_comes_back(
    backend: Backend, nats_server: NatsServer, tmp_path: Path
) -> None:
    async def story(one: Site, two: Site) -> None:
        await connected(one, two)
        room = await one.room()
        async with AsyncExitStack() as stack:
            county, expert = await both_in(stack, one, two, room)
            nats_server.kill()
            before = await one.head(room)
            for n in range(5):
                await county.pub(room, f"alone-{n}", "still")
                await county.hear("ack", cmid=f"alone-{n}")
            said = await expert.messages(room, before + 5)
            assert [m["cmid"] for m in said[-5:]] == [f"alone-{n}" for n in range(5)]
            nats_server.start()
            await typing_crosses(county, expert, room)
            async with two.at("county.doctor") as late:
                joined = await late.join(room)
                assert one.served.people["county.doctor"] in joined["online"]

    on_two_sites(backend, tmp_path, nats_server.url, story)


def test_a_server_starts_before_its_bus(
    sqlite_url: str, files_url: str, nats_server: NatsServer, tmp_path: Path
) -> None:
    nats_server.kill()

    async def story(one: Site, two: Site) -> None:
        room = await one.room()
        async with one.at("county.doctor") as county, two.at("cardiologist") as expert:
            await county.join(room)
            await expert.join(room)
            await county.pub(room, "early", "before there is a bus")
            await expert.hear("msg", cmid="early")
            nats_server.start()
            await typing_crosses(county, expert, room)

    on_two_sites(Backend(sqlite_url, files_url), tmp_path, nats_server.url, story)


def test_who_was_with_a_process_that_died_is_gone_after_a_while(
    sqlite_url: str,
    files_url: str,
    nats_server: NatsServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(neighbours, "LEASE_S", 0.5)
    monkeypatch.setattr(neighbours, "BEAT_S", 0.2)

    async def story(one: Site, two: Site) -> None:
        await connected(one, two)
        room = await one.room()
        async with AsyncExitStack() as stack:
            county, _ = await both_in(stack, one, two, room)
            await two.hub.neighbours.bus.stop()  # as if killed: no farewell
            left = await county.hear("pres", room=room)
            assert left["leave"] == [one.served.people["cardiologist"]]

    on_two_sites(Backend(sqlite_url, files_url), tmp_path, nats_server.url, story)
