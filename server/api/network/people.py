"""People of the network: who they are, what they may do, and their logins."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

from consult.actions.network.accounts import (
    DisableAccount,
    MakeAccount,
    SetPassword,
    disable_account,
    make_account,
    set_password,
)
from consult.actions.network.people import SavePerson, save_person
from consult.actions.network.roles import GrantRole, RevokeRole, grant_role, revoke_role
from consult.errors import Denied, NotFound
from consult.network.people import Person
from consult.network.roles import Role
from server.api.network.hospitals import Saved, given
from server.api.network.people_rows import PersonRow, people_rows
from server.api.network.readers import manages, manages_all, own_orgs, require_reader
from server.http import Body, Context, Instant, Paged, route
from server.http.context import page_of
from server.security.auth.passwords import check_password
from storage.repositories.store import SqlStore


class NewPerson(Body, frozen=True):
    org_id: str
    name: str
    locale: str = "zh-CN"
    title: str = ""
    phone: str = ""
    languages: tuple[str, ...] = ()
    specialties: tuple[str, ...] = ()
    licence_no: str = ""
    licence_valid_to: date | None = None


class PersonChange(Body, frozen=True):
    org_id: str | UnsetType = UNSET
    name: str | UnsetType = UNSET
    locale: str | UnsetType = UNSET
    title: str | UnsetType = UNSET
    phone: str | UnsetType = UNSET
    languages: list[str] | UnsetType = UNSET
    specialties: list[str] | UnsetType = UNSET
    licence_no: str | UnsetType = UNSET
    licence_valid_to: date | UnsetType | None = UNSET


class NewRole(Body, frozen=True):
    org_id: str
    role: Role
    department_id: str | None = None
    valid_to: Instant | None = None


class NewAccount(Body, frozen=True):
    org_id: str
    username: str
    password: str


class GivenPassword(Body, frozen=True):
    org_id: str
    password: str


class AccountChange(Body, frozen=True):
    org_id: str
    disabled: bool


@route("GET", "/api/v1/people")
async def list_people(ctx: Context) -> Paged[PersonRow]:
    """Colleagues at the caller's hospitals, `?org=&q=&after=&limit=`; logins for administrators."""
    require_reader(ctx)
    page = ctx.page
    rows = await ctx.look(
        lambda store: people_rows(
            store,
            org_id=ctx.query.get("org"),
            words=ctx.query.get("q", ""),
            visible=None if manages_all(ctx) else own_orgs(ctx),
            managed=lambda org_id: manages(ctx, org_id),
        )
    )
    return page_of(rows, page, key=lambda row: row.id)


@route("POST", "/api/v1/people", body=NewPerson, status=201)
async def create_person(ctx: Context, body: NewPerson) -> Saved:
    """A person; a role and a login come next."""
    values = msgspec.structs.asdict(body)
    cmd = SavePerson(**_tuples(values))
    return Saved((await ctx.run(save_person, cmd)).id)


@route("PATCH", "/api/v1/people/{id}", body=PersonChange)
async def change_person(ctx: Context, body: PersonChange) -> Saved:
    """Change what is given; `org_id` says for which hospital, by default the person's own."""
    require_reader(ctx)
    person_id, now = ctx.path["id"], ctx.now

    def read(store: SqlStore) -> tuple[Person, list[str]]:
        person = store.people.find(id=person_id)
        if person is None:
            raise NotFound("person")
        roles = store.roles.list(person_id=person_id)
        return person, [role.org_id for role in roles if role.active(now)]

    old, orgs = await ctx.look(read)
    managed = [org for org in (*orgs, *sorted(own_orgs(ctx))) if manages(ctx, org)]
    if body.org_id is UNSET and not managed:
        raise Denied("policy.not_your_hospital")
    values: dict[str, Any] = {"org_id": managed[0] if managed else ""}
    values |= asdict(old) | given(body)
    values["person_id"] = values.pop("id")
    return Saved((await ctx.run(save_person, SavePerson(**_tuples(values)))).id)


@route("POST", "/api/v1/people/{id}/roles", body=NewRole, status=201)
async def create_role(ctx: Context, body: NewRole) -> Saved:
    """A role of a person at a hospital; the same role twice is one."""
    values = msgspec.structs.asdict(body)
    cmd = GrantRole(person_id=ctx.path["id"], **values)
    return Saved((await ctx.run(grant_role, cmd)).id)


@route("DELETE", "/api/v1/roles/{id}")
async def end_role(ctx: Context) -> None:
    """End a role now."""
    await ctx.run(revoke_role, RevokeRole(role_id=ctx.path["id"]))


@route("POST", "/api/v1/people/{id}/account", body=NewAccount, status=201)
async def create_account(ctx: Context, body: NewAccount) -> Saved:
    """A login; its first password is to be changed by its owner."""
    check_password(body.password, body.username)
    _require_manager(ctx, body.org_id)
    cmd = MakeAccount(
        org_id=body.org_id,
        person_id=ctx.path["id"],
        username=body.username,
        password_hash=await ctx.services.passwords.hash(body.password),
        must_change_password=True,
    )
    return Saved((await ctx.run(make_account, cmd)).id)


@route("PUT", "/api/v1/accounts/{id}/password", body=GivenPassword)
async def give_password(ctx: Context, body: GivenPassword) -> None:
    """A new password for somebody who forgot theirs; every session of the account ends."""
    _require_manager(ctx, body.org_id)
    account_id = ctx.path["id"]
    account = await ctx.look(lambda store: store.accounts.get(account_id))
    check_password(body.password, account.username)
    hashed = await ctx.services.passwords.hash(body.password)
    cmd = SetPassword(account_id=account_id, password_hash=hashed, org_id=body.org_id)
    await ctx.run(set_password, cmd)


@route("PUT", "/api/v1/accounts/{id}/status", body=AccountChange)
async def change_account(ctx: Context, body: AccountChange) -> None:
    """Close a login, its sessions and tokens at once, or open it again."""
    cmd = DisableAccount(account_id=ctx.path["id"], org_id=body.org_id, disabled=body.disabled)
    await ctx.run(disable_account, cmd)


def _require_manager(ctx: Context, org_id: str) -> None:
    """Before the work of hashing; the action asks the policy again, in its transaction."""
    if not manages(ctx, org_id):
        raise Denied("policy.not_your_hospital")


def _tuples(values: dict[str, Any]) -> dict[str, Any]:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in values.items()}


ROUTES = (
    list_people,
    create_person,
    change_person,
    create_role,
    end_role,
    create_account,
    give_password,
    change_account,
)
