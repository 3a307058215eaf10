"""Which hospital may ask which: agreements are made and ended by the network's administrator."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from consult.access.verbs import Verb
from consult.actions.work import Work
from consult.errors import Duplicate, Invalid, NotFound
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
    if cmd.requester_org == cmd.provider_org or not cmd.services:
        raise Invalid("partnership.bad_pair", field="provider_org")
    if cmd.valid_to is not None and cmd.valid_to <= cmd.valid_from:
        raise Invalid("partnership.bad_period", field="valid_to")
    new = Partnership(
        id=work.new_id(),
        requester_org=cmd.requester_org,
        provider_org=cmd.provider_org,
        services=tuple(dict.fromkeys(cmd.services)),
        valid_from=cmd.valid_from,
        valid_to=cmd.valid_to,
        allows_referral=cmd.allows_referral,
    )
    pair = work.store.partnerships.list(
        requester_org=cmd.requester_org, provider_org=cmd.provider_org
    )
    if any(new.overlaps(old) for old in pair):
        raise Duplicate("partnership.overlaps", field="services")
    work.store.partnerships.add(new)
    work.record("make_partnership", f"partnership:{new.id}", for_org=cmd.requester_org)
    work.tell(f"org:{new.requester_org}", f"org:{new.provider_org}")
    return new


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
    work.record("end_partnership", f"partnership:{old.id}", for_org=old.requester_org)
    work.tell(f"org:{old.requester_org}", f"org:{old.provider_org}")
    return ended
