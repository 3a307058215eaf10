"""Devices: a one-time ticket in place of cookie and token, and the client script for programs."""

from __future__ import annotations

import asyncio
import os
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus

from consult.actions.network import sessions, tokens
from server.security.auth.identity import digest, new_secret
from tests.fixtures.backends import Backend
from tests.fixtures.live import Site, on_site

SCRIPT = Path(__file__).resolve().parents[3] / "examples" / "room_client.py"


async def ticket_of(site: Site, who: str) -> str:
    """As `POST /api/v1/ws-ticket` issues it, of a login."""
    cookie, secret = await site.log_in(who), new_secret()
    session = await site.uow.look(lambda store: store.sessions.find(token_sha256=digest(cookie)))
    assert session is not None
    issue = sessions.IssueTicket(digest(secret), session.id, None)
    await site.uow.run(sessions.issue_ticket, issue, actor=await site.actor(who))
    return secret


def test_a_ticket_opens_one_socket_once(backend: Backend, tmp_path: Path) -> None:
    async def story(site: Site) -> None:
        room = await site.room()
        ticket = await ticket_of(site, "county.doctor")
        async with site.socket(None, origin=None) as device:
            await device.say("hello", v=1, ticket=ticket)
            assert (await device.hear("welcome"))["user"] == site.served.people["county.doctor"]
            await device.join(room)
            await device.pub(room, "d-1", "from the device")
            await device.hear("ack", cmid="d-1")
        async with site.socket(None, origin=None) as again:
            await again.say("hello", v=1, ticket=ticket)
            assert await again.closed() == 4501

    on_site(backend, tmp_path, story)


def test_a_ticket_ends_with_the_login_it_was_made_by(
    sqlite_url: str, files_url: str, tmp_path: Path
) -> None:
    async def story(site: Site) -> None:
        ticket = await ticket_of(site, "county.doctor")
        async with site.socket(None, origin=None) as device:
            await device.say("hello", v=1, ticket=ticket)
            await device.hear("welcome")
            actor = await site.actor("county.doctor")
            mine = await site.uow.look(lambda store: store.sessions.list(person_id=actor.person_id))
            end = sessions.EndSession(mine[0].id)
            await site.uow.run(sessions.end_session, end, actor=actor)
            assert await device.closed() == 4501

    on_site(Backend(sqlite_url, files_url), tmp_path, story)


@pytest.mark.parametrize("hello", [{"v": 1}, {"v": 1, "ticket": "x" * 43}])
def test_without_a_good_ticket_a_device_is_nobody(
    sqlite_url: str, files_url: str, tmp_path: Path, hello: dict[str, object]
) -> None:
    async def story(site: Site) -> None:
        async with site.socket(None, origin=None) as device:
            await device.say("hello", **hello)
            assert await device.closed() == 4501
        with pytest.raises(InvalidStatus):
            async with site.socket(await site.log_in("county.doctor"), origin=None):
                pass

    on_site(Backend(sqlite_url, files_url), tmp_path, story)


def test_a_ticket_is_good_for_half_a_minute(
    sqlite_url: str, files_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions, "TICKET_LIFE", timedelta(0))

    async def story(site: Site) -> None:
        ticket = await ticket_of(site, "county.doctor")
        async with site.socket(None, origin=None) as device:
            await device.say("hello", v=1, ticket=ticket)
            assert await device.closed() == 4501

    on_site(Backend(sqlite_url, files_url), tmp_path, story)


def test_the_client_script_joins_and_talks(sqlite_url: str, files_url: str, tmp_path: Path) -> None:
    async def story(site: Site) -> None:
        room, secret = await site.room(), "hz_" + new_secret()
        make = tokens.MakeToken(name="script", token_sha256=digest(secret), scopes=("api",))
        await site.uow.run(tokens.make_token, make, actor=await site.actor("county.doctor"))
        script = await asyncio.create_subprocess_exec(
            *(sys.executable, str(SCRIPT), site.url, room),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env=os.environ | {"HUIZHEN_TOKEN": secret, "NO_PROXY": "127.0.0.1"},
        )
        assert script.stdin is not None
        assert script.stdout is not None
        async with site.at("cardiologist") as expert:
            await expert.join(room)
            script.stdin.write("V1–V4 抬高\n".encode())
            heard = await expert.hear("msg", within=60, body={"text": "V1–V4 抬高"})
            await expert.pub(room, "answer", "Lyse now.")
            async with asyncio.timeout(60):
                while b"Lyse now." not in await script.stdout.readline():
                    pass
            script.stdin.close()
            await script.wait()
            assert heard["from"] == site.served.people["county.doctor"]

    on_site(Backend(sqlite_url, files_url), tmp_path, story)
