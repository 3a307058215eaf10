"""Who may open a socket and enter a room, and how soon that ends when it ends."""

from __future__ import annotations

from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import InvalidStatus

from consult.access.system import SYSTEM
from consult.actions.network import sessions, tokens
from consult.actions.network.roles import RevokeRole, revoke_role
from consult.actions.rooms import membership
from consult.actions.work import Work
from consult.rooms.protocol.limits import LIMITS
from server.security.auth.identity import TOKEN_PREFIX, digest
from tests.fixtures.backends import Backend
from tests.fixtures.live import SOCKETS, Site, on_site

SOON = 5.0
ELSEWHERE = "https://evil.example"


@pytest.fixture
def here(sqlite_url: str, files_url: str) -> Backend:
    return Backend(sqlite_url, files_url)


# ---- opening


@pytest.mark.parametrize("origin", [ELSEWHERE, "null", None])
def test_a_foreign_page_gets_no_socket(here: Backend, tmp_path: Path, origin: str | None) -> None:
    async def story(site: Site) -> None:
        cookie = await site.log_in("county.doctor")
        with pytest.raises(InvalidStatus) as refused:
            async with site.socket(cookie, origin=origin):
                pass
        assert refused.value.response.status_code == 403

    on_site(here, tmp_path, story)


@pytest.mark.parametrize("cookie", [None, "guessed"])
def test_without_a_session_the_page_is_told_so(
    here: Backend, tmp_path: Path, cookie: str | None
) -> None:
    async def story(site: Site) -> None:
        async with site.socket(cookie) as client:
            assert await client.closed() == 4501

    on_site(here, tmp_path, story)


def test_without_our_subprotocol_there_is_nothing_to_say(here: Backend, tmp_path: Path) -> None:
    async def story(site: Site) -> None:
        cookie = await site.log_in("county.doctor")
        async with site.socket(cookie, subprotocols=None) as client:
            assert await client.closed() == 4500
        async with site.socket(cookie) as client:
            await client.say("hello", v=99)
            assert await client.closed() == 4500

    on_site(here, tmp_path, story)


@pytest.mark.parametrize(
    ("scope", "origin", "outcome"),
    [("api", None, None), ("api", "ours", None), ("api", ELSEWHERE, 403), ("uploads", None, 4501)],
)
def test_a_program_comes_with_its_token(
    here: Backend, tmp_path: Path, scope: str, origin: str | None, outcome: int | None
) -> None:
    async def story(site: Site) -> None:
        secret = f"{TOKEN_PREFIX}program"
        token = await site.uow.run(
            tokens.make_token,
            tokens.MakeToken(name="robot", token_sha256=digest(secret), scopes=(scope,)),
            actor=await site.actor("county.doctor"),
        )
        with_token: dict[str, Any] = {
            "headers": {"Authorization": f"Bearer {secret}"},
            "origin": origin,
        }
        if outcome == 403:
            with pytest.raises(InvalidStatus):
                async with site.socket(None, **with_token):
                    pass
            return
        async with site.socket(None, **with_token) as client:
            if outcome is not None:
                assert await client.closed() == outcome
                return
            assert (await client.hello())["user"] == site.served.people["county.doctor"]
            await site.uow.run(
                tokens.revoke_token,
                tokens.RevokeToken(token.id),
                actor=await site.actor("county.doctor"),
            )
            assert await client.closed(SOON) == 4501

    on_site(here, tmp_path, story)


def test_one_person_has_so_many_sockets(here: Backend, tmp_path: Path) -> None:
    async def story(site: Site) -> None:
        cookie = await site.log_in("county.doctor")
        async with site.at("county.doctor") as first:
            async with AsyncExitStack() as stack:
                for _ in range(LIMITS.connections):
                    last = await stack.enter_async_context(site.socket(cookie))
                assert await last.closed() == 4429
            await first.say("pong")
            assert first.socket.close_code is None

    on_site(here, tmp_path, story)


@pytest.mark.parametrize(
    ("data", "code"),
    [("{}", 4400), (b"\x01", 4400), ('{"t":"' + "x" * 70_000 + '"}', 1009)],
)
def test_what_is_no_frame_ends_it(
    here: Backend, tmp_path: Path, data: str | bytes, code: int
) -> None:
    async def story(site: Site) -> None:
        async with site.at("county.doctor") as client:
            await client.socket.send(data)
            assert await client.closed() == code

    on_site(here, tmp_path, story)


def test_a_restart_is_announced_and_spread(here: Backend, tmp_path: Path) -> None:
    async def story(site: Site) -> None:
        async with site.at("county.doctor") as client:
            await site.hub.stop()
            bye = await client.hear("bye")
            assert 0 <= bye["retry_ms"] <= 5000
            assert await client.closed() == 1012

    on_site(here, tmp_path, story)


@pytest.mark.skipif(SOCKETS is not None, reason="only our own carrier says bye first")
def test_a_server_told_to_stop_says_so_first(here: Backend, tmp_path: Path) -> None:
    async def story(site: Site) -> None:
        async with site.at("county.doctor") as client:
            site.stop()
            assert (await client.hear("bye"))["code"] == 1012
            assert await client.closed() == 1012

    on_site(here, tmp_path, story)


# ---- entering


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("county.doctor2", "policy.not_in_room"),
        ("county2.doctor", "room.not_found"),
        ("supervisor", "room.not_found"),
        ("admin", "room.not_found"),
    ],
)
def test_only_members_enter(backend: Backend, tmp_path: Path, who: str, code: str) -> None:
    async def story(site: Site) -> None:
        room = await site.room()
        async with site.at(who) as client:
            await client.say("join", id="j1", room=room, after=0)
            err = await client.hear("err", id="j1")
            assert (err["code"], err["status"], err["room"]) == (code, 4503, room)
            await client.pub(room, "1", "let me in")
            assert (await client.hear("nack"))["code"] == "room.not_joined"
        assert not any(f["t"] in ("msg", "joined") for f in client.heard)

    on_site(backend, tmp_path, story)


def test_who_stepped_in_may_enter(here: Backend, tmp_path: Path) -> None:
    async def story(site: Site) -> None:
        room = await site.room()
        await site.uow.run(
            membership.enter_room,
            membership.EnterRoom(room),
            actor=await site.actor("county.doctor2"),
        )
        async with site.at("county.doctor2") as client:
            await client.join(room)
            await client.pub(room, "1", "good evening")
            await client.hear("ack", cmid="1")

    on_site(here, tmp_path, story)


# ---- and out again


@pytest.mark.both_backends
def test_a_closed_session_closes_its_socket(backend: Backend, tmp_path: Path) -> None:
    async def story(site: Site) -> None:
        async with site.at("county.doctor") as client, site.at("cardiologist") as other:
            session = await _session(site, "county.doctor")
            await site.uow.run(
                sessions.end_session,
                sessions.EndSession(session),
                actor=await site.actor("county.doctor"),
            )
            assert await client.closed(SOON) == 4501
            await other.say("pong")
            assert other.socket.close_code is None

    on_site(backend, tmp_path, story)


def test_a_session_closed_by_another_process(here: Backend, tmp_path: Path) -> None:
    async def story(site: Site) -> None:
        async with site.at("county.doctor") as client, site.elsewhere() as uow:
            session = await _session(site, "county.doctor")
            await uow.run(
                sessions.end_session,
                sessions.EndSession(session),
                actor=await site.actor("county.doctor"),
            )
            assert await client.closed(SOON) == 4501

    on_site(here, tmp_path, story)


async def _session(site: Site, who: str) -> str:
    person = site.served.people[who]
    held = await site.uow.look(lambda store: store.sessions.list(person_id=person))
    return held[0].id


@pytest.mark.parametrize("where", ["here", "elsewhere"])
def test_a_role_taken_away_ends_the_room(here: Backend, tmp_path: Path, where: str) -> None:
    async def story(site: Site) -> None:
        room = await site.room()
        async with site.at("cardiologist") as client, site.elsewhere() as far:
            await client.join(room)
            roles = (await site.actor("cardiologist")).roles
            uow = site.uow if where == "here" else far
            await uow.run(revoke_role, RevokeRole(role_id=roles[0].id), actor=SYSTEM)
            err = await client.hear("err", room=room, within=SOON)
            assert err["status"] == 4503
            await site.post("county.doctor", room, ["after"])
            await client.pub(room, "1", "am I still here?")
            assert (await client.hear("nack"))["code"] == "room.not_joined"
            assert not any(m["cmid"] == "after" for m in client.said(room))

    on_site(here, tmp_path, story)


def test_a_member_dismissed_hears_no_more(here: Backend, tmp_path: Path) -> None:
    async def story(site: Site) -> None:
        room = await site.room()
        expert = site.served.people["cardiologist"]
        async with site.at("cardiologist") as client, site.at("county.doctor") as county:
            await county.join(room)
            await client.join(room)
            await county.hear("pres", join=[expert])
            await site.uow.run(dismiss, (room, expert), actor=SYSTEM)
            err = await client.hear("err", room=room, within=SOON)
            assert (err["code"], err["status"]) == ("policy.not_in_room", 4503)
            assert (await county.hear("pres", leave=[expert]))["room"] == room

    on_site(here, tmp_path, story)


def test_a_message_refused_by_the_policy_is_recorded(here: Backend, tmp_path: Path) -> None:
    """Written between the dismissal and our hearing of it: the transaction itself refuses."""

    async def story(site: Site) -> None:
        room = await site.room()
        expert = site.served.people["cardiologist"]
        async with site.at("cardiologist") as client, site.elsewhere() as far:
            await client.join(room)
            await far.run(dismiss, (room, expert), actor=SYSTEM)
            await client.pub(room, "late", "just after")
            nack = await client.hear("nack", cmid="late", within=SOON)
            assert (nack["code"], nack["retry"]) == ("policy.not_in_room", False)
        denied = await site.uow.look(lambda store: store.audit.list(outcome="denied"))
        assert [(row.action, row.actor) for row in denied] == [("post_messages", expert)]

    on_site(here, tmp_path, story)


def dismiss(work: Work, cmd: tuple[str, str]) -> None:
    membership.dismiss(work, *cmd)
