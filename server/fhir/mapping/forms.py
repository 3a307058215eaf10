"""What the county wrote down, as resources contained in the request it belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from consult.cases.case import Case, CaseForm
from consult.cases.forms.base import MEASURES
from server.fhir.mapping.values import (
    HL7,
    ICD10,
    LOINC,
    OWN,
    UCUM,
    Json,
    coding,
    concept,
    instant,
    reference,
    text,
)

# LOINC and UCUM of each measure; height above the sea has no LOINC we would vouch for.
MEASURE_CODES = {
    "temperature": ("8310-5", "Cel"),
    "pulse": ("8867-4", "/min"),
    "respiration": ("9279-1", "/min"),
    "systolic": ("8480-6", "mm[Hg]"),
    "diastolic": ("8462-4", "mm[Hg]"),
    "spo2": ("59408-5", "%"),
    "weight": ("29463-7", "kg"),
    "gcs": ("9269-2", "{score}"),
    "altitude": ("", "m"),
}


def diagnoses(case: Case, form: CaseForm) -> list[Json]:
    """Provisional diagnoses, coded or in words."""
    rows = form.data.get("diagnoses")
    named = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    words = form.data.get("provisional_diagnosis")
    if isinstance(words, str):
        named = [*named, {"code": "", "text": words}]
    return [_condition(case, form, number, row) for number, row in enumerate(named, 1)]


def _condition(case: Case, form: CaseForm, number: int, row: Mapping[str, Any]) -> Json:
    code, words = str(row.get("code") or ""), str(row.get("text") or "")
    return {
        "resourceType": "Condition",
        "id": f"diagnosis-{number}",
        "verificationStatus": concept(f"{HL7}/condition-ver-status", "provisional"),
        "category": [concept(f"{HL7}/condition-category", "encounter-diagnosis")],
        "code": concept(ICD10, code, words=words),
        "subject": reference("Patient", case.patient_id),
        "recordedDate": instant(form.at),
        "recorder": reference("Practitioner", form.by),
    }


def measures(case: Case, form: CaseForm) -> list[Json]:
    """Vital signs and what else is measured at the bedside."""
    values = form.data.get("vitals")
    found = values if isinstance(values, dict) else {}
    return [
        _observation(case, form, name, value)
        for name, value in found.items()
        if name in MEASURES and isinstance(value, int | float) and not isinstance(value, bool)
    ]


def _observation(case: Case, form: CaseForm, name: str, value: float) -> Json:
    loinc, unit = MEASURE_CODES.get(name, ("", ""))
    codes = [*([coding(LOINC, loinc)] if loinc else []), coding(f"{OWN}:measure", name)]
    return {
        "resourceType": "Observation",
        "id": f"measure-{name}",
        "status": "final",
        "category": [concept(f"{HL7}/observation-category", "vital-signs")],
        "code": {"coding": codes, "text": name},
        "subject": reference("Patient", case.patient_id),
        "effectiveDateTime": instant(form.at),
        "performer": [reference("Practitioner", form.by)],
        "valueQuantity": {
            "value": value,
            "unit": MEASURES[name][0],
            "system": UCUM if unit else None,
            "code": unit,
        },
    }


def answers(case: Case, form: CaseForm) -> Json:
    """Every field as it was filled in, by its name in the template."""
    return {
        "resourceType": "QuestionnaireResponse",
        "id": "form",
        "identifier": {"system": f"{OWN}:form", "value": f"{form.case_id}.{form.version}"},
        "questionnaire": f"{OWN}:template:{form.template}|{form.template_version}",
        "status": "completed",
        "subject": reference("Patient", case.patient_id),
        "authored": instant(form.at),
        "author": reference("Practitioner", form.by),
        "item": [
            {"linkId": name, "answer": [{"valueString": value}]}
            for name, value in _flat("", form.data)
            if text(name) and text(value)
        ],
    }


def _flat(name: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _flat(f"{name}.{key}".lstrip("."), item)
    elif isinstance(value, list | tuple):
        for number, item in enumerate(value, 1):
            yield from _flat(f"{name}.{number}", item)
    elif isinstance(value, bool):
        yield name, "true" if value else "false"
    elif value is not None:
        yield name, str(value)


def complaint(form: CaseForm) -> list[Json | None]:
    words = form.data.get("chief_complaint")
    return [concept("", "", words=words)] if isinstance(words, str) else []
