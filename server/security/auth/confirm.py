"""Authenticating again before a signature or a new password (再次认证)."""

from __future__ import annotations

from consult.errors import Denied
from consult.network.people import Account
from server.http.context import Context


async def confirm_password(ctx: Context, password: str) -> None:
    """Before signing: return when `password` is the caller's own; else raise Denied or Throttled.

    A program cannot confirm.
    """
    await check_own_password(ctx, password)


async def check_own_password(ctx: Context, password: str) -> Account:
    """The caller's account. Denied rather than Unauthenticated when wrong: the session goes on."""
    account = ctx.me.account
    if account is None:
        raise Denied("session.person_needed")
    throttle, key = ctx.services.throttle, f"confirm {account.id}"
    throttle.attempt(key, ctx.address, ctx.now)
    if not await ctx.services.passwords.fits(account.password_hash, password):
        raise Denied("session.not_confirmed", field="password")
    throttle.succeed(key, ctx.address)
    return account
