"""From a cookie or a bearer token to a person with the roles of this moment."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from starlette.requests import HTTPConnection

from consult.access.policy import Actor
from consult.access.system import SYSTEM
from consult.actions.network.sessions import SEEN_EVERY, SeeSession, redeem_ticket, see_session
from consult.errors import Denied, Unauthenticated
from consult.network.people import Account, AccountStatus, ApiToken, LoginSession, Person
from server.services import Services, services_of
from server.settings import Settings
from storage.repositories.store import SqlStore

TOKEN_PREFIX = "hz_"  # noqa: S105 - marks our tokens for people and leak scanners
MAX_SECRET = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who asks: by a session (then with account) or by a token (then with its scopes)."""

    actor: Actor
    person: Person
    account: Account | None = None
    session: LoginSession | None = None
    token: ApiToken | None = None

    def require_scope(self, scope: str) -> None:
        """A token does only what it was made for; a session does everything its person may."""
        if self.token is not None and scope not in self.token.scopes:
            raise Denied("token.scope_missing", scope=scope)

    def require_own_password(self) -> None:
        if self.account is not None and self.account.must_change_password:
            raise Denied("account.must_change_password")


def new_secret() -> str:
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What is kept of a session's or token's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def cookie_name(settings: Settings) -> str:
    return "__Host-huizhen_session" if settings.https else "huizhen_session"


async def identify(
    connection: HTTPConnection, *, with_given_password: bool = False
) -> Identity | None:
    """Who a request or socket comes from; a bearer token wins, nobody is None.

    A bearer token that is unknown, ended or revoked raises Unauthenticated. A session whose
    password somebody else has set, and therefore knows, raises Denied unless the caller of this
    is one of the few things its owner needs to change it (`with_given_password`).
    """
    services = services_of(connection)
    now = services.now()
    secret, by_token = _secret(connection, services.settings)
    if not secret or len(secret) > MAX_SECRET:
        if by_token:
            raise Unauthenticated("session.bad_token")
        return None
    read = _by_token if by_token else _by_session
    found = await services.uow.look(lambda store: read(store, digest(secret), now))
    if found is None and by_token:
        raise Unauthenticated("session.bad_token")
    if found is not None and found.session is not None:
        await _seen(services, found, found.session, now)
    if found is not None and not with_given_password:
        found.require_own_password()
    return found


async def by_ticket(services: Services, ticket: str) -> Identity | None:
    """Whose one-time ticket of a socket this is; it is used up. Raises Unauthenticated."""
    now = services.now()
    found = await services.uow.run(redeem_ticket, digest(ticket), actor=SYSTEM)

    def holder(store: SqlStore) -> Identity | None:
        if found.session_id is not None:
            return _of_session(store, store.sessions.find(id=found.session_id), now)
        return _of_token(store, store.tokens.find(id=found.token_id), now)

    return await services.uow.look(holder)


def _secret(connection: HTTPConnection, settings: Settings) -> tuple[str, bool]:
    kind, _, credentials = connection.headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer":
        return credentials.strip(), True
    return connection.cookies.get(cookie_name(settings), ""), False


def _by_session(store: SqlStore, token_sha256: str, now: datetime) -> Identity | None:
    return _of_session(store, store.sessions.find(token_sha256=token_sha256), now)


def _of_session(store: SqlStore, session: LoginSession | None, now: datetime) -> Identity | None:
    if session is None or not session.live(now):
        return None
    account = store.accounts.get(session.account_id)
    if account.status is not AccountStatus.ACTIVE:
        return None
    actor = Actor(
        person_id=session.person_id,
        roles=tuple(store.roles.list(person_id=session.person_id)),
        session_id=session.id,
    )
    person = store.people.get(session.person_id)
    return Identity(actor=actor, person=person, account=account, session=session)


def _by_token(store: SqlStore, token_sha256: str, now: datetime) -> Identity | None:
    return _of_token(store, store.tokens.find(token_sha256=token_sha256), now)


def _of_token(store: SqlStore, token: ApiToken | None, now: datetime) -> Identity | None:
    if token is None or not token.live(now):
        return None
    actor = Actor(
        person_id=token.person_id,
        roles=tuple(store.roles.list(person_id=token.person_id)),
        scopes=frozenset(token.scopes),
    )
    return Identity(actor=actor, person=store.people.get(token.person_id), token=token)


async def _seen(services: Services, who: Identity, session: LoginSession, now: datetime) -> None:
    if now - session.seen_at >= SEEN_EVERY:
        await services.uow.run(see_session, SeeSession(session.id), actor=who.actor)
