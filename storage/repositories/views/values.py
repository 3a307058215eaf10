"""Small values that several views share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from consult.access.policy import Actor
from consult.network.people import Person
from storage.repositories.store import SqlStore


class View(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all: what is read is never changed on its way out."""


class Named(View, frozen=True):
    id: str
    name: str


class NamedPerson(View, frozen=True):
    name: str
    title: str
    org_name: str
    phone: str


def org_names(store: SqlStore, ids: Iterable[str]) -> dict[str, str]:
    """Names by id, in one statement; ids that are not there are left out."""
    return {org.id: org.name for org in store.organizations.list(id=sorted(set(ids)))}


def people_by_id(store: SqlStore, ids: Iterable[str]) -> dict[str, Person]:
    return {person.id: person for person in store.people.list(id=sorted(set(ids)))}


def named(names: Mapping[str, str], id_: str) -> Named | None:
    """None for an id that is empty or not there."""
    return Named(id=id_, name=names[id_]) if id_ in names else None


def own_specialties(store: SqlStore, actor: Actor) -> tuple[str, ...]:
    me = store.people.find(id=actor.person_id)
    return me.specialties if me else ()
