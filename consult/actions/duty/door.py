"""The doors to duty: what one may not read does not exist, and each change leaves an audit row."""

from __future__ import annotations

from datetime import datetime

from consult.access.changes import Changes
from consult.access.policy import Actor, DutySubject, decide
from consult.access.verbs import Verb
from consult.actions.work import Work
from consult.duty.roster import Roster
from consult.errors import Denied, Invalid, NotFound
from consult.network.organizations import Organization
from consult.network.roles import CLINICAL, Role
from consult.ports import Store


def subject_of(store: Store, org_id: str, now: datetime, roster: Roster | None) -> DutySubject:
    asks = store.partnerships.list(provider_org=org_id)
    return DutySubject(
        org_id=org_id,
        heads=_heads(store, roster, now) if roster else frozenset(),
        askers=frozenset(each.requester_org for each in asks if each.active(now)),
    )


def _heads(store: Store, roster: Roster, now: datetime) -> frozenset[str]:
    """Whoever the roster names, and those who head a department of its specialty."""
    roles = store.roles.list(org_id=roster.org_id, role=Role.HEAD)
    own = {
        each.id
        for each in store.departments.list(org_id=roster.org_id)
        if each.specialty == roster.specialty
    }
    found = {role.person_id for role in roles if role.active(now) and role.department_id in own}
    return frozenset(found | ({roster.head_id} if roster.head_id else set()))


def may_manage(
    store: Store, actor: Actor, org_id: str, now: datetime, roster: Roster | None = None
) -> bool:
    subject = subject_of(store, org_id, now, roster)
    return decide(actor, Verb.MANAGE_DUTY, subject, now).allowed


def readable_org(store: Store, actor: Actor, org_id: str, now: datetime) -> Organization:
    """The hospital if the actor may see its duty; raises NotFound otherwise."""
    org = store.organizations.find(id=org_id)
    subject = subject_of(store, org_id, now, None)
    if org is None or not decide(actor, Verb.READ_DUTY, subject, now).allowed:
        raise NotFound("hospital")
    return org


def plan_for(work: Work, org_id: str, roster: Roster | None = None) -> Organization:
    """The hospital whose duty the actor is about to change; `roster` lets its head in."""
    org = readable_org(work.store, work.actor, org_id, work.now)
    subject = subject_of(work.store, org_id, work.now, roster)
    decision = decide(work.actor, Verb.MANAGE_DUTY, subject, work.now)
    if decision.reason is not None:
        raise Denied(decision.reason, verb=Verb.MANAGE_DUTY)
    return org


def plan_roster(work: Work, roster_id: str) -> Roster:
    roster = known_roster(work, roster_id)
    plan_for(work, roster.org_id, roster)
    return roster


def known_roster(work: Work, roster_id: str) -> Roster:
    """A roster of a hospital whose duty the actor may see."""
    roster = work.store.duty_rosters.find(id=roster_id)
    if roster is None:
        raise NotFound("duty_roster")
    readable_org(work.store, work.actor, roster.org_id, work.now)
    return roster


def works_at(store: Store, person_id: str, org_id: str, now: datetime) -> bool:
    roles = store.roles.list(person_id=person_id, org_id=org_id)
    return any(role.role in CLINICAL and role.active(now) for role in roles)


def clinician_of(work: Work, person_id: str, org_id: str, field: str = "person_id") -> str:
    """The id back; raises Invalid for somebody without a clinical role at the hospital."""
    if not works_at(work.store, person_id, org_id, work.now):
        raise Invalid("duty.not_of_hospital", field=field)
    return person_id


def changed(
    work: Work,
    action: str,
    subject: str,
    org_id: str,
    *people: str,
    changes: Changes | None = None,
) -> None:
    """One audit row; the hospital's pages and those of the people concerned look again."""
    work.record(action, subject, for_org=org_id, changes=changes)
    work.tell(f"org:{org_id}", *(f"person:{each}" for each in dict.fromkeys(people)))
