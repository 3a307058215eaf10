"""Who would ring on Tuesday at two in the morning: the ladder as it would be made."""

from __future__ import annotations

from datetime import datetime

from consult.access.policy import Actor
from consult.actions.duty.door import readable_org
from consult.actions.escalation.planning import planned_for
from consult.errors import Invalid
from consult.escalation.plan import Plan
from consult.network.specialties import SPECIALTIES
from storage.repositories.store import SqlStore
from storage.repositories.views.values import View


class Rehearsal(View, frozen=True):
    org_id: str
    org_name: str
    time_zone: str
    specialty: str
    at: datetime
    plan: Plan


def rehearsal(
    store: SqlStore, actor: Actor, org_id: str, specialty: str, at: datetime, now: datetime
) -> Rehearsal:
    """Raises NotFound for a hospital whose duty the actor may not see."""
    org = readable_org(store, actor, org_id, now)
    if specialty not in SPECIALTIES:
        raise Invalid("network.bad_specialty", field="specialty", value=specialty)
    return Rehearsal(
        org_id=org.id,
        org_name=org.name,
        time_zone=org.time_zone,
        specialty=specialty,
        at=at,
        plan=planned_for(store, org.id, specialty, at),
    )
