"""Gateways, for the network's administrator; secrets go in and never come out."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

import msgspec

from consult.access.verbs import Verb
from consult.actions.escalation.channels import SaveChannel, TryCall, save_channel, try_call
from consult.errors import Denied, Invalid
from consult.escalation.failures import failure_of
from consult.escalation.notices import Channel, ChannelKind
from server.api.network.readers import manages_all
from server.http import Body, Context, Id, Paged, route
from server.notify.senders import Senders
from server.notify.templates import BadTemplate, build, template_of
from storage.repositories.store import SqlStore

GATEWAYS = frozenset({ChannelKind.VOICE, ChannelKind.SMS, ChannelKind.WECOM, ChannelKind.DINGTALK})
MAX_CONFIG = 16 * 1024


class ChannelIn(Body, frozen=True):
    """`secret` left out keeps the old one; `new_callback_secret` makes and shows another."""

    kind: ChannelKind
    name: str
    config: dict[str, Any] = msgspec.field(default_factory=dict)
    org_id: Id | None = None
    secret: str | None = None
    new_callback_secret: bool = False
    emergency_only: bool = True
    enabled: bool = True
    if_version: int | None = None


class ChannelRow(msgspec.Struct, frozen=True):
    """`callback_secret` is told once, when it is made."""

    id: str
    org_id: str | None
    kind: ChannelKind
    name: str
    config: dict[str, Any]
    has_secret: bool
    has_callback_secret: bool
    callback_url: str
    callback_secret: str | None
    emergency_only: bool
    enabled: bool
    last_ok_at: datetime | None
    last_failed_at: datetime | None
    last_error: str
    version: int


class TestedRow(msgspec.Struct, frozen=True):
    notice_id: str
    state: str


@route("GET", "/api/v1/channels")
async def list_channels(ctx: Context) -> Paged[ChannelRow]:
    """Every gateway, with its last success and last failure."""
    if not manages_all(ctx):
        raise Denied("policy.not_allowed", verb=Verb.MANAGE_NETWORK)
    found = await ctx.look(lambda store: list(store.channels.list()))
    return Paged([_row(ctx, channel) for channel in found])


def _row(ctx: Context, channel: Channel, callback_secret: str | None = None) -> ChannelRow:
    return ChannelRow(
        id=channel.id,
        org_id=channel.org_id,
        kind=channel.kind,
        name=channel.name,
        config=channel.config,
        has_secret=bool(channel.secret),
        has_callback_secret=bool(channel.callback_secret),
        callback_url=f"{ctx.services.settings.public_url}/api/v1/callbacks/{channel.id}",
        callback_secret=callback_secret,
        emergency_only=channel.emergency_only,
        enabled=channel.enabled,
        last_ok_at=channel.last_ok_at,
        last_failed_at=channel.last_failed_at,
        last_error=failure_of(channel.last_error) or "",
        version=channel.version,
    )


@route("POST", "/api/v1/channels", body=ChannelIn, status=201)
async def create_channel(ctx: Context, body: ChannelIn) -> ChannelRow:
    """A new gateway."""
    return await _save(ctx, None, body)


@route("PUT", "/api/v1/channels/{id}", body=ChannelIn)
async def change_channel(ctx: Context, body: ChannelIn) -> ChannelRow:
    """Its address, template or secret; counts for the next notice."""
    return await _save(ctx, ctx.path["id"], body)


async def _save(ctx: Context, channel_id: str | None, body: ChannelIn) -> ChannelRow:
    seal = senders_of(ctx).seal
    told = secrets.token_urlsafe(32) if body.new_callback_secret else None
    saved = await ctx.run(
        save_channel,
        SaveChannel(
            channel_id=channel_id,
            org_id=body.org_id,
            kind=body.kind,
            name=body.name,
            config=_checked(body),
            secret=None if body.secret is None else seal.seal(body.secret),
            callback_secret=None if told is None else seal.seal(told),
            emergency_only=body.emergency_only,
            enabled=body.enabled,
            if_version=body.if_version,
        ),
    )
    return _row(ctx, saved, told)


def _checked(body: ChannelIn) -> dict[str, object]:
    """The template as it would be used: an address that is none shows here, not at night."""
    config = body.config
    if len(msgspec.json.encode(config)) > MAX_CONFIG:
        raise Invalid("channel.bad_template", field="config", reason="size")
    try:
        if body.kind in GATEWAYS:
            build(template_of(body.kind, config), {})
        elif body.kind is ChannelKind.EMAIL and not (config.get("host") and config.get("from")):
            raise BadTemplate("host, from")
    except BadTemplate as error:
        raise Invalid("channel.bad_template", field="config", reason=str(error)) from error
    return config


def senders_of(ctx: Context) -> Senders:
    senders = ctx.services.senders
    if senders is None:
        raise RuntimeError("channels are served while the server runs")
    return senders


@route("POST", "/api/v1/channels/{id}/test")
async def try_channel(ctx: Context) -> list[TestedRow]:
    """Send me a test over this one; how it went is in the channel's last success or failure."""
    made = await ctx.run(try_call, TryCall(ctx.path["id"]))
    return [TestedRow(notice.id, notice.state) for notice in made]


@route("GET", "/api/v1/channels/{id}/test")
async def see_channel_test(ctx: Context) -> list[TestedRow]:
    """How my last tests over this channel went."""
    if not manages_all(ctx):
        raise Denied("policy.not_allowed", verb=Verb.MANAGE_NETWORK)

    def read(store: SqlStore) -> list[TestedRow]:
        mine = store.notices.list(
            channel_id=ctx.path["id"], person_id=ctx.actor.person_id, kind="test"
        )
        return [TestedRow(notice.id, notice.state) for notice in list(mine)[-5:]]

    return await ctx.look(read)


ROUTES = (list_channels, create_channel, change_channel, try_channel, see_channel_test)
