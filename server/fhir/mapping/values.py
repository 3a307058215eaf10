"""The small pieces all resources are made of, and the names of systems."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from consult.cases.case import Case
from server.http.encoding import stamp

Json = dict[str, Any]
HL7 = "http://terminology.hl7.org/CodeSystem"
STRUCTURE = "http://hl7.org/fhir/StructureDefinition"
LOINC = "http://loinc.org"
ICD10 = "http://hl7.org/fhir/sid/icd-10"
DICOM = "http://dicom.nema.org/resources/ontology/DCM"
UCUM = "http://unitsofmeasure.org"
# BSeR: the business status of a referral's task.
BSER = "http://hl7.org/fhir/us/bser/CodeSystem/TaskBusinessStatusCS"
# What has no code system of its own; the same in every installation.
OWN = "urn:x-huizhen"
_BSER_CODE = re.compile(r"\d(\.\d)+")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
# FHIR strings hold no control characters but tab, line feed and carriage return.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Naming:
    """Where this installation is: the beginning of addresses and of its own identifiers."""

    public_url: str

    @property
    def base(self) -> str:
        return f"{self.public_url}/fhir/R4"

    def url(self, path: str) -> str:
        return f"{self.public_url}{path}"

    def system(self, *parts: str) -> str:
        return "/".join((self.public_url, "fhir", "id", *parts))


def tidy(values: Mapping[str, Any]) -> Json:
    """Without what is empty: FHIR knows no null, no empty string, list or object."""
    found = {name: _clean(value) for name, value in values.items()}
    return {name: value for name, value in found.items() if value not in (None, "", [], {})}


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return text(value)
    if isinstance(value, Mapping):
        return tidy(value)
    if isinstance(value, list | tuple):
        kept = (_clean(item) for item in value)
        return [item for item in kept if item not in (None, "", [], {})]
    return value


def text(value: str) -> str:
    """As a FHIR string; white space alone is nothing."""
    return _CONTROL.sub("\ufffd", value).strip()


def instant(at: datetime | None) -> str | None:
    """`2026-11-21T06:00:00.000Z`: a dateTime or instant, always with its zone."""
    return stamp(at) if at else None


def partial_date(written: str) -> str | None:
    """A year, month or day as far as it is known; None for anything else."""
    if not _DATE.fullmatch(written):
        return None
    year, month, day = (*(int(part) for part in written.split("-")), 1, 1)[:3]
    try:
        date(year, month, day)
    except ValueError:
        return None
    return written


def reference(kind: str, id_: str | None, display: str = "") -> Json | None:
    return {"reference": f"{kind}/{id_}", "display": display} if id_ else None


def coding(system: str, code: str, display: str = "") -> Json:
    """Codes hold single blanks only."""
    return {"system": system, "code": " ".join(text(code).split()), "display": display}


def concept(system: str, code: str, display: str = "", words: str = "") -> Json | None:
    """A CodeableConcept; None for an empty code without words."""
    if not code:
        return {"text": words} if words else None
    return {"coding": [coding(system, code, display)], "text": words}


def case_number(case: Case, naming: Naming) -> Json:
    """What all requests of one case have in common."""
    return {"system": naming.system(case.owner_org, "case"), "value": case.number}


def security(case: Case) -> list[Json]:
    """A case for training is test data, and says so on each of its resources."""
    return [coding(f"{HL7}/v3-ActReason", "HTEST", "test health data")] if case.training else []


def own_concept(system: str, code: str, words: str = "") -> Json | None:
    """A code of ours, such as a state or a specialty."""
    return concept(f"{OWN}:{system}", code, words=words)


def business_status(code: str, state: str, kind: str) -> Json | None:
    """BSeR's code where there is one, and our own state always."""
    own = coding(f"{OWN}:state:{kind}", state)
    if _BSER_CODE.fullmatch(code):
        return {"coding": [coding(BSER, code), own]}
    return {"coding": [own], "text": code}


def extension(name: str, **value: Any) -> Json:
    return {"url": f"{OWN}:{name}", **value}


def phone(number: str) -> list[Json]:
    return [{"system": "phone", "value": number}] if number.strip() else []


def human_name(name: str, **more: Any) -> list[Json]:
    """As one text: which part is the family's is not recorded, and not guessed."""
    return [{**more, "text": name}] if name.strip() else []
