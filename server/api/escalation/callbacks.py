"""What gateways say back: delivered, "press 1", a reply. Each proves itself with its own secret.

Either `X-Huizhen-Signature: t=<unix seconds>,v1=<hex>` with v1 = HMAC-SHA256(secret, "t.body"), or
the secret itself as a bearer token or as `?token=` for gateways that can do neither.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl

import msgspec

from consult.access.system import SYSTEM
from consult.actions.escalation.answers import Heard, heard
from consult.errors import Invalid, NotFound, Unauthenticated
from consult.escalation.notices import Channel, Notice, NoticeState
from server.api.escalation.channels import senders_of
from server.errors import TooLarge
from server.http import Context, route
from server.notify.templates import at_path
from storage.repositories.store import SqlStore

MAX_BODY = 64 * 1024
VALID_FOR = timedelta(minutes=5)
REPLY_WITHIN = timedelta(hours=1)
# Which fields of the body say what; a channel's `callback` may name others.
FIELDS = {"key": "key", "event": "event", "digits": "digits", "text": "text", "from": "from"}
YES_DIGITS = ("1",)
YES_WORDS = ("1", "ok", "收到", "来", "好", "có", "vâng")
DELIVERED = ("delivered", "ringing", "in-progress", "read")
FAILED = ("failed", "undelivered", "busy", "no-answer", "rejected", "canceled")


class Taken(msgspec.Struct, frozen=True):
    """`known` is false for a notice this channel never sent; sending it again helps nobody."""

    known: bool


@route("POST", "/api/v1/callbacks/{id}", auth=False)
async def gateway_says(ctx: Context) -> Taken:
    """A gateway reports on a notice: JSON or form fields; `?token=` where it can send no header."""
    channel = await ctx.look(lambda store: store.channels.find(id=ctx.path["id"]))
    raw = await _body(ctx)
    secret = senders_of(ctx).seal.unseal(channel.callback_secret) if channel else ""
    if channel is None or not secret or not _proven(ctx, secret, raw):
        raise Unauthenticated("callback.refused")
    said = _fields(ctx, channel, raw)
    state = _state(channel, said)
    if state is None:
        return Taken(True)  # a word we know no meaning of
    notice = await ctx.look(lambda store: _notice(store, channel, said, ctx.now))
    if notice is None:
        return Taken(False)
    cmd = Heard(channel.id, notice.id, state, said["event"][:100])
    try:
        return Taken(await ctx.uow.run(heard, cmd, actor=SYSTEM, trace=ctx.trace))
    except NotFound:
        return Taken(False)


async def _body(ctx: Context) -> bytes:
    parts, size = [], 0
    async for part in ctx.request.stream():
        size += len(part)
        if size > MAX_BODY:
            raise TooLarge("request.too_large", limit=MAX_BODY)
        parts.append(part)
    return b"".join(parts)


def _proven(ctx: Context, secret: str, raw: bytes) -> bool:
    signature = ctx.request.headers.get("x-huizhen-signature")
    if signature is not None:
        return _signed(signature, secret, raw, ctx.now)
    scheme, _, token = ctx.request.headers.get("authorization", "").partition(" ")
    given = token if scheme.lower() == "bearer" else ctx.query.get("token", "")
    return hmac.compare_digest(given.strip().encode(), secret.encode())


def _signed(signature: str, secret: str, raw: bytes, now: datetime) -> bool:
    parts = dict(part.strip().partition("=")[::2] for part in signature.split(","))
    stamp = parts.get("t", "")
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) < 12):
        return False
    if abs(now.timestamp() - int(stamp)) > VALID_FOR.total_seconds():
        return False
    wanted = hmac.new(secret.encode(), f"{stamp}.".encode() + raw, hashlib.sha256).hexdigest()
    return hmac.compare_digest(parts.get("v1", "").encode(), wanted.encode())


def _fields(ctx: Context, channel: Channel, raw: bytes) -> dict[str, str]:
    """The words of the body by our names for them."""
    body: Any
    if ctx.request.headers.get("content-type", "").startswith("application/x-www-form"):
        body = dict(parse_qsl(raw.decode("utf-8", "replace"), max_num_fields=100))
    else:
        try:
            body = msgspec.json.decode(raw)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise Invalid("request.malformed") from error
    stated = channel.config.get("callback")
    names = FIELDS | (stated if isinstance(stated, dict) else {})
    found = {ours: at_path(body, str(theirs)) for ours, theirs in names.items()}
    return {ours: "" if word is None else str(word)[:500] for ours, word in found.items()}


def _state(channel: Channel, said: dict[str, str]) -> NoticeState | None:
    stated = channel.config.get("yes")
    yes = tuple(map(str, stated)) if isinstance(stated, list) else ()
    if said["digits"] in (yes or YES_DIGITS) or said["text"].strip().lower() in (yes or YES_WORDS):
        return NoticeState.ANSWERED
    event = said["event"].lower()
    if event in FAILED:
        return NoticeState.FAILED
    return NoticeState.DELIVERED if event in DELIVERED else None


def _notice(
    store: SqlStore, channel: Channel, said: dict[str, str], now: datetime
) -> Notice | None:
    """By its key; a reply without one belongs to the newest notice that went to its sender."""
    if said["key"]:
        return store.notices.find(id=said["key"], channel_id=channel.id)
    number = said["from"].removeprefix("+86").removeprefix("+84")
    if not number:
        return None
    sent = [
        each
        for each in store.notices.list(channel_id=channel.id, address=[said["from"], number])
        if each.step_no and now - each.made_at < REPLY_WITHIN
    ]
    return sent[-1] if sent else None


ROUTES = (gateway_says,)
