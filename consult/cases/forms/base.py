"""What the county writes down (申请单): checked field by field, debts instead of obstacles.

An emergency is sent with six typed fields and no further tap: what is still missing becomes a
debt with a due time. Any other request must be complete before it leaves.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from consult.cases.forms.consent import How, clean_consent
from consult.cases.forms.details import clean_details, instant
from consult.cases.forms.diagnoses import clean_diagnoses
from consult.cases.forms.labs import clean_labs
from consult.cases.forms.template import Template
from consult.cases.patients.patient import IdentityStatus, Patient, Sex
from consult.cases.request import Urgency
from consult.errors import Invalid

MAX_TEXT = 8_000

# Unit and plausible range; what lies outside is asked back, not stored.
VITALS: dict[str, tuple[str, float, float]] = {
    "temperature": ("°C", 20, 45),
    "pulse": ("/min", 0, 400),
    "respiration": ("/min", 0, 120),
    "systolic": ("mmHg", 0, 350),
    "diastolic": ("mmHg", 0, 250),
    "spo2": ("%", 0, 100),
}
MEASURES: dict[str, tuple[str, float, float]] = VITALS | {
    "weight": ("kg", 0, 500),
    "gcs": ("", 3, 15),
    "altitude": ("m", -500, 9000),
}
TEXTS = (
    "chief_complaint",
    "history",
    "past_history",
    "allergies",
    "medication",
    "examination",
    "laboratory",
    "provisional_diagnosis",
    "plan",
    "callback_phone",
    "wanted_title",
)
ROUTINE_TEXTS = ("chief_complaint", "history", "provisional_diagnosis")
FLAGS = ("allow_referral",)
PARTS = ("onset_at", "onset_unknown", "vitals", "consent", "details", "labs", "diagnoses", *FLAGS)
DEBT_DUE = {
    "identity": timedelta(hours=4),
    "consent": timedelta(hours=4),
    # An emergency exception is made good within a day; so is a sheet not yet scanned.
    "consent_exception": timedelta(hours=24),
    "consent_scan": timedelta(hours=24),
}
DEFAULT_DEBT_DUE = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Debt:
    """Something owed after sending; `due_at` is when the centre starts asking."""

    field: str
    due_at: datetime

    def as_json(self) -> dict[str, object]:
        return {"field": self.field, "due_at": self.due_at.isoformat()}


def clean_form(data: dict[str, object], template: Template | None = None) -> dict[str, object]:
    """The form with known fields only, trimmed and in range; raises Invalid naming the field.

    `details` are the answers to `template`, whose totals are reckoned here.
    """
    unknown = set(data) - set(TEXTS) - set(PARTS)
    if unknown:
        raise Invalid("form.unknown_field", field=min(unknown))
    clean: dict[str, object] = {}
    for name in TEXTS:
        text = data.get(name, "")
        if not isinstance(text, str) or len(text) > MAX_TEXT:
            raise Invalid("form.text_too_long", field=name, limit=MAX_TEXT)
        if text.strip():
            clean[name] = text.strip()
    clean |= _onset(data) | clean_consent(data.get("consent"))
    # "允许转为转诊": who answers may turn the question into a referral.
    clean |= {name: True for name in FLAGS if data.get(name) is True}
    vitals = _measures(data.get("vitals") or {})
    parts: dict[str, object] = {
        "vitals": vitals,
        "details": _details(data, template, vitals.get("weight")),
        "labs": clean_labs(data.get("labs")),
        "diagnoses": clean_diagnoses(data.get("diagnoses")),
    }
    return clean | {name: part for name, part in parts.items() if part}


def _details(
    data: dict[str, object], template: Template | None, weight: float | None
) -> dict[str, object]:
    raw = data.get("details") or {}
    if template is not None:
        return clean_details(template, raw, weight)
    if raw:
        raise Invalid("form.unknown_field", field="details")
    return {}


def _onset(data: dict[str, object]) -> dict[str, object]:
    if data.get("onset_unknown") is True:
        return {"onset_unknown": True}
    onset = data.get("onset_at")
    if not onset:
        return {}
    return {"onset_at": instant(onset, "onset_at")}


def _measures(values: object) -> dict[str, float]:
    if not isinstance(values, dict):
        raise Invalid("form.bad_number", field="vitals")
    clean = {}
    for name, value in values.items():
        if value is None or value == "":
            continue
        if name not in MEASURES:
            raise Invalid("form.unknown_field", field=f"vitals.{name}")
        unit, low, high = MEASURES[name]
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise Invalid("form.bad_number", field=f"vitals.{name}")
        if not low <= value <= high:
            raise Invalid(
                "form.out_of_range", field=f"vitals.{name}", low=low, high=high, unit=unit
            )
        clean[name] = value
    return clean


def missing(form: dict[str, object], patient: Patient, questions: int, now: datetime) -> list[str]:
    """Every field that is not there yet, in the order of the page."""
    consent = form.get("consent")
    consent = consent if isinstance(consent, dict) else {}
    has_consent = bool(consent.get("given") or consent.get("exception"))
    vitals = form.get("vitals")
    checks = {
        "age": patient.age(now.date()) is not None,
        "sex": patient.sex is not Sex.UNKNOWN,
        "chief_complaint": "chief_complaint" in form,
        "questions": questions > 0,
        "onset": "onset_at" in form or "onset_unknown" in form,
        "vitals": isinstance(vitals, dict) and set(VITALS) <= set(vitals),
        "identity": patient.identity is IdentityStatus.IDENTIFIED,
        "consent": has_consent,
        "consent_exception": not (has_consent and not consent.get("given")),
        "consent_scan": not has_consent or not _sheet_owed(consent),
        "history": "history" in form,
        "provisional_diagnosis": "provisional_diagnosis" in form or "diagnoses" in form,
    }
    return [name for name, there in checks.items() if not there]


# Without these nobody could answer; everything else may follow an emergency.
NEEDED_IN_EMERGENCY = ("age", "sex", "chief_complaint", "questions")
OWED_IN_EMERGENCY = (
    "onset",
    "vitals",
    "identity",
    "consent",
    "consent_exception",
    "consent_scan",
)
MAY_FOLLOW_ALWAYS = frozenset({"vitals", "onset", "consent_exception", "consent_scan"})


def _sheet_owed(consent: dict[str, object]) -> bool:
    """A signed sheet was spoken of, but is not on the case."""
    return consent.get("how") in {How.WRITTEN, How.GUARDIAN} and not consent.get("scan")


def blocking(absent: list[str], urgency: Urgency) -> list[str]:
    """What must be filled in before this request may be sent."""
    if urgency is Urgency.EMERGENCY:
        return [name for name in absent if name in NEEDED_IN_EMERGENCY]
    return [name for name in absent if name not in MAY_FOLLOW_ALWAYS]


def debts(absent: list[str], since: datetime) -> tuple[Debt, ...]:
    """What an emergency still owes, each with its due time."""
    return tuple(
        Debt(name, since + DEBT_DUE.get(name, DEFAULT_DEBT_DUE))
        for name in absent
        if name in OWED_IN_EMERGENCY
    )
