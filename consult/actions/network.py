"""Hospitals, departments, partnerships, people and their roles: the administrator's verbs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from consult.access.policy import area_of
from consult.access.verbs import Verb
from consult.actions.work import Work
from consult.errors import Denied, Duplicate, Invalid, NotFound
from consult.events import AccessChanged
from consult.network.organizations import Department, Organization, OrgKind
from consult.network.partnerships import Partnership, Service
from consult.network.people import Person
from consult.network.roles import Role, RoleAssignment
from consult.network.specialties import SPECIALTIES

LOCALES = ("en", "zh-CN", "vi")
MAX_NAME = 200


def _check_name(name: str, field: str = "name") -> str:
    name = name.strip()
    if not name or len(name) > MAX_NAME:
        raise Invalid("network.bad_name", field=field, limit=MAX_NAME)
    return name


def _line(text: str, field: str) -> str:
    """A short text as it is kept."""
    text = text.strip()
    if len(text) > MAX_NAME:
        raise Invalid("network.too_long", field=field, limit=MAX_NAME)
    return text


def _check_specialty(code: str, field: str = "specialty") -> str:
    if code not in SPECIALTIES:
        raise Invalid("network.bad_specialty", field=field, value=code)
    return code


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveOrganization:
    """Create (`org_id` None) or change a hospital."""

    name: str
    time_zone: str = "Asia/Shanghai"
    locale: str = "zh-CN"
    kind: OrgKind = OrgKind.HOSPITAL
    level: str = ""
    phone: str = ""
    parent_id: str | None = None
    org_id: str | None = None
    demo: bool = False


def save_organization(work: Work, cmd: SaveOrganization) -> Organization:
    """A hospital, centre or authority (机构)."""
    if cmd.org_id is None:
        work.open_network(Verb.MANAGE_NETWORK)
    else:
        work.open_org(cmd.org_id, Verb.MANAGE_ORG)
    try:
        ZoneInfo(cmd.time_zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise Invalid("network.bad_time_zone", field="time_zone", value=cmd.time_zone) from error
    if cmd.locale not in LOCALES:
        raise Invalid("network.bad_locale", field="locale", value=cmd.locale)
    _check_place(work, cmd)
    org = Organization(
        id=cmd.org_id or work.new_id(),
        kind=cmd.kind,
        name=_check_name(cmd.name),
        time_zone=cmd.time_zone,
        locale=cmd.locale,
        level=_line(cmd.level, "level"),
        phone=_line(cmd.phone, "phone"),
        parent_id=cmd.parent_id,
        demo=cmd.demo,
    )
    if cmd.org_id is None:
        work.store.organizations.add(org)
    else:
        work.store.organizations.save(org)
    work.record("save_organization", f"org:{org.id}", for_org=org.id)
    work.tell(f"org:{org.id}")
    return org


def _check_place(work: Work, cmd: SaveOrganization) -> None:
    """Where it stands in the tree decides who supervises it: no hospital says that of itself."""
    old = work.store.organizations.find(id=cmd.org_id) if cmd.org_id is not None else None
    if old is not None and (cmd.parent_id, cmd.kind) != (old.parent_id, old.kind):
        work.open_network(Verb.MANAGE_NETWORK)
    parents = {org.id: org.parent_id for org in work.store.organizations.list()}
    if cmd.parent_id is None:
        return
    if cmd.parent_id not in parents:
        raise NotFound("hospital")
    if cmd.org_id in area_of(cmd.parent_id, parents).above | {cmd.parent_id}:
        raise Invalid("network.parent_ring", field="parent_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveDepartment:
    org_id: str
    name: str
    specialty: str
    phone: str = ""
    department_id: str | None = None


def save_department(work: Work, cmd: SaveDepartment) -> Department:
    work.open_org(cmd.org_id, Verb.MANAGE_ORG)
    department = Department(
        id=cmd.department_id or work.new_id(),
        org_id=cmd.org_id,
        name=_check_name(cmd.name),
        specialty=_check_specialty(cmd.specialty),
        phone=_line(cmd.phone, "phone"),
    )
    if cmd.department_id is None:
        work.store.departments.add(department)
    else:
        if work.store.departments.get(cmd.department_id).org_id != cmd.org_id:
            raise NotFound("department")
        work.store.departments.save(department)
    work.record("save_department", f"department:{department.id}", for_org=cmd.org_id)
    return department


@dataclass(frozen=True, slots=True, kw_only=True)
class MakePartnership:
    requester_org: str
    provider_org: str
    services: tuple[Service, ...]
    valid_from: datetime
    valid_to: datetime | None = None
    allows_referral: bool = False


def make_partnership(work: Work, cmd: MakePartnership) -> Partnership:
    """Let one hospital ask another (合作协议); one active per pair and service."""
    work.open_network(Verb.MANAGE_NETWORK)
    for org_id in (cmd.requester_org, cmd.provider_org):
        if work.store.organizations.find(id=org_id) is None:
            raise NotFound("hospital")
    if cmd.requester_org == cmd.provider_org or not cmd.services:
        raise Invalid("partnership.bad_pair", field="provider_org")
    if cmd.valid_to is not None and cmd.valid_to <= cmd.valid_from:
        raise Invalid("partnership.bad_period", field="valid_to")
    new = Partnership(
        id=work.new_id(),
        requester_org=cmd.requester_org,
        provider_org=cmd.provider_org,
        services=tuple(dict.fromkeys(cmd.services)),
        valid_from=cmd.valid_from,
        valid_to=cmd.valid_to,
        allows_referral=cmd.allows_referral,
    )
    pair = work.store.partnerships.list(
        requester_org=cmd.requester_org, provider_org=cmd.provider_org
    )
    if any(new.overlaps(old) for old in pair):
        raise Duplicate("partnership.overlaps", field="services")
    work.store.partnerships.add(new)
    work.record("make_partnership", f"partnership:{new.id}", for_org=cmd.requester_org)
    work.tell(f"org:{new.requester_org}", f"org:{new.provider_org}")
    return new


@dataclass(frozen=True, slots=True, kw_only=True)
class EndPartnership:
    partnership_id: str
    valid_to: datetime


def end_partnership(work: Work, cmd: EndPartnership) -> Partnership:
    """Set the day an agreement ends; requests already sent keep naming it."""
    work.open_network(Verb.MANAGE_NETWORK)
    old = work.store.partnerships.get(cmd.partnership_id)
    if cmd.valid_to < old.valid_from:
        raise Invalid("partnership.bad_period", field="valid_to")
    ended = replace(old, valid_to=cmd.valid_to)
    work.store.partnerships.save(ended)
    work.record("end_partnership", f"partnership:{old.id}", for_org=old.requester_org)
    work.tell(f"org:{old.requester_org}", f"org:{old.provider_org}")
    return ended


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
        name=_check_name(cmd.name),
        locale=cmd.locale,
        title=_line(cmd.title, "title"),
        phone=_line(cmd.phone, "phone"),
        languages=tuple(cmd.languages),
        specialties=tuple(_check_specialty(s, "specialties") for s in cmd.specialties),
        licence_no=_line(cmd.licence_no, "licence_no"),
        licence_valid_to=cmd.licence_valid_to,
    )
    if cmd.person_id is None:
        work.store.people.add(person)
    else:
        belongs_here(work, cmd.person_id, cmd.org_id)
        work.store.people.save(person)
        work.tell(f"person:{person.id}")
    work.record("save_person", f"person:{person.id}", for_org=cmd.org_id)
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
class GrantRole:
    person_id: str
    org_id: str
    role: Role
    department_id: str | None = None
    valid_from: datetime | None = None
    valid_to: datetime | None = None


NETWORK_WIDE = frozenset({Role.ADMIN, Role.SUPERVISOR})


def grant_role(work: Work, cmd: GrantRole) -> RoleAssignment:
    """Give a person a role at a hospital; only the network's administrator makes administrators."""
    if cmd.role in NETWORK_WIDE:
        work.open_network(Verb.MANAGE_NETWORK)
    work.open_org(cmd.org_id, Verb.MANAGE_ORG)
    if cmd.role not in NETWORK_WIDE:
        belongs_here(work, cmd.person_id, cmd.org_id)
    if cmd.department_id is not None:
        department = work.store.departments.find(id=cmd.department_id)
        if department is None or department.org_id != cmd.org_id:
            raise NotFound("department")
    same = work.store.roles.list(person_id=cmd.person_id, org_id=cmd.org_id, role=cmd.role)
    for old in same:
        if old.active(work.now) and old.department_id == cmd.department_id:
            return old
    granted = RoleAssignment(
        id=work.new_id(),
        person_id=cmd.person_id,
        org_id=cmd.org_id,
        role=cmd.role,
        department_id=cmd.department_id,
        valid_from=cmd.valid_from or work.now,
        valid_to=cmd.valid_to,
    )
    work.store.roles.add(granted)
    work.record("grant_role", f"person:{cmd.person_id}", for_org=cmd.org_id)
    work.events.append(AccessChanged(cmd.person_id))
    return granted


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeRole:
    role_id: str


def revoke_role(work: Work, cmd: RevokeRole) -> RoleAssignment:
    """End a role now; open sockets of the person are checked again."""
    old = work.store.roles.find(id=cmd.role_id)
    if old is None:
        raise NotFound("role")
    if old.role in NETWORK_WIDE:
        work.open_network(Verb.MANAGE_NETWORK)
    work.open_org(old.org_id, Verb.MANAGE_ORG)
    ended = replace(old, valid_to=work.now)
    work.store.roles.save(ended)
    work.record("revoke_role", f"person:{old.person_id}", for_org=old.org_id)
    work.events.append(AccessChanged(old.person_id))
    return ended
