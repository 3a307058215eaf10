"""Gateways are the network administrator's; where somebody is found is their own matter."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from consult.access.changes import Changes, changes_of
from consult.access.verbs import Verb
from consult.actions.escalation.notices import addresses_on, channels_for
from consult.actions.network.people import belongs_here
from consult.actions.work import Work
from consult.errors import Conflict, Invalid, NotFound, StaleVersion
from consult.escalation.notices import (
    Channel,
    ChannelKind,
    ContactAddress,
    Notice,
    NoticeKind,
    PushSubscription,
)
from consult.network.roles import Role

MAX_NAME = 100
MAX_VALUE = 200
MAX_BROWSERS = 10
ADDRESSES = ("email", "wecom", "dingtalk")
TEST_EVERY = timedelta(seconds=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveChannel:
    """Secrets come sealed; None keeps the one that is there. Without an id a new channel."""

    channel_id: str | None
    org_id: str | None
    kind: ChannelKind
    name: str
    config: dict[str, object]
    secret: str | None
    callback_secret: str | None
    emergency_only: bool
    enabled: bool
    if_version: int | None = None


def save_channel(work: Work, cmd: SaveChannel) -> Channel:
    """Only the network's administrator: a gateway is an address this server will call."""
    work.open_network(Verb.MANAGE_NETWORK)
    name = cmd.name.strip()
    if not 0 < len(name) <= MAX_NAME:
        raise Invalid("channel.needs_name", field="name", limit=MAX_NAME)
    if cmd.org_id is not None and work.store.organizations.find(id=cmd.org_id) is None:
        raise NotFound("hospital")
    before = work.store.channels.find(id=cmd.channel_id) if cmd.channel_id else None
    if cmd.channel_id and before is None:
        raise NotFound("channel")
    if before is not None and cmd.if_version not in (None, before.version):
        raise StaleVersion("channel")
    base = before or Channel(
        id=work.new_id(), org_id=None, kind=cmd.kind, name=name, config={}, version=0
    )
    if before is not None and before.kind is not cmd.kind:
        raise Invalid("channel.kind_stays", field="kind")
    saved = replace(
        base,
        org_id=cmd.org_id,
        name=name,
        config=cmd.config,
        secret=base.secret if cmd.secret is None else cmd.secret,
        callback_secret=(
            base.callback_secret if cmd.callback_secret is None else cmd.callback_secret
        ),
        emergency_only=cmd.emergency_only,
        enabled=cmd.enabled,
        version=base.version + 1,
    )
    if before is None:
        work.store.channels.add(saved)
    else:
        work.store.channels.save(saved)
    changes = changes_of(before, saved, unsaid=("secret", "callback_secret"))
    work.record("save_channel", f"channel:{saved.id}", for_org=saved.org_id, changes=changes)
    return saved


@dataclass(frozen=True, slots=True)
class TryCall:
    """`channel_id` None: every channel that would call me in an emergency."""

    channel_id: str | None = None


def try_call(work: Work, cmd: TryCall) -> list[Notice]:
    """Send me a test (响铃测试): over the very channels and with the very slots of a real call."""
    me = work.store.people.get(work.actor.person_id)
    lately = work.store.notices.list(person_id=me.id, kind=NoticeKind.TEST)
    if any(work.now - notice.made_at < TEST_EVERY for notice in lately):
        raise Conflict("channel.tested_just_now")
    made = [
        Notice(
            id=work.new_id(),
            kind=NoticeKind.TEST,
            channel_id=channel.id,
            person_id=me.id,
            address=address,
            locale=me.locale,
            content={},
            due_at=work.now,
            made_at=work.now,
        )
        for channel in _tested(work, cmd)
        for address in addresses_on(work, channel, me, me.phone)
    ]
    if not made:
        raise Conflict("channel.no_address")
    for notice in made:
        work.store.notices.add(notice)
    work.record("test_call", f"person:{me.id}")
    # Wakes the slots that send.
    work.tell(f"person:{me.id}")
    return made


def _tested(work: Work, cmd: TryCall) -> list[Channel]:
    if cmd.channel_id is not None:
        work.open_network(Verb.MANAGE_NETWORK)
        return [work.store.channels.get(cmd.channel_id)]
    found: dict[str, Channel] = {}
    for org_id in sorted(work.actor.orgs_with(Role, work.now)):
        found |= {channel.id: channel for channel in channels_for(work.store, org_id)}
    return list(found.values())


@dataclass(frozen=True, slots=True)
class ReadAddresses:
    person_id: str
    org_id: str


def read_addresses(work: Work, cmd: ReadAddresses) -> tuple[dict[str, str], list[str]]:
    """Where somebody of the hospital is found, and the kinds of its channels; its administrator."""
    _administered(work, cmd.person_id, cmd.org_id)
    kinds = sorted({channel.kind.value for channel in channels_for(work.store, cmd.org_id)})
    rows = work.store.addresses.list(person_id=cmd.person_id)
    return {each.kind: each.value for each in rows}, kinds


def _administered(work: Work, person_id: str, org_id: str) -> str:
    work.open_org(org_id, Verb.MANAGE_ORG)
    belongs_here(work, person_id, org_id)
    return person_id


@dataclass(frozen=True, slots=True)
class SaveAddresses:
    """By kind; an empty value takes one away. `person_id`: somebody else's, in the name of the
    hospital that administers them."""

    values: dict[str, str]
    person_id: str | None = None
    org_id: str = ""


def save_addresses(work: Work, cmd: SaveAddresses) -> None:
    """Where somebody is found besides by telephone."""
    me = work.actor.person_id
    if cmd.person_id is not None:
        me = _administered(work, cmd.person_id, cmd.org_id)
    before = {each.kind: each.value for each in work.store.addresses.list(person_id=me)}
    changes: Changes = {}
    for kind, value in cmd.values.items():
        text = value.strip()
        if kind not in ADDRESSES:
            raise Invalid("request.invalid", field=kind, reason=", ".join(ADDRESSES))
        wrong = len(text) > MAX_VALUE or not text.isprintable()
        if wrong or (kind == "email" and text and "@" not in text):
            raise Invalid("channel.bad_address", field=kind)
        old = work.store.addresses.find(person_id=me, kind=kind)
        if old is not None:
            work.store.addresses.remove(old)
        if text:
            work.store.addresses.add(ContactAddress(person_id=me, kind=kind, value=text))
        if text != before.get(kind, ""):
            changes[kind] = [before.get(kind), text or None]
    subject = f"person:{me}"
    work.record("save_addresses", subject, for_org=cmd.org_id or None, changes=changes or None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscribe:
    endpoint: str
    p256dh: str
    auth: str
    device: str = ""


def subscribe(work: Work, cmd: Subscribe) -> PushSubscription:
    """This browser wants to be woken; the oldest of too many gives way."""
    me = work.actor.person_id
    for old in work.store.push_subscriptions.list(endpoint=cmd.endpoint):
        work.store.push_subscriptions.remove(old)
    mine = list(work.store.push_subscriptions.list(person_id=me))
    for old in mine[: max(0, len(mine) - MAX_BROWSERS + 1)]:
        work.store.push_subscriptions.remove(old)
    made = PushSubscription(
        id=work.new_id(),
        person_id=me,
        endpoint=cmd.endpoint,
        p256dh=cmd.p256dh,
        auth=cmd.auth,
        created_at=work.now,
        device=cmd.device[:255],
    )
    work.store.push_subscriptions.add(made)
    return made


def unsubscribe(work: Work, endpoint: str) -> None:
    """This browser no longer."""
    for old in work.store.push_subscriptions.list(
        endpoint=endpoint, person_id=work.actor.person_id
    ):
        work.store.push_subscriptions.remove(old)
