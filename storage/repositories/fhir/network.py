"""Organisations, people and their roles, as the network's directory shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from consult.access.policy import Actor
from consult.network.organizations import Department, Organization
from consult.network.people import Person
from consult.network.roles import Role, RoleAssignment
from storage.database.tables.cases import case, case_form
from storage.database.tables.network import department, organization
from storage.database.tables.people import person, role_assignment
from storage.database.tables.requests import assignment, request
from storage.database.tables.rooms import room, room_member
from storage.database.tables.studies import case_material
from storage.repositories.fhir.source import Column, Condition, Field, Reader, Source
from storage.repositories.visible import newest_visible, visible

LOOKED_THROUGH = 2_000
_SAME_ROOM = room.c.id == room_member.c.room_id
_ASKED = request.c.id == assignment.c.request_id
# Who had a hand in a case, and in which.
HANDS: tuple[tuple[Column, sa.FromClause, Column], ...] = (
    (case.c.created_by, case, case.c.id),
    (case_form.c.by, case_form, case_form.c.case_id),
    (case_material.c.added_by, case_material, case_material.c.case_id),
    (room_member.c.person_id, room_member.join(room, _SAME_ROOM), room.c.case_id),
    (assignment.c.person_id, assignment.join(request, _ASKED), request.c.case_id),
    (assignment.c.offered_by, assignment.join(request, _ASKED), request.c.case_id),
)


def organizations(reader: Reader) -> Source:
    """Hospitals, and their departments as parts of them."""
    actor, now = reader.actor, reader.now
    rows = sa.union_all(
        sa.select(organization.c.id, organization.c.parent_id),
        sa.select(department.c.id, department.c.org_id),
    ).subquery("place")
    return Source(
        rows=rows,
        key=(rows.c.id,),
        seen=(_reader(actor, now),),
        columns={"partof": Field(rows.c.parent_id)},
    )


def load_organizations(reader: Reader, ids: Sequence[str]) -> dict[str, Organization | Department]:
    store = reader.store
    found: dict[str, Organization | Department] = {
        row.id: row for row in store.organizations.list(id=list(ids))
    }
    return found | {row.id: row for row in store.departments.list(id=list(ids))}


def practitioners(reader: Reader) -> Source:
    actor, now = reader.actor, reader.now
    return Source(
        rows=person,
        key=(person.c.id,),
        seen=(_reader(actor, now), _known_person(person.c.id, reader)),
        columns={},
    )


def load_practitioners(reader: Reader, ids: Sequence[str]) -> dict[str, Person]:
    store = reader.store
    return {row.id: row for row in store.people.list(id=list(ids))}


def practitioner_roles(reader: Reader) -> Source:
    actor, now = reader.actor, reader.now
    return Source(
        rows=role_assignment,
        key=(role_assignment.c.id,),
        seen=(_reader(actor, now), _known_person(role_assignment.c.person_id, reader)),
        columns={
            "practitioner": Field(role_assignment.c.person_id),
            "organization": Field(role_assignment.c.org_id),
            "role": Field(role_assignment.c.role),
        },
    )


@dataclass(frozen=True, slots=True)
class RolePapers:
    role: RoleAssignment
    person: Person


def load_practitioner_roles(reader: Reader, ids: Sequence[str]) -> dict[str, RolePapers]:
    store = reader.store
    rows = store.roles.list(id=list(ids))
    people = load_practitioners(reader, sorted({row.person_id for row in rows}))
    return {row.id: RolePapers(row, people[row.person_id]) for row in rows}


def _reader(actor: Actor, now: datetime) -> Condition:
    """As Verb.READ_NETWORK: whoever has a role now."""
    return sa.true() if any(role.active(now) for role in actor.roles) else sa.false()


def _known_person(person_id: Column, reader: Reader) -> Condition:
    """Colleagues of one's own hospitals, and whoever had a hand in a case one may read.

    One person is judged by every case; a list looks at the newest `LOOKED_THROUGH`, so that it
    costs the same however long the hospital has been there.
    """
    actor, now = reader.actor, reader.now
    if actor.orgs_with({Role.ADMIN}, now):
        return sa.true()
    role = role_assignment.alias()
    colleague = sa.exists(
        sa.select(role.c.id).where(
            role.c.person_id == person_id,
            role.c.org_id.in_(sorted(actor.orgs_with(Role, now))),
        )
    )
    if reader.whole:
        return sa.or_(
            colleague,
            *(
                sa.exists(
                    sa.select(who)
                    .select_from(rows)
                    .where(who == person_id, visible(case_id, actor, now))
                )
                for who, rows, case_id in HANDS
            ),
        )
    newest = newest_visible(actor, now, LOOKED_THROUGH).cte("newest")
    cases = sa.select(newest.c.case_id)
    known = sa.union(
        *(
            sa.select(who).select_from(rows).where(case_id.in_(cases))
            for who, rows, case_id in HANDS
        )
    )
    return sa.or_(colleague, person_id.in_(known))
