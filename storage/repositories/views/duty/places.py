"""The hospitals whose duty somebody may see, their own first."""

from __future__ import annotations

from datetime import datetime

from consult.access.policy import Actor, decide
from consult.access.verbs import Verb
from consult.actions.duty.door import may_manage, subject_of
from consult.network.roles import Role
from storage.repositories.store import SqlStore
from storage.repositories.views.values import View


class DutyPlace(View, frozen=True):
    id: str
    name: str
    time_zone: str
    phone: str
    own: bool
    can_plan: bool
    rosters: int


def duty_places(store: SqlStore, actor: Actor, now: datetime) -> list[DutyPlace]:
    """Others' hospitals only once they have a roster."""
    own = actor.orgs_with(Role, now)
    counts: dict[str, int] = {}
    for roster in store.duty_rosters.list(retired=False):
        counts[roster.org_id] = counts.get(roster.org_id, 0) + 1
    found = []
    for org in store.organizations.list():
        subject = subject_of(store, org.id, now, None)
        seen = decide(actor, Verb.READ_DUTY, subject, now).allowed
        if seen and (org.id in own or counts.get(org.id)):
            found.append(
                DutyPlace(
                    id=org.id,
                    name=org.name,
                    time_zone=org.time_zone,
                    phone=org.phone,
                    own=org.id in own,
                    can_plan=may_manage(store, actor, org.id, now),
                    rosters=counts.get(org.id, 0),
                )
            )
    return sorted(found, key=lambda each: (not each.own, -each.rosters, each.name))
