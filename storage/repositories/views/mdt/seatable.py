"""Whom a hospital may seat in its teams: its own clinicians and those of its partners."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from consult.access.policy import Actor, MdtSubject, decide
from consult.access.verbs import Verb
from consult.errors import Denied, NotFound
from consult.network.roles import CLINICAL
from storage.repositories.store import SqlStore
from storage.repositories.views.values import Named, View, named, org_names, people_by_id


class Seatable(View, frozen=True):
    id: str
    name: str
    title: str
    org: Named | None
    specialties: tuple[str, ...]


def seatable(store: SqlStore, actor: Actor, org_id: str, now: datetime) -> list[Seatable]:
    """One line per person and hospital, the own hospital's first."""
    if store.organizations.find(id=org_id) is None:
        raise NotFound("organization")
    decision = decide(actor, Verb.MANAGE_MDT, MdtSubject(org_id=org_id), now)
    if decision.reason is not None:
        raise Denied(decision.reason, verb=Verb.MANAGE_MDT)
    orgs = org_names(store, [org_id, *_partners(store, org_id, now)])
    roles = store.roles.list(org_id=sorted(orgs), role=sorted(CLINICAL))
    places = {(role.org_id, role.person_id) for role in roles if role.active(now)}
    people = people_by_id(store, {person for _, person in places})
    found = [
        Seatable(
            id=person,
            name=people[person].name,
            title=people[person].title,
            org=named(orgs, org),
            specialties=people[person].specialties,
        )
        for org, person in places
    ]
    own = orgs[org_id]
    return sorted(found, key=lambda row: (_name(row) != own, _name(row), row.name, row.id))


def _name(row: Seatable) -> str:
    return row.org.name if row.org else ""


def _partners(store: SqlStore, org_id: str, now: datetime) -> Iterable[str]:
    asked = store.partnerships.list(requester_org=org_id)
    asks = store.partnerships.list(provider_org=org_id)
    return {
        other
        for row in (*asked, *asks)
        if row.active(now)
        for other in (row.requester_org, row.provider_org)
        if other != org_id
    }
