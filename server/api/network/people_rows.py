"""People with their roles and logins, as one caller may see them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime

import msgspec

from consult.names import searchable
from consult.network.people import Account, Person
from consult.network.roles import RoleAssignment
from storage.repositories.store import SqlStore


class AccountRow(msgspec.Struct, frozen=True):
    id: str
    username: str
    status: str
    must_change_password: bool


class RoleRow(msgspec.Struct, frozen=True):
    id: str
    role: str
    org_id: str
    org_name: str
    department_id: str | None
    valid_from: datetime
    valid_to: datetime | None


class PersonRow(msgspec.Struct, frozen=True):
    id: str
    name: str
    locale: str
    title: str
    phone: str
    languages: tuple[str, ...]
    specialties: tuple[str, ...]
    licence_no: str
    licence_valid_to: date | None
    accounts: list[AccountRow]
    roles: list[RoleRow]


def people_rows(
    store: SqlStore,
    *,
    org_id: str | None,
    words: str,
    visible: frozenset[str] | None,
    managed: Callable[[str], bool],
) -> list[PersonRow]:
    """People with a role at a `visible` hospital (None: at any, or with no role at all).

    Who manages a hospital also sees people without any role: they were just made. Logins and
    licences are given for those whose hospital is `managed` by the caller.
    """
    names = {org.id: org.name for org in store.organizations.list()}
    roles: dict[str, list[RoleAssignment]] = defaultdict(list)
    for role in store.roles.list():
        roles[role.person_id].append(role)
    accounts: dict[str, list[Account]] = defaultdict(list)
    for account in store.accounts.list():
        accounts[account.person_id].append(account)
    a_manager = any(map(managed, names))
    rows = []
    for person in store.people.list():
        orgs = {role.org_id for role in roles[person.id]}
        seen = bool(orgs & visible) if visible is not None else True
        if not (seen or (not orgs and a_manager)) or not _fits(person, words):
            continue
        if org_id and org_id not in orgs:
            continue
        open_to_me = any(map(managed, orgs)) or (not orgs and a_manager)
        rows.append(_row(person, roles[person.id], accounts[person.id], names, full=open_to_me))
    return rows


def _fits(person: Person, words: str) -> bool:
    text = searchable(" ".join((person.name, person.title, person.phone, *person.specialties)))
    return all(word in text for word in searchable(words).split())


def _row(
    person: Person,
    roles: list[RoleAssignment],
    accounts: list[Account],
    names: dict[str, str],
    *,
    full: bool,
) -> PersonRow:
    return PersonRow(
        id=person.id,
        name=person.name,
        locale=person.locale,
        title=person.title,
        phone=person.phone,
        languages=person.languages,
        specialties=person.specialties,
        licence_no=person.licence_no if full else "",
        licence_valid_to=person.licence_valid_to if full else None,
        accounts=[
            AccountRow(each.id, each.username, each.status, each.must_change_password)
            for each in accounts
            if full
        ],
        roles=[
            RoleRow(
                id=each.id,
                role=each.role,
                org_id=each.org_id,
                org_name=names[each.org_id],
                department_id=each.department_id,
                valid_from=each.valid_from,
                valid_to=each.valid_to,
            )
            for each in roles
        ],
    )
