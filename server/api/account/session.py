"""Logging in and out, and what the logged-in person is and may choose."""

from __future__ import annotations

from datetime import datetime

import msgspec
import structlog
from starlette.responses import Response

from consult.access.policy import Actor
from consult.actions.network.accounts import SetPassword, set_password
from consult.actions.network.people import ChooseLocale, choose_locale
from consult.actions.network.sessions import EndSession, StartSession, end_session, start_session
from consult.errors import Denied, Unauthenticated
from consult.network.people import Account, AccountStatus, Person
from consult.network.roles import RoleAssignment
from server.http import Body, Context, route
from server.http.encoding import json_response
from server.security.auth.confirm import check_own_password
from server.security.auth.identity import cookie_name, digest, new_secret
from server.security.auth.passwords import check_password
from storage.repositories.store import SqlStore
from storage.repositories.views.duty.mine import on_duty_until

_log = structlog.get_logger("huizhen.login")


class LogIn(Body, frozen=True):
    username: str
    password: str
    totp: str = ""


class NewPassword(Body, frozen=True):
    old: str
    new: str


class NewLocale(Body, frozen=True):
    locale: str


class MyRole(msgspec.Struct, frozen=True):
    role: str
    org_id: str
    org_name: str
    department_id: str | None
    department_name: str | None
    specialty: str | None


class MyPerson(msgspec.Struct, frozen=True):
    id: str
    name: str
    title: str
    phone: str
    locale: str
    specialties: tuple[str, ...]
    languages: tuple[str, ...]


class Me(msgspec.Struct, frozen=True):
    person: MyPerson
    username: str
    roles: list[MyRole]
    time_zone: str
    demo: bool
    must_change_password: bool
    idle_lock_minutes: int
    on_duty_until: datetime | None
    server_time: datetime


@route("POST", "/api/v1/session", body=LogIn, auth=False)
async def log_in(ctx: Context, body: LogIn) -> Response:
    """Begin a session. A wrong name and a wrong password cost and answer the same."""
    username = body.username.strip().casefold()[:100]
    services = ctx.services
    services.throttle.attempt(username, ctx.address, ctx.now)
    account = await ctx.look(lambda store: store.accounts.find(username=username))
    known = account.password_hash if account else None
    fits = await services.passwords.fits(known, body.password)
    if account is None or not fits or account.status is not AccountStatus.ACTIVE:
        # Not the name that was typed: now and then it is a password.
        _log.warning("login refused", trace=ctx.trace, account=account.id if account else None)
        raise Unauthenticated("session.wrong_password")
    services.throttle.succeed(username, ctx.address)
    secret = new_secret()
    await ctx.run(
        start_session,
        StartSession(
            account_id=account.id,
            token_sha256=digest(secret),
            user_agent=ctx.request.headers.get("user-agent", ""),
        ),
    )
    response = json_response(await ctx.look(lambda store: _me(store, account, ctx)))
    _set_cookie(ctx, response, secret)
    return response


@route("GET", "/api/v1/session", with_given_password=True)
async def who_am_i(ctx: Context) -> Me:
    """The caller, with the roles of this moment."""
    account = ctx.me.account
    if account is None:
        raise Denied("session.person_needed")
    return await ctx.look(lambda store: _me(store, account, ctx))


@route("DELETE", "/api/v1/session", with_given_password=True)
async def log_out(ctx: Context) -> Response:
    """End this session; its sockets close."""
    if ctx.me.session is None:
        raise Denied("session.person_needed")
    await ctx.run(end_session, EndSession(ctx.me.session.id))
    response = Response(status_code=204)
    _drop_cookie(ctx, response)
    return response


@route("PUT", "/api/v1/session/password", body=NewPassword, with_given_password=True)
async def change_password(ctx: Context, body: NewPassword) -> None:
    """Change one's own password; every other session of the account ends."""
    account = await check_own_password(ctx, body.old)
    check_password(body.new, account.username, "new")
    hashed = await ctx.services.passwords.hash(body.new)
    session = ctx.me.session
    await ctx.run(
        set_password,
        SetPassword(
            account_id=account.id,
            password_hash=hashed,
            keep_session=session.id if session else None,
        ),
    )


@route("PUT", "/api/v1/session/locale", body=NewLocale)
async def change_locale(ctx: Context, body: NewLocale) -> None:
    """The person's own language for screens, errors and papers."""
    await ctx.run(choose_locale, ChooseLocale(locale=body.locale))


def _me(store: SqlStore, account: Account, ctx: Context) -> Me:
    now = ctx.now
    person = store.people.get(account.person_id)
    roles = [role for role in store.roles.list(person_id=person.id) if role.active(now)]
    orgs = store.organizations.list(id=[role.org_id for role in roles])
    zones = {org.id: org.time_zone for org in orgs}
    return Me(
        person=_my_person(person),
        username=account.username,
        roles=_my_roles(store, roles, {org.id: org.name for org in orgs}),
        time_zone=zones[roles[0].org_id] if roles else "UTC",
        demo=account.demo,
        must_change_password=account.must_change_password,
        idle_lock_minutes=ctx.services.settings.idle_lock_minutes,
        on_duty_until=on_duty_until(store, Actor(person_id=person.id, roles=tuple(roles)), now),
        server_time=now,
    )


def _my_person(person: Person) -> MyPerson:
    return MyPerson(
        id=person.id,
        name=person.name,
        title=person.title,
        phone=person.phone,
        locale=person.locale,
        specialties=person.specialties,
        languages=person.languages,
    )


def _my_roles(
    store: SqlStore, roles: list[RoleAssignment], org_names: dict[str, str]
) -> list[MyRole]:
    wanted = [role.department_id for role in roles if role.department_id]
    departments = {each.id: each for each in store.departments.list(id=wanted)}
    found = [(role, departments.get(role.department_id or "")) for role in roles]
    return [
        MyRole(
            role=role.role,
            org_id=role.org_id,
            org_name=org_names[role.org_id],
            department_id=role.department_id,
            department_name=department.name if department else None,
            specialty=department.specialty if department else None,
        )
        for role, department in found
    ]


def _set_cookie(ctx: Context, response: Response, secret: str) -> None:
    settings = ctx.services.settings
    response.set_cookie(
        cookie_name(settings),
        secret,
        path="/",
        httponly=True,
        samesite="lax",
        secure=settings.https,
    )


def _drop_cookie(ctx: Context, response: Response) -> None:
    settings = ctx.services.settings
    response.delete_cookie(
        cookie_name(settings), path="/", httponly=True, samesite="lax", secure=settings.https
    )


ROUTES = (log_in, who_am_i, log_out, change_password, change_locale)
