"""Organization, Practitioner and PractitionerRole."""

from __future__ import annotations

from consult.network.organizations import Department, Organization, OrgKind
from consult.network.people import Person
from server.fhir.mapping.values import (
    HL7,
    Json,
    Naming,
    concept,
    human_name,
    instant,
    own_concept,
    phone,
    reference,
)
from storage.repositories.fhir.network import RolePapers

_KINDS = {OrgKind.HOSPITAL: "prov", OrgKind.CENTRE: "prov", OrgKind.AUTHORITY: "govt"}


def organization(row: Organization | Department, naming: Naming) -> Json:
    """A department is an organisation that is part of its hospital."""
    department = isinstance(row, Department)
    kind = "dept" if isinstance(row, Department) else _KINDS[row.kind]
    parent = row.org_id if isinstance(row, Department) else row.parent_id
    own = own_concept("specialty", row.specialty) if isinstance(row, Department) else None
    return {
        "resourceType": "Organization",
        "id": row.id,
        "identifier": [
            {
                "system": naming.system("department" if department else "organization"),
                "value": row.id,
            }
        ],
        "active": True,
        "type": [concept(f"{HL7}/organization-type", kind), own],
        "name": row.name,
        "telecom": phone(row.phone),
        "partOf": reference("Organization", parent),
    }


def practitioner(row: Person, naming: Naming) -> Json:
    """The licence stays with who manages the hospital, as in the product's own lists."""
    return {
        "resourceType": "Practitioner",
        "id": row.id,
        "identifier": [{"system": naming.system("person"), "value": row.id}],
        "active": True,
        "name": human_name(row.name),
        "telecom": phone(row.phone),
        "communication": [
            concept("urn:ietf:bcp:47", language) for language in row.languages or (row.locale,)
        ],
    }


def practitioner_role(papers: RolePapers, naming: Naming) -> Json:
    role, person = papers.role, papers.person
    return {
        "resourceType": "PractitionerRole",
        "id": role.id,
        "identifier": [{"system": naming.system("role"), "value": role.id}],
        "active": role.valid_to is None,
        "period": {"start": instant(role.valid_from), "end": instant(role.valid_to)},
        "practitioner": reference("Practitioner", person.id, person.name),
        "organization": reference("Organization", role.department_id or role.org_id),
        "code": [own_concept("role", role.role.value, person.title)],
        "specialty": [own_concept("specialty", each) for each in person.specialties],
        "telecom": phone(person.phone),
    }
