"""Who is logged in, and the tickets of their sockets. Secrets arrive here only as hashes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from consult.actions.work import Work
from consult.errors import NotFound, StaleVersion, Unauthenticated
from consult.events import AccessChanged
from consult.network.people import AccountStatus, LoginSession, SocketTicket

SESSION_LIFE = timedelta(hours=14)
SEEN_EVERY = timedelta(minutes=5)
TICKET_LIFE = timedelta(seconds=30)


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


def end_sessions(work: Work, account_id: str, *, keep: str | None) -> None:
    """Every live session of a login but this one."""
    ended = [
        session
        for session in work.store.sessions.list(account_id=account_id)
        if session.live(work.now) and session.id != keep
    ]
    for session in ended:
        work.store.sessions.save(replace(session, revoked_at=work.now))
        work.events.append(AccessChanged(session.person_id))


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
