"""AuditEvent, as IHE BALP describes a patient's record being read or changed."""

from __future__ import annotations

from consult.access.audit import AuditEvent
from server.fhir.mapping.values import (
    HL7,
    OWN,
    Json,
    Naming,
    coding,
    concept,
    extension,
    instant,
    reference,
)
from storage.database.json_text import dump_json
from storage.repositories.fhir.trail import FAILED

REST = f"{HL7}/audit-event-type"
_READS = ("read", "dicom", "fhir", "list", "search", "show", "export")


def audit_event(row: AuditEvent, naming: Naming) -> Json:
    reads = row.action.startswith(_READS)
    several = extension("count", valueInteger=row.count)
    return {
        "resourceType": "AuditEvent",
        "id": row.id,
        "extension": [several] if row.count != 1 else [],
        "type": coding(REST, "rest"),
        "subtype": [coding(f"{OWN}:action", row.action)],
        "action": "R" if reads else "U",
        "recorded": instant(row.at),
        "outcome": FAILED[row.outcome.value],
        "purposeOfEvent": [concept(f"{OWN}:purpose", row.purpose)],
        "agent": [{"who": _who(row), "requestor": True}],
        "source": {
            "site": naming.public_url,
            "observer": reference("Organization", row.for_org) or {"display": naming.public_url},
        },
        "entity": [
            {
                "what": reference("Patient", row.patient_id),
                "role": coding(f"{HL7}/object-role", "1", "Patient"),
            }
            if row.patient_id
            else None,
            {
                "what": {"identifier": {"system": f"{OWN}:subject", "value": row.subject}},
                "role": coding(f"{HL7}/object-role", "4", "Domain Resource"),
                "detail": [
                    {"type": name, "valueString": dump_json(was_and_became)}
                    for name, was_and_became in (row.changes or {}).items()
                ],
            },
            {
                "what": {"identifier": {"system": f"{OWN}:request-id", "value": row.request_id}},
                "role": coding(f"{HL7}/object-role", "20", "Job"),
            }
            if row.request_id
            else None,
        ],
    }


def _who(row: AuditEvent) -> Json | None:
    """A person, or the installation itself."""
    if len(row.actor) == 36:
        return reference("Practitioner", row.actor)
    return {"identifier": {"system": f"{OWN}:actor", "value": row.actor}}
