"""Patient and Consent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from consult.cases.case import Side
from consult.cases.forms.consent import How
from consult.cases.patients.national_id import looks_chinese
from consult.cases.patients.patient import IdentityStatus, Patient, PatientIdentifier
from server.fhir.mapping.values import (
    HL7,
    LOINC,
    STRUCTURE,
    UCUM,
    Json,
    Naming,
    case_number,
    concept,
    extension,
    human_name,
    instant,
    own_concept,
    phone,
    reference,
    security,
    text,
)
from storage.repositories.fhir.patients import ConsentPapers, PatientPapers

# 居民身份证号码, as registered for China's health documents (WS 363).
CHINESE_ID = "urn:oid:2.16.156.10011.1.3"
_TYPES = {"national_id": "NI", "mrn": "MR", "insurance": "HC", "provisional": "AN"}
_OF_ONE_HOSPITAL = ("mrn", "provisional")


def patient(papers: PatientPapers, naming: Naming) -> Json:
    row = papers.patient
    temporary = {"use": "temp"} if row.identity is IdentityStatus.UNIDENTIFIED else {}
    return {
        "resourceType": "Patient",
        "id": row.id,
        "extension": _stated_age(row),
        "identifier": [_identifier(each, naming) for each in papers.identifiers],
        "active": row.merged_into is None,
        "name": human_name(row.name, **temporary),
        "telecom": phone(row.phone),
        "gender": row.sex.value,
        "birthDate": row.birth_date.isoformat() if row.birth_date else None,
        "_birthDate": None if row.birth_date else _birth_date_unknown(),
        "managingOrganization": reference("Organization", row.org_id),
        "link": [
            {"other": reference("Patient", merged), "type": "replaced-by"}
            for merged in (row.merged_into,)
            if merged
        ],
    }


def _identifier(row: PatientIdentifier, naming: Naming) -> Json:
    chinese = row.system == "national_id" and looks_chinese(row.value)
    local = row.system in _OF_ONE_HOSPITAL
    parts = (row.org_id, row.system) if local else (row.system,)
    return {
        "use": "official" if row.system == "national_id" else "usual",
        "type": concept(f"{HL7}/v2-0203", _TYPES.get(row.system, "")),
        "system": CHINESE_ID if chinese else naming.system(*parts),
        "value": row.value,
        "assigner": reference("Organization", row.org_id) if local else None,
    }


def _stated_age(row: Patient) -> list[Json]:
    if row.birth_date is not None or row.age_years is None:
        return []
    age = {"value": row.age_years, "unit": "a", "system": UCUM, "code": "a"}
    return [extension("stated-age", valueAge=age)]


def _birth_date_unknown() -> Json:
    return {"extension": [{"url": f"{STRUCTURE}/data-absent-reason", "valueCode": "unknown"}]}


def consent(papers: ConsentPapers, naming: Naming) -> Json:
    """Given, or the exception of an emergency: then it is not active."""
    case, form = papers.case, papers.form
    said = form.data.get("consent")
    facts: Mapping[str, Any] = said if isinstance(said, dict) else {}
    given, exception = facts.get("given") is True, text(str(facts.get("exception") or ""))
    guardian = facts.get("how") == How.GUARDIAN
    who = " · ".join(filter(None, (text(str(facts.get(k) or "")) for k in ("by", "relation"))))
    signer = {"display": who} if guardian and who else reference("Patient", case.patient_id)
    return {
        "resourceType": "Consent",
        "id": case.id,
        "meta": {"lastUpdated": instant(form.at), "tag": security(case)},
        "extension": [extension("consent-exception", valueString=exception)] if exception else [],
        "identifier": [case_number(case, naming)],
        "status": "active" if given else "inactive",
        "scope": concept(f"{HL7}/consentscope", "treatment"),
        "category": [
            concept(LOINC, "59284-0", "Consent Document"),
            own_concept("consent-category", "consultation"),
        ],
        "patient": reference("Patient", case.patient_id),
        "dateTime": instant(form.at),
        "performer": [signer],
        "organization": [reference("Organization", case.owner_org)],
        "policyRule": concept(f"{HL7}/v3-ActCode", "OPTIN"),
        "verification": [{"verified": True}] if facts.get("scan") else [],
        "provision": {
            "type": "permit",
            "period": {"start": instant(case.created_at)},
            "actor": [
                {
                    "role": concept(f"{HL7}/v3-ParticipationType", "IRCP"),
                    "reference": reference("Organization", party.org_id),
                }
                for party in papers.parties
                if party.side is Side.PROVIDER
            ],
        },
    }
