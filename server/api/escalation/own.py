"""Where I am found: addresses, browsers to wake, and a test of all of it."""

from __future__ import annotations

from datetime import datetime

import msgspec

from consult.actions.escalation.channels import (
    SaveAddresses,
    Subscribe,
    TryCall,
    save_addresses,
    subscribe,
    try_call,
    unsubscribe,
)
from consult.errors import Invalid
from consult.escalation.failures import failure_of
from consult.escalation.notices import NoticeKind
from server.api.escalation.channels import senders_of
from server.http import Body, Context, route
from server.notify.push import b64url, from_b64url, known_endpoint, public_bytes
from storage.repositories.store import SqlStore

TESTS_SHOWN = 10
POINT_BYTES, AUTH_BYTES = 65, 16


class Tested(msgspec.Struct, frozen=True):
    kind: str
    name: str
    state: str
    at: datetime
    error: str


class Contact(msgspec.Struct, frozen=True):
    """`push_key`: the server's public VAPID key, null without a push channel; newest test first."""

    phone: str
    addresses: dict[str, str]
    channels: list[str]
    push_key: str | None
    browsers: int
    tests: list[Tested]


class AddressesIn(Body, frozen=True):
    email: str | None = None
    wecom: str | None = None
    dingtalk: str | None = None


class Keys(msgspec.Struct, frozen=True):
    p256dh: str
    auth: str


class PushIn(Body, frozen=True):
    """`PushSubscription.toJSON()` of the browser."""

    endpoint: str
    keys: Keys
    device: str = ""


class PushOut(Body, frozen=True):
    endpoint: str


@route("GET", "/api/v1/me/contact")
async def read_contact(ctx: Context) -> Contact:
    """How I am reached in an emergency, and how my last tests went."""
    return await _read(ctx)


async def _read(ctx: Context) -> Contact:
    key = b64url(public_bytes(senders_of(ctx).vapid))
    return await ctx.look(lambda store: _contact(store, ctx, key))


def _contact(store: SqlStore, ctx: Context, push_key: str) -> Contact:
    me = ctx.actor.person_id
    mine = {role.org_id for role in ctx.actor.roles if role.active(ctx.now)}
    channels = {c.id: c for c in store.channels.list() if c.org_id is None or c.org_id in mine}
    kinds = sorted({channel.kind.value for channel in channels.values() if channel.enabled})
    tests = list(store.notices.list(person_id=me, kind=NoticeKind.TEST))[-TESTS_SHOWN:]
    return Contact(
        phone=ctx.me.person.phone,
        addresses={each.kind: each.value for each in store.addresses.list(person_id=me)},
        channels=kinds,
        push_key=push_key if "push" in kinds else None,
        browsers=len(store.push_subscriptions.list(person_id=me)),
        tests=[
            Tested(
                channels[test.channel_id].kind,
                channels[test.channel_id].name,
                test.state,
                test.settled_at or test.sent_at or test.made_at,
                failure_of(test.error) or "",
            )
            for test in reversed(tests)
            if test.channel_id in channels
        ],
    )


@route("PUT", "/api/v1/me/contact", body=AddressesIn)
async def save_contact(ctx: Context, body: AddressesIn) -> Contact:
    """Change where I am found; an empty value takes an address away."""
    given = msgspec.structs.asdict(body)
    values = {kind: value for kind, value in given.items() if value is not None}
    await ctx.run(save_addresses, SaveAddresses(values))
    return await _read(ctx)


@route("POST", "/api/v1/me/push", body=PushIn)
async def wake_this_browser(ctx: Context, body: PushIn) -> None:
    """Notifications of calls in this browser, a convenience beside the ringing ones."""
    senders = senders_of(ctx)
    if not known_endpoint(body.endpoint, senders.push_hosts):
        raise Invalid("channel.unknown_push_service", field="endpoint")
    try:
        sizes = (len(from_b64url(body.keys.p256dh)), len(from_b64url(body.keys.auth)))
    except ValueError:
        sizes = (0, 0)
    if sizes != (POINT_BYTES, AUTH_BYTES):
        raise Invalid("request.invalid", field="keys", reason="p256dh, auth")
    cmd = Subscribe(
        endpoint=body.endpoint,
        p256dh=body.keys.p256dh,
        auth=body.keys.auth,
        device=body.device,
    )
    await ctx.run(subscribe, cmd)


@route("POST", "/api/v1/me/push/stop", body=PushOut)
async def let_this_browser_sleep(ctx: Context, body: PushOut) -> None:
    """No more notifications here."""
    await ctx.run(unsubscribe, body.endpoint)


@route("POST", "/api/v1/me/test_call")
async def test_my_channels(ctx: Context) -> Contact:
    """Call me as in an emergency, over everything; a part of each shift's alarm test."""
    await ctx.run(try_call, TryCall())
    return await _read(ctx)


ROUTES = (
    read_contact,
    save_contact,
    wake_this_browser,
    let_this_browser_sleep,
    test_my_channels,
)
