"""Logins, sessions and tokens. Secrets arrive here only as hashes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from consult.access.verbs import Verb
from consult.actions.network.people import belongs_here
from consult.actions.work import Work
from consult.errors import Denied, Duplicate, Invalid, NotFound, StaleVersion, Unauthenticated
from consult.events import AccessChanged
from consult.network.people import (
    TOKEN_SCOPES,
    Account,
    AccountStatus,
    ApiToken,
    LoginSession,
    SocketTicket,
)
from consult.network.roles import Role

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,62}")
SESSION_LIFE = timedelta(hours=14)
SEEN_EVERY = timedelta(minutes=5)


def clean_username(text: str) -> str:
    """Case-folded; raises Invalid unless it is 2–63 of a–z, 0–9, dot, dash, underscore."""
    name = text.strip().casefold()
    if not USERNAME.fullmatch(name):
        raise Invalid("account.bad_username", field="username")
    return name


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeAccount:
    """`org_id` is the hospital whose administrator gives the login."""

    org_id: str
    person_id: str
    username: str
    password_hash: str
    demo: bool = False
    must_change_password: bool = False


def make_account(work: Work, cmd: MakeAccount) -> Account:
    work.open_org(cmd.org_id, Verb.MANAGE_ORG)
    belongs_here(work, cmd.person_id, cmd.org_id)
    _works_somewhere(work, cmd.person_id)
    name = clean_username(cmd.username)
    if work.store.accounts.find(username=name) is not None:
        raise Duplicate("account.username_taken", field="username")
    account = Account(
        id=work.new_id(),
        person_id=cmd.person_id,
        username=name,
        password_hash=cmd.password_hash,
        demo=cmd.demo,
        must_change_password=cmd.must_change_password and not cmd.demo,
    )
    work.store.accounts.add(account)
    work.record("make_account", f"person:{cmd.person_id}", for_org=cmd.org_id)
    return account


def _works_somewhere(work: Work, person_id: str) -> None:
    """A hospital's administrator gives logins to who has a role there now, not to who may come."""
    if work.actor.orgs_with({Role.ADMIN}, work.now):
        return
    if not any(role.active(work.now) for role in work.store.roles.list(person_id=person_id)):
        raise Denied("account.needs_role")


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPassword:
    """By the owner (`org_id` None, the old password checked by the caller) or an administrator."""

    account_id: str
    password_hash: str
    org_id: str | None = None
    keep_session: str | None = None


def set_password(work: Work, cmd: SetPassword) -> Account:
    """Replace the password and end every other session of the account."""
    account = _account(work, cmd.account_id)
    if cmd.org_id is not None:
        work.open_org(cmd.org_id, Verb.MANAGE_ORG)
        belongs_here(work, account.person_id, cmd.org_id)
    elif account.person_id != work.actor.person_id:
        raise Denied("policy.not_allowed")
    changed = replace(
        account,
        password_hash=cmd.password_hash,
        must_change_password=cmd.org_id is not None and not account.demo,
    )
    work.store.accounts.save(changed)
    _end_sessions(work, account.id, keep=cmd.keep_session)
    work.record("set_password", f"person:{account.person_id}", for_org=cmd.org_id)
    return changed


@dataclass(frozen=True, slots=True, kw_only=True)
class DisableAccount:
    account_id: str
    org_id: str
    disabled: bool = True


def disable_account(work: Work, cmd: DisableAccount) -> Account:
    """Close (or open again) a login; its sessions and tokens end at once."""
    work.open_org(cmd.org_id, Verb.MANAGE_ORG)
    account = _account(work, cmd.account_id)
    belongs_here(work, account.person_id, cmd.org_id)
    status = AccountStatus.DISABLED if cmd.disabled else AccountStatus.ACTIVE
    changed = replace(account, status=status)
    work.store.accounts.save(changed)
    if cmd.disabled:
        _end_sessions(work, account.id, keep=None)
        for token in work.store.tokens.list(person_id=account.person_id):
            if token.live(work.now):
                work.store.tokens.save(replace(token, revoked_at=work.now))
        work.events.append(AccessChanged(account.person_id))
    work.record("disable_account", f"person:{account.person_id}", for_org=cmd.org_id)
    return changed


def _account(work: Work, account_id: str) -> Account:
    account = work.store.accounts.find(id=account_id)
    if account is None:
        raise NotFound("account")
    return account


def _end_sessions(work: Work, account_id: str, *, keep: str | None) -> None:
    ended = [
        session
        for session in work.store.sessions.list(account_id=account_id)
        if session.live(work.now) and session.id != keep
    ]
    for session in ended:
        work.store.sessions.save(replace(session, revoked_at=work.now))
        work.events.append(AccessChanged(session.person_id))


@dataclass(frozen=True, slots=True, kw_only=True)
class StartSession:
    """After the password was checked: `token_sha256` is the hash of the cookie's secret."""

    account_id: str
    token_sha256: str
    user_agent: str = ""


def start_session(work: Work, cmd: StartSession) -> LoginSession:
    account = work.store.accounts.find(id=cmd.account_id)
    if account is None or account.status is not AccountStatus.ACTIVE:
        raise Unauthenticated("session.wrong_password")
    session = LoginSession(
        id=work.new_id(),
        account_id=account.id,
        person_id=account.person_id,
        token_sha256=cmd.token_sha256,
        created_at=work.now,
        seen_at=work.now,
        expires_at=work.now + SESSION_LIFE,
        user_agent=cmd.user_agent[:200],
    )
    work.store.sessions.add(session)
    work.record("log_in", f"person:{account.person_id}")
    return session


@dataclass(frozen=True, slots=True)
class SeeSession:
    session_id: str


def see_session(work: Work, cmd: SeeSession) -> None:
    """Note that the session is in use, at most every `SEEN_EVERY`."""
    session = work.store.sessions.find(id=cmd.session_id)
    if session is not None and session.live(work.now) and work.now - session.seen_at >= SEEN_EVERY:
        work.store.sessions.save(replace(session, seen_at=work.now))


@dataclass(frozen=True, slots=True)
class EndSession:
    session_id: str


def end_session(work: Work, cmd: EndSession) -> None:
    session = work.store.sessions.find(id=cmd.session_id)
    if session is None or session.person_id != work.actor.person_id:
        raise NotFound("session")
    if session.live(work.now):
        work.store.sessions.save(replace(session, revoked_at=work.now))
        work.record("log_out", f"person:{session.person_id}")
        work.events.append(AccessChanged(session.person_id))


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeToken:
    name: str
    token_sha256: str
    scopes: tuple[str, ...]
    expires_at: datetime | None = None
    person_id: str | None = None


def make_token(work: Work, cmd: MakeToken) -> ApiToken:
    """A bearer token for the actor's own programs; for another person only as administrator."""
    owner = cmd.person_id or work.actor.person_id
    if owner != work.actor.person_id:
        work.open_network(Verb.MANAGE_NETWORK)
    if not cmd.scopes or not set(cmd.scopes) <= TOKEN_SCOPES:
        raise Invalid("token.bad_scopes", field="scopes")
    if not 0 < len(cmd.name.strip()) <= 100:
        raise Invalid("token.bad_name", field="name")
    token = ApiToken(
        id=work.new_id(),
        person_id=owner,
        name=cmd.name.strip(),
        token_sha256=cmd.token_sha256,
        scopes=tuple(sorted(set(cmd.scopes))),
        created_at=work.now,
        expires_at=cmd.expires_at,
    )
    work.store.tokens.add(token)
    work.record("make_token", f"person:{owner}")
    return token


@dataclass(frozen=True, slots=True)
class RevokeToken:
    token_id: str


def revoke_token(work: Work, cmd: RevokeToken) -> None:
    token = work.store.tokens.find(id=cmd.token_id)
    if token is None or token.person_id != work.actor.person_id:
        raise NotFound("token")
    work.store.tokens.save(replace(token, revoked_at=work.now))
    work.record("revoke_token", f"person:{token.person_id}")
    work.events.append(AccessChanged(token.person_id))


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseLocale:
    locale: str


def choose_locale(work: Work, cmd: ChooseLocale) -> None:
    """A person's own language for screens, errors and papers."""
    if cmd.locale not in {"en", "zh-CN", "vi"}:
        raise Invalid("network.bad_locale", field="locale", value=cmd.locale)
    person = work.store.people.get(work.actor.person_id)
    work.store.people.save(replace(person, locale=cmd.locale))


TICKET_LIFE = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class IssueTicket:
    """For a socket of who asks, by this session or token; the secret comes as its hash."""

    secret_sha256: str
    session_id: str | None
    token_id: str | None


def issue_ticket(work: Work, cmd: IssueTicket) -> None:
    me = work.actor.person_id
    for old in work.store.tickets.list(person_id=me):
        if old.uses or old.expires_at <= work.now:
            work.store.tickets.remove(old)
    work.store.tickets.add(
        SocketTicket(
            secret_sha256=cmd.secret_sha256,
            person_id=me,
            session_id=cmd.session_id,
            token_id=cmd.token_id,
            expires_at=work.now + TICKET_LIFE,
        )
    )


def redeem_ticket(work: Work, secret_sha256: str) -> SocketTicket:
    """Raises Unauthenticated unless it is known, fresh and used for the first time."""
    ticket = work.store.tickets.find(secret_sha256=secret_sha256)
    if ticket is None or ticket.uses or ticket.expires_at <= work.now:
        raise Unauthenticated("session.bad_ticket")
    try:
        work.store.tickets.save(replace(ticket, uses=1))
    except StaleVersion as error:  # somebody was faster
        raise Unauthenticated("session.bad_ticket") from error
    return ticket
