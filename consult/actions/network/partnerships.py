"""Which hospital may ask which: agreements are made and ended by the network's administrator."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from consult.access.changes import changes_of
from consult.access.verbs import Verb
from consult.actions.work import Work
from consult.errors import Conflict, Duplicate, Invalid, NotFound
from consult.network.partnerships import Partnership, Service


@dataclass(frozen=True, slots=True, kw_only=True)
class MakePartnership:
    requester_org: str
    provider_org: str
    services: tuple[Service, ...]
    valid_from: datetime
    valid_to: datetime | None = None
    allows_referral: bool = False


def make_partnership(work: Work, cmd: MakePartnership) -> Partnership:
    """Let one hospital ask another (合作协议); one active per pair and service."""
    work.open_network(Verb.MANAGE_NETWORK)
    for org_id in (cmd.requester_org, cmd.provider_org):
        if work.store.organizations.find(id=org_id) is None:
            raise NotFound("hospital")
    if cmd.requester_org == cmd.provider_org:
        raise Invalid("partnership.bad_pair", field="provider_org")
    new = Partnership(
        id=work.new_id(),
        requester_org=cmd.requester_org,
        provider_org=cmd.provider_org,
        services=tuple(dict.fromkeys(cmd.services)),
        valid_from=cmd.valid_from,
        valid_to=cmd.valid_to,
        allows_referral=cmd.allows_referral,
    )
    _check(work, new)
    work.store.partnerships.add(new)
    return _told(work, None, new, "make_partnership")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePartnership:
    """All of it that can be another; `valid_to` None: open-ended."""

    partnership_id: str
    services: tuple[Service, ...]
    valid_to: datetime | None
    allows_referral: bool


def change_partnership(work: Work, cmd: ChangePartnership) -> Partnership:
    """Other services or another end of the same agreement, so that what was sent can be signed."""
    work.open_network(Verb.MANAGE_NETWORK)
    old = work.store.partnerships.get(cmd.partnership_id)
    if old.valid_to is not None and old.valid_to <= work.now:
        raise Conflict("partnership.over")
    new = replace(
        old,
        services=tuple(dict.fromkeys(cmd.services)),
        valid_to=cmd.valid_to,
        allows_referral=cmd.allows_referral,
    )
    _check(work, new)
    work.store.partnerships.save(new)
    return _told(work, old, new, "change_partnership")


@dataclass(frozen=True, slots=True, kw_only=True)
class EndPartnership:
    partnership_id: str
    valid_to: datetime


def end_partnership(work: Work, cmd: EndPartnership) -> Partnership:
    """Set the day an agreement ends; requests already sent keep naming it."""
    work.open_network(Verb.MANAGE_NETWORK)
    old = work.store.partnerships.get(cmd.partnership_id)
    if cmd.valid_to < old.valid_from:
        raise Invalid("partnership.bad_period", field="valid_to")
    ended = replace(old, valid_to=cmd.valid_to)
    work.store.partnerships.save(ended)
    return _told(work, old, ended, "end_partnership")


def _check(work: Work, new: Partnership) -> None:
    """Raises Invalid, or Duplicate where another of the pair covers one of its services then."""
    if not new.services:
        raise Invalid("partnership.bad_pair", field="services")
    if new.valid_to is not None and new.valid_to <= new.valid_from:
        raise Invalid("partnership.bad_period", field="valid_to")
    pair = work.store.partnerships.list(
        requester_org=new.requester_org, provider_org=new.provider_org
    )
    if any(new.overlaps(old) for old in pair if old.id != new.id):
        raise Duplicate("partnership.overlaps", field="services")


def _told(work: Work, old: Partnership | None, changed: Partnership, action: str) -> Partnership:
    work.record(
        action,
        f"partnership:{changed.id}",
        for_org=changed.requester_org,
        changes=changes_of(old, changed),
    )
    work.tell(f"org:{changed.requester_org}", f"org:{changed.provider_org}")
    return changed
