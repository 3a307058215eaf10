"""Bearer tokens for programs, with their owner's rights narrowed to scopes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated

import msgspec

from consult.actions.network.sessions import TICKET_LIFE, IssueTicket, issue_ticket
from consult.actions.network.tokens import MakeToken, RevokeToken, make_token, revoke_token
from consult.errors import Denied
from server.http import Body, Context, Paged, route
from server.security.auth.identity import TOKEN_PREFIX, digest, new_secret

LONGEST_S = 10 * 365 * 86_400


class NewToken(Body, frozen=True):
    name: str
    scopes: list[str]
    expires_in: Annotated[int, msgspec.Meta(ge=60, le=LONGEST_S)] | None = None


class MadeToken(msgspec.Struct, frozen=True):
    id: str
    token: str


class TokenRow(msgspec.Struct, frozen=True):
    id: str
    name: str
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime | None


@route("GET", "/api/v1/tokens")
async def list_tokens(ctx: Context) -> Paged[TokenRow]:
    """The caller's live tokens, without their secrets."""
    mine = await ctx.look(lambda store: store.tokens.list(person_id=ctx.actor.person_id))
    live = [token for token in mine if token.live(ctx.now)]
    return Paged([TokenRow(t.id, t.name, t.scopes, t.created_at, t.expires_at) for t in live])


@route("POST", "/api/v1/tokens", body=NewToken, status=201)
async def create_token(ctx: Context, body: NewToken) -> MadeToken:
    """A token for the caller's programs; its secret is shown this once."""
    if ctx.me.session is None:
        raise Denied("session.person_needed")  # else a token could outlive itself
    secret = TOKEN_PREFIX + new_secret()
    life = None if body.expires_in is None else timedelta(seconds=body.expires_in)
    made = await ctx.run(
        make_token,
        MakeToken(
            name=body.name,
            token_sha256=digest(secret),
            scopes=tuple(body.scopes),
            expires_at=ctx.now + life if life else None,
        ),
    )
    return MadeToken(made.id, secret)


@route("DELETE", "/api/v1/tokens/{id}")
async def delete_token(ctx: Context) -> None:
    """Revoke one of the caller's tokens at once."""
    await ctx.run(revoke_token, RevokeToken(ctx.path["id"]))


class Ticket(msgspec.Struct, frozen=True):
    ticket: str
    expires_in: int


@route("POST", "/api/v1/ws-ticket", status=201)
async def create_ticket(ctx: Context) -> Ticket:
    """Opens one socket, once, within 30 s: for devices that can send no header with it."""
    ctx.me.require_scope("api")
    secret = new_secret()
    session, token = ctx.me.session, ctx.me.token
    await ctx.run(
        issue_ticket,
        IssueTicket(digest(secret), session.id if session else None, token.id if token else None),
    )
    return Ticket(secret, int(TICKET_LIFE.total_seconds()))


ROUTES = (create_ticket, list_tokens, create_token, delete_token)
