"""Who would ring for a specialty at an instant: the plan of a round, or of a rehearsal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from consult.actions.duty.book import on_call_at
from consult.duty.on_call import Contact
from consult.escalation.plan import Plan, plan
from consult.escalation.policy import EscalationPolicy, applies
from consult.network.roles import Role
from consult.ports import Store


def planned_for(
    store: Store, org_id: str, specialty: str, at: datetime, *, without: Iterable[str] = ()
) -> Plan:
    """The ladder that would start at `at`; raises NotFound for no hospital."""
    duty = on_call_at(store, org_id, specialty, at)
    listed = experts_of(store, org_id, specialty, at)
    return plan(policy_for(store, org_id, specialty), duty, listed, without=without)


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
