"""Which resources there are and by what they are found: routes and CapabilityStatement read it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from consult.ids import is_id
from server.fhir.mapping import (
    materials,
    messages,
    network,
    patients,
    reports,
    requests,
    trail,
)
from server.fhir.mapping.values import Json, Naming
from storage.repositories.fhir import materials as material_rows
from storage.repositories.fhir import network as network_rows
from storage.repositories.fhir import patients as patient_rows
from storage.repositories.fhir import requests as request_rows
from storage.repositories.fhir import talk as talk_rows
from storage.repositories.fhir import trail as trail_rows
from storage.repositories.fhir.source import Reader, Source

TOKEN, DATE, REFERENCE, STRING = "token", "date", "reference", "string"
UPDATED = {"_lastUpdated": DATE}


def _one_id(id_: str) -> tuple[object, ...] | None:
    return (id_,) if is_id(id_) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceType:
    """`parameters` by name with their type; `also` are second names of one; `of_patients`: what is
    shown of it is audited."""

    name: str
    source: Callable[[Reader], Source]
    load: Callable[[Reader, Sequence[str]], Mapping[str, Any]]
    resource: Callable[[Any, Naming], Json]
    parameters: Mapping[str, str]
    also: Mapping[str, str] = field(default_factory=dict)
    key_of: Callable[[str], tuple[object, ...] | None] = _one_id
    of_patients: bool = True


SUBJECT = {"subject": "patient"}
OF_PATIENT = {"patient": REFERENCE, "status": TOKEN}

RESOURCES: tuple[ResourceType, ...] = (
    ResourceType(
        name="Patient",
        source=patient_rows.patients,
        load=patient_rows.load_patients,
        resource=patients.patient,
        parameters={"identifier": TOKEN, "name": STRING, "gender": TOKEN, "birthdate": DATE},
    ),
    ResourceType(
        name="Practitioner",
        source=network_rows.practitioners,
        load=network_rows.load_practitioners,
        resource=network.practitioner,
        parameters={},
        of_patients=False,
    ),
    ResourceType(
        name="PractitionerRole",
        source=network_rows.practitioner_roles,
        load=network_rows.load_practitioner_roles,
        resource=network.practitioner_role,
        parameters={"practitioner": REFERENCE, "organization": REFERENCE, "role": TOKEN},
        of_patients=False,
    ),
    ResourceType(
        name="Organization",
        source=network_rows.organizations,
        load=network_rows.load_organizations,
        resource=network.organization,
        parameters={"partof": REFERENCE},
        of_patients=False,
    ),
    ResourceType(
        name="ServiceRequest",
        source=request_rows.service_requests,
        load=request_rows.load_requests,
        resource=requests.service_request,
        parameters=OF_PATIENT | {"authored": DATE, "code": TOKEN, "requisition": TOKEN} | UPDATED,
        also=SUBJECT,
    ),
    ResourceType(
        name="Task",
        source=request_rows.tasks,
        load=request_rows.load_tasks,
        resource=requests.task,
        parameters=OF_PATIENT
        | {"business-status": TOKEN, "authored-on": DATE, "modified": DATE}
        | UPDATED,
    ),
    ResourceType(
        name="Appointment",
        source=request_rows.appointments,
        load=request_rows.load_appointments,
        resource=requests.appointment,
        parameters=OF_PATIENT | {"date": DATE} | UPDATED,
    ),
    ResourceType(
        name="Communication",
        source=talk_rows.communications,
        load=talk_rows.load_communications,
        resource=messages.communication,
        parameters=OF_PATIENT | {"sent": DATE} | UPDATED,
        also=SUBJECT,
        key_of=talk_rows.place_of,
    ),
    ResourceType(
        name="Consent",
        source=patient_rows.consents,
        load=patient_rows.load_consents,
        resource=patients.consent,
        parameters=OF_PATIENT | {"date": DATE} | UPDATED,
    ),
    ResourceType(
        name="ImagingStudy",
        source=material_rows.imaging_studies,
        load=material_rows.load_imaging_studies,
        resource=materials.imaging_study,
        parameters=OF_PATIENT | {"started": DATE, "identifier": TOKEN} | UPDATED,
        also=SUBJECT,
    ),
    ResourceType(
        name="DiagnosticReport",
        source=request_rows.diagnostic_reports,
        load=request_rows.load_requests,
        resource=reports.newest_report,
        parameters=OF_PATIENT | {"date": DATE, "issued": DATE} | UPDATED,
        also=SUBJECT,
    ),
    ResourceType(
        name="DocumentReference",
        source=material_rows.document_references,
        load=material_rows.load_document_references,
        resource=materials.document_reference,
        parameters=OF_PATIENT | {"date": DATE} | UPDATED,
        also=SUBJECT,
    ),
    ResourceType(
        name="AuditEvent",
        source=trail_rows.audit_events,
        load=trail_rows.load_audit_events,
        resource=trail.audit_event,
        parameters={
            "patient": REFERENCE,
            "agent": REFERENCE,
            "subtype": TOKEN,
            "outcome": TOKEN,
            "date": DATE,
        }
        | UPDATED,
    ),
)
