"""A hospital's numbers: each change is a version of its own, audited, with its reason."""

from __future__ import annotations

from dataclasses import dataclass

from consult.access.verbs import Verb
from consult.actions.work import Work
from consult.errors import Duplicate, Invalid, StaleVersion
from consult.escalation.policy import EscalationPolicy, check
from consult.network.specialties import SPECIALTIES

MAX_REASON = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class SavePolicy:
    """`if_version` is the version it was made from, 0 for the first."""

    org_id: str
    specialty: str
    after_s: dict[str, int]
    next_after_s: int
    answer_within_s: int
    ends_after_s: int
    again_after_s: int
    active: bool
    reason: str
    if_version: int | None = None


def save_policy(work: Work, cmd: SavePolicy) -> EscalationPolicy:
    """For calls that begin from now on; what rings already goes on as it began."""
    org = work.open_org(cmd.org_id, Verb.MANAGE_ORG)
    if cmd.specialty and cmd.specialty not in SPECIALTIES:
        raise Invalid("network.bad_specialty", field="specialty", value=cmd.specialty)
    if len(cmd.reason) > MAX_REASON:
        raise Invalid("request.text_too_long", field="reason", limit=MAX_REASON)
    versions = work.store.escalation_policies.list(org_id=org.id, specialty=cmd.specialty)
    newest = versions[-1].version if versions else 0
    if cmd.if_version is not None and cmd.if_version != newest:
        raise StaleVersion("escalation_policy")
    policy = EscalationPolicy(
        id=work.new_id(),
        org_id=org.id,
        specialty=cmd.specialty,
        version=newest + 1,
        after_s=cmd.after_s,
        next_after_s=cmd.next_after_s,
        answer_within_s=cmd.answer_within_s,
        ends_after_s=cmd.ends_after_s,
        again_after_s=cmd.again_after_s,
        active=cmd.active,
        reason=cmd.reason.strip(),
        by=work.actor.person_id,
        at=work.now,
    )
    check(policy)
    try:
        work.store.escalation_policies.add(policy)
    except Duplicate as error:
        raise StaleVersion("escalation_policy") from error
    work.record("save_escalation_policy", f"escalation_policy:{policy.id}", for_org=org.id)
    return policy
