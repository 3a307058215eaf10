"""Roles, granted and revoked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from consult.access.changes import changes_of
from consult.access.verbs import Verb
from consult.actions.network.people import NETWORK_WIDE, belongs_here
from consult.actions.work import Work
from consult.errors import NotFound
from consult.events import AccessChanged
from consult.network.roles import Role, RoleAssignment


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantRole:
    person_id: str
    org_id: str
    role: Role
    department_id: str | None = None
    valid_from: datetime | None = None
    valid_to: datetime | None = None


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
    changes = changes_of(None, granted)
    work.record("grant_role", f"person:{cmd.person_id}", for_org=cmd.org_id, changes=changes)
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
    changes = changes_of(old, None)
    work.record("revoke_role", f"person:{old.person_id}", for_org=old.org_id, changes=changes)
    work.events.append(AccessChanged(old.person_id))
    return ended
