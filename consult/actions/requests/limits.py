"""The numbers in force for a hospital, and new versions of them (时限设置)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from consult.access.verbs import Verb
from consult.actions.work import Work
from consult.cases.limits import Limits, LimitsVersion, clean_limits, overlaid
from consult.errors import Duplicate, Invalid, StaleVersion
from consult.ports import Store

NETWORK = ""
MAX_REASON = 1000


def limits_of(store: Store, org_id: str) -> Limits:
    """The network's newest version with the hospital's own over it."""
    newest: dict[str, Mapping[str, object]] = {}
    for row in store.limits.list(org_id=[NETWORK, org_id]):
        newest[row.org_id] = row.data  # in the order of their versions
    return overlaid(*(newest[scope] for scope in (NETWORK, org_id) if scope in newest))


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveLimits:
    """`data` holds what differs (`consult.cases.limits.DEFAULTS`); `org_id` "" is the network."""

    org_id: str
    data: dict[str, object]
    reason: str
    if_version: int


def save_limits(work: Work, cmd: SaveLimits) -> LimitsVersion:
    """A new version, with the reason; what runs already keeps the times it was given."""
    if cmd.org_id == NETWORK:
        work.open_network(Verb.MANAGE_NETWORK)
    else:
        work.open_org(cmd.org_id, Verb.MANAGE_ORG)
    if not cmd.reason.strip() or len(cmd.reason) > MAX_REASON:
        raise Invalid("limits.reason_required", field="reason")
    if cmd.org_id != NETWORK and "figures" in cmd.data:  # else hospitals could not be compared
        raise Invalid("limits.of_the_network", field="figures")
    held = work.store.limits.list(org_id=cmd.org_id)
    if cmd.if_version != len(held):
        raise StaleVersion("limits")
    fresh = LimitsVersion(
        org_id=cmd.org_id,
        version=len(held) + 1,
        data=clean_limits(cmd.data),
        reason=cmd.reason.strip(),
        by=work.actor.person_id,
        at=work.now,
    )
    try:
        work.store.limits.add(fresh)
    except Duplicate as error:
        raise StaleVersion("limits") from error
    work.record("save_limits", f"limits:{cmd.org_id}:{fresh.version}", for_org=cmd.org_id or None)
    return fresh
