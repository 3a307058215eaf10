"""Protocols: published and withdrawn by the hospital's administrator, read by its partners."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from consult.access.policy import Actor, OrgSubject, decide
from consult.access.verbs import Verb
from consult.actions.asking.forms import template_named
from consult.actions.network.capabilities import partners_of
from consult.actions.requests.limits import limits_of
from consult.actions.studies.storing import StoredFile, keep_object
from consult.actions.work import Work
from consult.errors import Conflict, Duplicate, Invalid, NotFound, StaleVersion
from consult.network.organizations import Organization
from consult.network.protocols import ProtocolVersion
from consult.ports import Store

MAX_TITLE, MAX_NOTE = 120, 400
MEGABYTE = 1024 * 1024
# Further ahead it is a slip of the hand.
LONGEST_AHEAD = timedelta(days=366)


def readable_protocols(
    store: Store, actor: Actor, org_id: str, now: datetime, template: str | None = None
) -> list[ProtocolVersion]:
    """Every version, oldest first; raises NotFound for whoever has no agreement with it."""
    org = store.organizations.find(id=org_id)
    subject = OrgSubject(org_id, partners=partners_of(store, org_id, now))
    if org is None or not decide(actor, Verb.READ_PROTOCOLS, subject, now).allowed:
        raise NotFound("hospital")
    wanted = {} if template is None else {"template": template}
    return list(store.protocols.list(org_id=org_id, **wanted))


def today_at(org: Organization, now: datetime) -> date:
    return now.astimezone(ZoneInfo(org.time_zone)).date()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtocolText:
    """What is said about a protocol; `valid_from` None: today, by the hospital's calendar."""

    org_id: str
    template: str
    title: str
    note: str = ""
    valid_from: date | None = None
    if_version: int


def may_publish(work: Work, text: ProtocolText) -> int:
    """How many bytes it may have; raises what `publish_protocol` would, before a byte is taken."""
    return _open(work, text)[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishProtocol:
    text: ProtocolText
    file: StoredFile


def publish_protocol(work: Work, cmd: PublishProtocol) -> ProtocolVersion:
    """A new version beside a template (发布诊疗规范); the older ones stay."""
    org, most = _open(work, cmd.text)
    if cmd.file.size > most:
        raise too_large(most)
    keep_object(work, cmd.file)
    text = cmd.text
    made = ProtocolVersion(
        org_id=org.id,
        template=text.template,
        version=text.if_version + 1,
        title=text.title.strip(),
        valid_from=text.valid_from or today_at(org, work.now),
        note=text.note.strip(),
        object_sha256=cmd.file.sha256,
        size=cmd.file.size,
        by=work.actor.person_id,
        at=work.now,
    )
    return _add(work, made, "publish_protocol")


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawProtocol:
    org_id: str
    template: str
    reason: str
    if_version: int


def withdraw_protocol(work: Work, cmd: WithdrawProtocol) -> ProtocolVersion:
    """No version is in force any more (停用); what was published stays in the list."""
    org = work.open_org(cmd.org_id, Verb.MANAGE_ORG)
    newest = _newest(work, org.id, cmd.template, cmd.if_version)
    if newest is None:
        raise NotFound("protocol")
    if newest.withdrawn:
        raise Conflict("protocol.withdrawn_already")
    reason = cmd.reason.strip()
    if not reason:
        raise Invalid("protocol.needs_reason", field="reason")
    if len(reason) > MAX_NOTE:
        raise Invalid("protocol.too_long", field="reason", limit=MAX_NOTE)
    ended = ProtocolVersion(
        org_id=org.id,
        template=cmd.template,
        version=newest.version + 1,
        title=newest.title,
        valid_from=today_at(org, work.now),
        note=reason,
        object_sha256=None,
        size=0,
        by=work.actor.person_id,
        at=work.now,
    )
    return _add(work, ended, "withdraw_protocol")


def too_large(most: int) -> Invalid:
    return Invalid("protocol.too_large", field="file", limit=most // MEGABYTE)


def _open(work: Work, text: ProtocolText) -> tuple[Organization, int]:
    org = work.open_org(text.org_id, Verb.MANAGE_ORG)
    template_named(work.store, text.template)
    _newest(work, org.id, text.template, text.if_version)
    if not text.title.strip():
        raise Invalid("protocol.needs_title", field="title")
    for field, most in (("title", MAX_TITLE), ("note", MAX_NOTE)):
        if len(getattr(text, field).strip()) > most:
            raise Invalid("protocol.too_long", field=field, limit=most)
    if text.valid_from and text.valid_from > today_at(org, work.now) + LONGEST_AHEAD:
        raise Invalid("protocol.too_far_ahead", field="valid_from")
    return org, limits_of(work.store, org.id).data["protocol_mb"] * MEGABYTE


def _newest(work: Work, org_id: str, template: str, seen: int) -> ProtocolVersion | None:
    held = work.store.protocols.list(org_id=org_id, template=template)
    if seen != (held[-1].version if held else 0):
        raise StaleVersion("protocol")
    return held[-1] if held else None


def _add(work: Work, made: ProtocolVersion, action: str) -> ProtocolVersion:
    try:
        work.store.protocols.add(made)
    except Duplicate as error:
        raise StaleVersion("protocol") from error
    subject = f"protocol:{made.org_id}:{made.template}:{made.version}"
    work.record(action, subject, for_org=made.org_id)
    work.tell(f"org:{made.org_id}")
    return made
