"""What a hospital has at hand, stated by its administrator and read by its partners."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from consult.access.policy import Actor, OrgSubject, decide
from consult.access.verbs import Verb
from consult.actions.work import Work
from consult.errors import Duplicate, Invalid, NotFound, StaleVersion
from consult.network.capabilities import CAPABILITIES, CapabilityVersion, Has
from consult.network.organizations import Organization
from consult.ports import Store

MAX_NOTE = 500


def readable_capabilities(
    store: Store, actor: Actor, org_id: str, now: datetime
) -> dict[str, CapabilityVersion]:
    """What counts now, by code; raises NotFound for whoever has no agreement with the hospital."""
    org = store.organizations.find(id=org_id)
    subject = OrgSubject(org_id, partners=partners_of(store, org_id, now))
    if org is None or not decide(actor, Verb.READ_CAPABILITIES, subject, now).allowed:
        raise NotFound("hospital")
    return capabilities_of(store, org_id)


def capabilities_of(
    store: Store, org_id: str, codes: Iterable[str] | None = None
) -> dict[str, CapabilityVersion]:
    """The newest statement about each item; what is missing nobody has stated."""
    wanted = {} if codes is None else {"code": list(codes)}
    rows = store.capabilities.list(org_id=org_id, **wanted)
    return {row.code: row for row in rows}  # in the order of their versions


def partners_of(store: Store, org_id: str, now: datetime) -> frozenset[str]:
    """Hospitals with an agreement in either direction."""
    asks = store.partnerships.list(requester_org=org_id)
    asked = store.partnerships.list(provider_org=org_id)
    found = {each.provider_org for each in asks if each.active(now)}
    return frozenset(found | {each.requester_org for each in asked if each.active(now)})


@dataclass(frozen=True, slots=True, kw_only=True)
class StateCapability:
    """`since` None: from today, by the hospital's calendar. `if_version` 0: nobody has stated."""

    org_id: str
    code: str
    has: Has
    note: str = ""
    since: date | None = None
    if_version: int


def state_capability(work: Work, cmd: StateCapability) -> CapabilityVersion:
    """A new version of what is said about one item (救治能力维护)."""
    org = work.open_org(cmd.org_id, Verb.MANAGE_ORG)
    if cmd.code not in CAPABILITIES:
        raise NotFound("capability")
    held = capabilities_of(work.store, org.id, [cmd.code]).get(cmd.code)
    if cmd.if_version != (held.version if held else 0):
        raise StaleVersion("capability")
    made = CapabilityVersion(
        org_id=org.id,
        code=cmd.code,
        version=cmd.if_version + 1,
        has=cmd.has,
        note=_note(cmd),
        since=_since(org, cmd.since, work.now),
        by=work.actor.person_id,
        at=work.now,
    )
    try:
        work.store.capabilities.add(made)
    except Duplicate as error:
        raise StaleVersion("capability") from error
    work.record("state_capability", f"capability:{org.id}:{made.code}", for_org=org.id)
    work.tell(f"org:{org.id}")
    return made


def _note(cmd: StateCapability) -> str:
    note = cmd.note.strip()
    if len(note) > MAX_NOTE:
        raise Invalid("capability.long_note", field="note", limit=MAX_NOTE)
    if cmd.has is Has.LIMITED and not note:
        raise Invalid("capability.needs_note", field="note")
    return note


def _since(org: Organization, since: date | None, now: datetime) -> date:
    today = now.astimezone(ZoneInfo(org.time_zone)).date()
    if since is not None and since > today:
        raise Invalid("capability.not_yet", field="since")
    return since or today
