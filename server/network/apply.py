"""Bring a network to what a plan says: one transaction, all of it or nothing, any number of times.

Natural keys: a hospital's name; a department's name at its hospital; the pair and services of a
partnership; a person's licence, else name at the hospital; a username.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict, replace
from datetime import datetime
from typing import TypeVar

from consult.actions.network.accounts import (
    DisableAccount,
    MakeAccount,
    clean_username,
    disable_account,
    make_account,
)
from consult.actions.network.hospitals import (
    SaveDepartment,
    SaveOrganization,
    save_department,
    save_organization,
)
from consult.actions.network.partnerships import (
    EndPartnership,
    MakePartnership,
    end_partnership,
    make_partnership,
)
from consult.actions.network.people import SavePerson, save_person
from consult.actions.network.roles import GrantRole, grant_role
from consult.actions.work import Work
from consult.errors import Duplicate, HuizhenError, Invalid
from consult.network.organizations import Organization
from consult.network.partnerships import Partnership
from consult.network.people import AccountStatus, Person
from server.network.lookup import (
    ImportRefused,
    LineError,
    begins,
    ends,
    find_department,
    find_hospital,
    find_person,
    people_called,
)
from server.network.plan import (
    AccountRow,
    DepartmentRow,
    HospitalRow,
    PartnershipRow,
    PersonRow,
    Plan,
    RoleRow,
    Row,
)

R = TypeVar("R", bound=Row)
COLUMNS = {"provider_org": "partner", "requester_org": "hospital"}


def apply_plan(work: Work, plan: Plan) -> Counter[str]:
    """How many of each kind were written; raises ImportRefused with every line's mistake."""
    done: Counter[str] = Counter()
    errors: list[LineError] = []
    steps: tuple[tuple[str, Iterable[Row], Callable[..., bool]], ...] = (
        ("hospital", plan.hospitals, _hospital),
        ("hospital", [row for row in plan.hospitals if row.parent], _parent),
        ("department", plan.departments, _department),
        ("partnership", plan.partnerships, _partnership),
        ("person", plan.people, _person),
        ("role", plan.roles, _role),
        ("account", plan.accounts, _account),
    )
    for kind, rows, write in steps:
        for row in rows:
            try:
                done[kind] += write(work, row)
            except HuizhenError as error:
                errors.append(_line_error(row, error))
    if errors:
        raise ImportRefused(sorted(errors, key=lambda error: error.line))
    return +done


def _line_error(row: Row, error: HuizhenError) -> LineError:
    column = str(error.params.get("field", "")).partition(".")[0]
    return LineError(row.line, COLUMNS.get(column, column), error.code, error.params)


def _hospital(work: Work, row: HospitalRow) -> bool:
    found = work.store.organizations.list(name=row.name)
    old = find_hospital(work, row.name, "name") if found else None
    if old and row.demo and not old.demo:
        raise Duplicate("import.real_hospital", field="name", value=row.name)
    wanted = SaveOrganization(
        org_id=old.id if old else None,
        name=row.name,
        kind=row.type,
        level=row.level or (old.level if old else ""),
        time_zone=row.time_zone or (old.time_zone if old else "Asia/Shanghai"),
        locale=row.locale or (old.locale if old else "zh-CN"),
        phone=row.phone or (old.phone if old else ""),
        parent_id=old.parent_id if old else None,
        demo=old.demo if old else row.demo,
    )
    return _save_hospital(work, old, wanted)


def _save_hospital(work: Work, old: Organization | None, wanted: SaveOrganization) -> bool:
    if old is not None and _same(old, wanted):
        return False
    save_organization(work, wanted)
    return True


def _parent(work: Work, row: HospitalRow) -> bool:
    old = find_hospital(work, row.name, "name")
    parent = find_hospital(work, row.parent, "parent")
    if old.parent_id == parent.id:
        return False
    values = asdict(replace(old, parent_id=parent.id))
    save_organization(work, SaveOrganization(org_id=values.pop("id"), **values))
    return True


def _department(work: Work, row: DepartmentRow) -> bool:
    org = find_hospital(work, row.hospital)
    found = work.store.departments.list(org_id=org.id, name=row.name)
    old = found[0] if found else None
    wanted = SaveDepartment(
        department_id=old.id if old else None,
        org_id=org.id,
        name=row.name,
        specialty=row.specialty,
        phone=row.phone or (old.phone if old else ""),
    )
    if old is not None and _same(old, wanted):
        return False
    save_department(work, wanted)
    return True


def _partnership(work: Work, row: PartnershipRow) -> bool:
    asks, answers = find_hospital(work, row.hospital), find_hospital(work, row.partner, "partner")
    starts, stops = begins(row.valid_from, asks), ends(row.valid_to, asks)
    pair = work.store.partnerships.list(requester_org=asks.id, provider_org=answers.id)
    for old in pair:
        if set(old.services) == set(row.services) and _same_start(old, starts, work.now):
            return _new_end(work, old, stops)
    make_partnership(
        work,
        MakePartnership(
            requester_org=asks.id,
            provider_org=answers.id,
            services=row.services,
            valid_from=starts or work.now,
            valid_to=stops,
            allows_referral=row.allows_referral,
        ),
    )
    return True


def _same_start(old: Partnership, starts: datetime | None, now: datetime) -> bool:
    return old.active(now) if starts is None else old.valid_from == starts


def _new_end(work: Work, old: Partnership, stops: datetime | None) -> bool:
    if stops is None or stops == old.valid_to:
        return False
    end_partnership(work, EndPartnership(partnership_id=old.id, valid_to=stops))
    return True


def _person(work: Work, row: PersonRow) -> bool:
    org = find_hospital(work, row.hospital)
    found = people_called(work, org, row.name, row.licence_no)
    old = find_person(work, org, row.name, row.licence_no) if found else None
    wanted = _wanted_person(org, row, old)
    changed = old is None or not _same(old, wanted)
    person = save_person(work, wanted) if old is None or changed else old
    return _grant(work, org, person, row) or changed


def _wanted_person(org: Organization, row: PersonRow, old: Person | None) -> SavePerson:
    before = old or Person(id="", name=row.name, locale=org.locale)
    return SavePerson(
        person_id=old.id if old else None,
        org_id=org.id,
        name=row.name,
        locale=row.locale or before.locale,
        title=row.title or before.title,
        phone=row.phone or before.phone,
        languages=row.languages or before.languages,
        specialties=row.specialties or before.specialties,
        licence_no=row.licence_no or before.licence_no,
        licence_valid_to=row.licence_valid_to or before.licence_valid_to,
    )


def _role(work: Work, row: RoleRow) -> bool:
    org = find_hospital(work, row.hospital)
    return _grant(work, org, find_person(work, org, row.name, row.licence_no), row)


def _grant(work: Work, org: Organization, person: Person, row: PersonRow | RoleRow) -> bool:
    department = find_department(work, org, row.department)
    cmd = GrantRole(
        person_id=person.id,
        org_id=org.id,
        role=row.role,
        department_id=department.id if department else None,
        valid_from=begins(row.valid_from, org) if isinstance(row, RoleRow) else None,
        valid_to=ends(row.valid_to, org) if isinstance(row, RoleRow) else None,
    )
    had = {role.id for role in work.store.roles.list(person_id=person.id)}
    return grant_role(work, cmd).id not in had


def _account(work: Work, row: AccountRow) -> bool:
    org = find_hospital(work, row.hospital)
    person = find_person(work, org, row.name, row.licence_no)
    old = work.store.accounts.find(username=clean_username(row.username))
    if old is None:
        cmd = MakeAccount(
            org_id=org.id,
            person_id=person.id,
            username=row.username,
            password_hash=row.password_hash,
            demo=row.demo,
            must_change_password=not row.demo,
        )
        make_account(work, cmd)
        return True
    if old.person_id != person.id or (row.demo and not old.demo):
        raise Invalid("import.other_owner", field="username")
    if row.demo and old.status is AccountStatus.DISABLED:
        cmd_open = DisableAccount(account_id=old.id, org_id=org.id, disabled=False)
        disable_account(work, cmd_open)
        return True
    return False


def _same(old: object, wanted: object) -> bool:
    """Whether saving would change nothing: every field both have is equal."""
    names = {"id", "org_id", "person_id", "department_id"}
    slots: tuple[str, ...] = getattr(type(wanted), "__slots__", ())
    return all(
        getattr(old, name) == getattr(wanted, name)
        for name in slots
        if name not in names and hasattr(old, name)
    )
