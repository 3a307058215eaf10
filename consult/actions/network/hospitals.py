"""Hospitals and their departments: the administrator's verbs."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from consult.access.changes import changes_of
from consult.access.policy import area_of
from consult.access.verbs import Verb
from consult.actions.network.fields import LOCALES, check_name, check_specialty, short_line
from consult.actions.work import Work
from consult.errors import Invalid, NotFound
from consult.network.organizations import Department, Organization, OrgKind


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
    old = work.store.organizations.find(id=cmd.org_id) if cmd.org_id is not None else None
    _check_place(work, cmd, old)
    org = Organization(
        id=cmd.org_id or work.new_id(),
        kind=cmd.kind,
        name=check_name(cmd.name),
        time_zone=cmd.time_zone,
        locale=cmd.locale,
        level=short_line(cmd.level, "level"),
        phone=short_line(cmd.phone, "phone"),
        parent_id=cmd.parent_id,
        demo=cmd.demo,
    )
    if cmd.org_id is None:
        work.store.organizations.add(org)
    else:
        work.store.organizations.save(org)
    changes = changes_of(old, org)
    work.record("save_organization", f"org:{org.id}", for_org=org.id, changes=changes)
    work.tell(f"org:{org.id}")
    return org


def _check_place(work: Work, cmd: SaveOrganization, old: Organization | None) -> None:
    """Where it stands in the tree decides who supervises it: no hospital says that of itself."""
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
        name=check_name(cmd.name),
        specialty=check_specialty(cmd.specialty),
        phone=short_line(cmd.phone, "phone"),
    )
    old = None
    if cmd.department_id is None:
        work.store.departments.add(department)
    else:
        old = work.store.departments.get(cmd.department_id)
        if old.org_id != cmd.org_id:
            raise NotFound("department")
        work.store.departments.save(department)
    subject, changes = f"department:{department.id}", changes_of(old, department)
    work.record("save_department", subject, for_org=cmd.org_id, changes=changes)
    return department
