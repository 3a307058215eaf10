"""People of the network, and which of them a hospital's administrator may change."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from consult.access.changes import changes_of
from consult.access.verbs import Verb
from consult.actions.network.fields import LOCALES, check_name, check_specialty, short_line
from consult.actions.work import Work
from consult.errors import Denied, Invalid, NotFound
from consult.network.people import Person
from consult.network.roles import Role

NETWORK_WIDE = frozenset({Role.ADMIN, Role.SUPERVISOR})


@dataclass(frozen=True, slots=True, kw_only=True)
class SavePerson:
    """A person of the network; `org_id` is the hospital whose administrator writes it."""

    org_id: str
    name: str
    locale: str = "zh-CN"
    title: str = ""
    phone: str = ""
    languages: tuple[str, ...] = ()
    specialties: tuple[str, ...] = ()
    licence_no: str = ""
    licence_valid_to: date | None = None
    person_id: str | None = None


def save_person(work: Work, cmd: SavePerson) -> Person:
    work.open_org(cmd.org_id, Verb.MANAGE_ORG)
    if cmd.locale not in LOCALES:
        raise Invalid("network.bad_locale", field="locale", value=cmd.locale)
    person = Person(
        id=cmd.person_id or work.new_id(),
        name=check_name(cmd.name),
        locale=cmd.locale,
        title=short_line(cmd.title, "title"),
        phone=short_line(cmd.phone, "phone"),
        languages=tuple(cmd.languages),
        specialties=tuple(check_specialty(s, "specialties") for s in cmd.specialties),
        licence_no=short_line(cmd.licence_no, "licence_no"),
        licence_valid_to=cmd.licence_valid_to,
    )
    old = None
    if cmd.person_id is None:
        work.store.people.add(person)
    else:
        belongs_here(work, cmd.person_id, cmd.org_id)
        old = work.store.people.get(cmd.person_id)
        work.store.people.save(person)
        work.tell(f"person:{person.id}")
    changes = changes_of(old, person)
    work.record("save_person", f"person:{person.id}", for_org=cmd.org_id, changes=changes)
    return person


def belongs_here(work: Work, person_id: str, org_id: str) -> None:
    """A hospital's administrator changes only people who have, or never had, a role there.

    Those who hold a role in the whole network are changed by its administrator: whoever sets
    their password could log in as them.
    """
    if work.store.people.find(id=person_id) is None:
        raise NotFound("person")
    if work.actor.orgs_with({Role.ADMIN}, work.now):
        return
    roles = work.store.roles.list(person_id=person_id)
    if roles and not all(role.org_id == org_id for role in roles):
        raise NotFound("person")
    if any(role.role in NETWORK_WIDE and role.active(work.now) for role in roles):
        raise Denied("policy.not_allowed")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseLocale:
    locale: str


def choose_locale(work: Work, cmd: ChooseLocale) -> None:
    """A person's own language for screens, errors and papers."""
    if cmd.locale not in LOCALES:
        raise Invalid("network.bad_locale", field="locale", value=cmd.locale)
    person = work.store.people.get(work.actor.person_id)
    work.store.people.save(replace(person, locale=cmd.locale))
