"""Who would ring for a specialty at an instant: the plan of a round, or of a rehearsal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from consult.access.referral_rules import REFERRAL_RULES
from consult.access.verbs import Verb
from consult.actions.duty.book import on_call_at
from consult.cases.request import Kind, Request
from consult.duty.on_call import Contact
from consult.escalation.plan import Plan, plan
from consult.escalation.policy import EscalationPolicy, applies
from consult.network.roles import Role
from consult.ports import Store
from consult.referrals.states import REFERRALS


def planned_for(
    store: Store, org_id: str, specialty: str, at: datetime, *, without: Iterable[str] = ()
) -> Plan:
    """The ladder that would start at `at`; raises NotFound for no hospital."""
    duty = on_call_at(store, org_id, specialty, at)
    listed = experts_of(store, org_id, specialty, at)
    return plan(policy_for(store, org_id, specialty), duty, listed, without=without)


def planned_for_request(
    store: Store, request: Request, at: datetime, *, without: Iterable[str] = ()
) -> Plan:
    """A referral rings its desk, which alone can accept it; else the duty of the specialty."""
    if request.kind not in REFERRALS:
        return planned_for(store, request.to_org, request.specialty, at, without=without)
    duty = on_call_at(store, request.to_org, request.specialty, at)
    listed = [
        Contact(person_id=each.id, name=each.name, phone=each.phone)
        for each in store.people.list(id=desk_of(store, request, at))
    ]
    policy = policy_for(store, request.to_org, request.specialty)
    return plan(policy, replace(duty, lines=(), head=None), listed, without=without)


def desk_of(store: Store, request: Request, at: datetime) -> list[str]:
    """Who answers for the receiving hospital; a county without a desk has its doctors."""
    wanted = [Verb.ANSWER_REFERRAL]
    if request.kind is Kind.REFERRAL_DOWN:
        wanted.append(Verb.ANSWER_DOWN)
    for verb in wanted:
        roles = store.roles.list(org_id=request.to_org, role=sorted(REFERRAL_RULES[verb][1]))
        found = sorted({role.person_id for role in roles if role.active(at)})
        if found:
            return found
    return []


def policy_for(store: Store, org_id: str, specialty: str) -> EscalationPolicy:
    versions = store.escalation_policies.list(org_id=org_id, specialty=[specialty, ""])
    return applies(versions, specialty)


def experts_of(store: Store, org_id: str, specialty: str, at: datetime) -> list[Contact]:
    """The expert list (专家名单) of a specialty, each once."""
    roles = store.roles.list(org_id=org_id, role=[Role.EXPERT, Role.REVIEWER])
    people = store.people.list(id=sorted({r.person_id for r in roles if r.active(at)}))
    return [
        Contact(person_id=each.id, name=each.name, phone=each.phone)
        for each in people
        if specialty in each.specialties
    ]


def coordinators_of(store: Store, org_id: str, at: datetime) -> list[str]:
    """Who keeps the centre's desk (会诊中心调度)."""
    roles = store.roles.list(org_id=org_id, role=Role.COORDINATOR)
    return sorted({role.person_id for role in roles if role.active(at)})
