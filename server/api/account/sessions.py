"""The logins a person has open, and the screen of one of them unlocked again."""

from __future__ import annotations

from datetime import datetime

import msgspec

from consult.actions.network.sessions import EndSession, end_session
from consult.errors import Denied
from consult.network.people import LoginSession
from server.http import Body, Context, Paged, route
from server.security.auth.confirm import check_own_password


class SessionRow(msgspec.Struct, frozen=True):
    """`device` is what the browser says of itself; `seen_at` is true to some minutes."""

    id: str
    device: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    current: bool


class Unlock(Body, frozen=True):
    password: str


@route("GET", "/api/v1/sessions")
async def list_sessions(ctx: Context) -> Paged[SessionRow]:
    """The caller's open logins on all devices, the one last used first."""
    here = _session(ctx)
    mine = await ctx.look(lambda store: store.sessions.list(person_id=here.person_id))
    live = [each for each in mine if each.live(ctx.now)]
    live.sort(key=lambda each: (each.id != here.id, -each.seen_at.timestamp()))
    return Paged([_row(each, current=each.id == here.id) for each in live])


@route("DELETE", "/api/v1/sessions/{id}")
async def end_one_session(ctx: Context) -> None:
    """End one of the caller's logins at once, with its sockets."""
    _session(ctx)
    await ctx.run(end_session, EndSession(ctx.path["id"]))


@route("POST", "/api/v1/session/unlock", body=Unlock)
async def unlock_screen(ctx: Context, body: Unlock) -> None:
    """Whether the password is the caller's own: a screen locked after a while opens again."""
    await check_own_password(ctx, body.password)


def _session(ctx: Context) -> LoginSession:
    """A program neither sees nor ends its owner's logins."""
    if ctx.me.session is None:
        raise Denied("session.person_needed")
    return ctx.me.session


def _row(session: LoginSession, *, current: bool) -> SessionRow:
    return SessionRow(
        id=session.id,
        device=session.user_agent,
        created_at=session.created_at,
        seen_at=session.seen_at,
        expires_at=session.expires_at,
        current=current,
    )


ROUTES = (list_sessions, end_one_session, unlock_screen)
