"""What ends somebody's access ends it at once over HTTP, and within five seconds on open sockets.

Ended sessions and roles: tests/integration/live/test_live_access.py; here the rest of the ways.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import httpx2
import pytest

from consult.access.system import SYSTEM
from consult.actions.network import accounts, roles, sessions, tokens
from consult.network.people import Account
from consult.network.roles import RoleAssignment
from server.security.auth.identity import TOKEN_PREFIX, cookie_name, digest
from server.settings import Settings
from storage.database.unit_of_work import UnitOfWork
from storage.repositories.store import SqlStore
from tests.fixtures.backends import Backend
from tests.fixtures.live import Site, on_site

SOON = 5.0
WHO = "cardiologist"
TOKEN = f"{TOKEN_PREFIX}a-program-of-the-cardiologist"
Revoke = Callable[[Site, UnitOfWork], Awaitable[object]]


async def facts(site: Site) -> tuple[Account, RoleAssignment]:
    person = site.served.people[WHO]

    def read(store: SqlStore) -> tuple[Account, RoleAssignment]:
        return store.accounts.list(person_id=person)[0], store.roles.list(person_id=person)[0]

    return await site.uow.look(read)


async def disabled(site: Site, uow: UnitOfWork) -> None:
    account, role = await facts(site)
    cmd = accounts.DisableAccount(account_id=account.id, org_id=role.org_id)
    await uow.run(accounts.disable_account, cmd, actor=SYSTEM)


async def password_given(site: Site, uow: UnitOfWork) -> None:
    account, role = await facts(site)
    cmd = accounts.SetPassword(account_id=account.id, password_hash="x", org_id=role.org_id)
    await uow.run(accounts.set_password, cmd, actor=SYSTEM)


async def password_changed_elsewhere(site: Site, uow: UnitOfWork) -> None:
    account, _ = await facts(site)
    cmd = accounts.SetPassword(account_id=account.id, password_hash="x", keep_session="another")
    await uow.run(accounts.set_password, cmd, actor=await site.actor(WHO))


async def session_ended(site: Site, uow: UnitOfWork) -> None:
    person = site.served.people[WHO]
    [session] = await site.uow.look(lambda store: store.sessions.list(person_id=person))
    await uow.run(
        sessions.end_session, sessions.EndSession(session.id), actor=await site.actor(WHO)
    )


async def token_revoked(site: Site, uow: UnitOfWork) -> None:
    person = site.served.people[WHO]
    [token] = await site.uow.look(lambda store: store.tokens.list(person_id=person))
    cmd = tokens.RevokeToken(token.id)
    await uow.run(tokens.revoke_token, cmd, actor=await site.actor(WHO))


async def made_token(site: Site) -> None:
    cmd = tokens.MakeToken(name="program", token_sha256=digest(TOKEN), scopes=("api",))
    await site.uow.run(tokens.make_token, cmd, actor=await site.actor(WHO))


async def statuses(site: Site, cookie: str) -> tuple[int, int]:
    """What the session and the token are answered over HTTP."""
    name = cookie_name(Settings(public_url=site.url))
    async with httpx2.AsyncClient(base_url=site.url, trust_env=False) as http:
        by_session = await http.get("/api/v1/worklist", headers={"Cookie": f"{name}={cookie}"})
        by_token = await http.get("/api/v1/worklist", headers={"Authorization": f"Bearer {TOKEN}"})
    return by_session.status_code, by_token.status_code


@pytest.mark.parametrize("where", ["here", "in another process"])
@pytest.mark.parametrize(
    ("revoke", "left"),
    [
        (disabled, (401, 401)),
        (password_given, (401, 200)),
        (password_changed_elsewhere, (401, 200)),
        (session_ended, (401, 200)),
        (token_revoked, (200, 401)),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_access_ends(
    sqlite_url: str,
    files_url: str,
    tmp_path: Path,
    revoke: Revoke,
    left: tuple[int, int],
    where: str,
) -> None:
    async def story(site: Site) -> None:
        await made_token(site)
        cookie = await site.log_in(WHO)
        bearer = {"Authorization": f"Bearer {TOKEN}"}
        async with (
            site.socket(cookie) as screen,
            site.socket(None, origin=None, headers=bearer) as script,
            site.elsewhere() as far,
        ):
            await screen.hello()
            await script.hello()
            assert await statuses(site, cookie) == (200, 200)
            await revoke(site, site.uow if where == "here" else far)
            assert await statuses(site, cookie) == left
            for client, status in zip((screen, script), left, strict=True):
                if status == 401:
                    assert await client.closed(SOON) == 4501
                else:
                    await client.say("pong")
                    assert client.socket.close_code is None

    on_site(Backend(sqlite_url, files_url), tmp_path, story)


def test_a_role_that_ends_takes_its_reading_with_it(
    sqlite_url: str, files_url: str, tmp_path: Path
) -> None:
    async def story(site: Site) -> None:
        case, _, _ = await site.open_case()
        cookie = await site.log_in(WHO)
        name = cookie_name(Settings(public_url=site.url))
        async with httpx2.AsyncClient(
            base_url=site.url, trust_env=False, headers={"Cookie": f"{name}={cookie}"}
        ) as http:
            assert (await http.get(f"/api/v1/cases/{case}")).status_code == 200
            _, role = await facts(site)
            await site.uow.run(roles.revoke_role, roles.RevokeRole(role_id=role.id), actor=SYSTEM)
            assert (await http.get(f"/api/v1/cases/{case}")).status_code == 404

    on_site(Backend(sqlite_url, files_url), tmp_path, story)
