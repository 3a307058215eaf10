"""What the county writes down (申请单): checked field by field, debts instead of obstacles.

An emergency is sent with six typed fields and no further tap: what is still missing becomes a
debt with a due time. Any other request must be complete before it leaves.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from consult.cases.patient import IdentityStatus, Patient, Sex
from consult.cases.request import Urgency
from consult.errors import Invalid

TEMPLATES = ("chest_pain", "stroke", "trauma", "obstetric", "child", "general")
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
DEBT_DUE = {"identity": timedelta(hours=4), "consent": timedelta(hours=4)}
DEFAULT_DEBT_DUE = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Debt:
    """Something owed after sending; `due_at` is when the centre starts asking."""

    field: str
    due_at: datetime

    def as_json(self) -> dict[str, object]:
        return {"field": self.field, "due_at": self.due_at.isoformat()}


def clean_form(data: dict[str, object]) -> dict[str, object]:
    """The form with known fields only, trimmed and in range; raises Invalid naming the field."""
    unknown = set(data) - set(TEXTS) - {"onset_at", "onset_unknown", "vitals", "consent"}
    if unknown:
        raise Invalid("form.unknown_field", field=min(unknown))
    clean: dict[str, object] = {}
    for name in TEXTS:
        text = data.get(name, "")
        if not isinstance(text, str) or len(text) > MAX_TEXT:
            raise Invalid("form.text_too_long", field=name, limit=MAX_TEXT)
        if text.strip():
            clean[name] = text.strip()
    clean |= _onset(data) | _consent(data)
    vitals = _measures(data.get("vitals") or {})
    return clean | ({"vitals": vitals} if vitals else {})


def _onset(data: dict[str, object]) -> dict[str, object]:
    if data.get("onset_unknown") is True:
        return {"onset_unknown": True}
    onset = data.get("onset_at")
    if not onset:
        return {}
    try:
        at = datetime.fromisoformat(str(onset))
        if at.tzinfo is None:
            raise ValueError("which zone?")
        written = at.astimezone(UTC).isoformat(timespec="milliseconds")
    except (ValueError, OverflowError) as error:
        raise Invalid("form.bad_time", field="onset_at") from error
    return {"onset_at": written.replace("+00:00", "Z")}


def _consent(data: dict[str, object]) -> dict[str, object]:
    consent = data.get("consent")
    if not consent:
        return {}
    if not isinstance(consent, dict):
        raise Invalid("form.bad_consent", field="consent")
    by, exception = str(consent.get("by", "")).strip(), str(consent.get("exception", "")).strip()
    if len(by) > 200 or len(exception) > 500:
        raise Invalid("form.text_too_long", field="consent", limit=500)
    given = consent.get("given") is True
    return {"consent": {"given": given, "by": by, "exception": exception}}


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
    has_consent = isinstance(consent, dict) and bool(
        consent.get("given") or consent.get("exception")
    )
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
        "history": "history" in form,
        "provisional_diagnosis": "provisional_diagnosis" in form,
    }
    return [name for name, there in checks.items() if not there]


# Without these nobody could answer; everything else may follow an emergency.
NEEDED_IN_EMERGENCY = ("age", "sex", "chief_complaint", "questions")
OWED_IN_EMERGENCY = ("onset", "vitals", "identity", "consent")


def blocking(absent: list[str], urgency: Urgency) -> list[str]:
    """What must be filled in before this request may be sent."""
    if urgency is Urgency.EMERGENCY:
        return [name for name in absent if name in NEEDED_IN_EMERGENCY]
    return [name for name in absent if name not in {"vitals", "onset"}]


def debts(absent: list[str], since: datetime) -> tuple[Debt, ...]:
    """What an emergency still owes, each with its due time."""
    return tuple(
        Debt(name, since + DEBT_DUE.get(name, DEFAULT_DEBT_DUE))
        for name in absent
        if name in OWED_IN_EMERGENCY
    )
