"""The paper of a referral (转诊单): what a hospital writes down when it sends a patient on."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from consult.cases.request import Kind
from consult.referrals.fields import day, known, line, one, required, rows, texts

INFECTION = ("none", "suspected", "confirmed", "unknown")
TRANSPORT = ("ambulance", "own_car", "public", "air", "other")
# As on the national forms; those below the line are our additions and Vietnam's.
UP_TEXTS = (
    "visit_type",
    "payment",
    "outpatient_no",
    "inpatient_no",
    "record_no",
    "reason",
    "condition",
    "cautions",
    "tests",
    "results",
    "guidance",
    "wished_doctor",
    "planned_at",
    "diagnosis",
    "treatment",
    "drugs",
    "procedures",
    "clinical_signs",
    "direction",
    "companion_name",
    "companion_phone",
)
DOWN_TEXTS = (
    "appointment_no",
    "outcome",
    "rehabilitation",
    "summary",
    "diagnosis",
    "operations",
    "targets",
    "warning_signs",
    "implants",
    "payment",
    "reason",
    "companion_phone",
)
NEEDED = {
    Kind.REFERRAL_UP: ("reason", "condition"),
    Kind.REFERRAL_DOWN: ("rehabilitation", "summary"),
}


class CareKind(StrEnum):
    """What is to be done at home (康复计划)."""

    VISIT = "visit"
    TEST = "test"
    MEDICATION = "medication"
    EXERCISE = "exercise"
    CALL = "call"
    OTHER = "other"


def clean_sheet(kind: Kind, data: Mapping[str, object]) -> dict[str, object]:
    """Known fields only, trimmed, what is empty left out; raises Invalid naming the field."""
    return _up(data) if kind is Kind.REFERRAL_UP else _down(data)


def _up(data: Mapping[str, object]) -> dict[str, object]:
    data = known(data, (*UP_TEXTS, "infection", "transport", "needs"))
    codes = {
        "infection": one(data.get("infection"), INFECTION, "infection"),
        "transport": one(data.get("transport"), TRANSPORT, "transport"),
    }
    clean: dict[str, object] = dict(texts(data, UP_TEXTS))
    if needs := clean_needs(data.get("needs")):
        clean["needs"] = needs
    return clean | {name: code for name, code in codes.items() if code}


def _down(data: Mapping[str, object]) -> dict[str, object]:
    data = known(data, (*DOWN_TEXTS, "discharge_drugs", "needs", "tasks"))
    parts: dict[str, list[dict[str, Any]]] = {
        "discharge_drugs": [
            _drug(row, f"discharge_drugs.{no}")
            for no, row in enumerate(rows(data.get("discharge_drugs"), "discharge_drugs"))
        ],
        "needs": clean_needs(data.get("needs")),
        "tasks": [
            _task(row, f"tasks.{no}") for no, row in enumerate(rows(data.get("tasks"), "tasks"))
        ],
    }
    clean: dict[str, object] = dict(texts(data, DOWN_TEXTS))
    return clean | {name: part for name, part in parts.items() if part}


def _drug(row: object, field: str) -> dict[str, Any]:
    given = known(row, ("name", "dose", "until"), field)
    until = given.get("until")
    return {
        "name": required(given.get("name"), f"{field}.name"),
        "dose": line(given.get("dose"), f"{field}.dose"),
        "until": day(until, f"{field}.until") if until else "",
    }


def _task(row: object, field: str) -> dict[str, Any]:
    given = known(row, ("kind", "text", "due_on"), field)
    return {
        "kind": one(given.get("kind"), tuple(CareKind), f"{field}.kind") or CareKind.OTHER.value,
        "text": required(given.get("text"), f"{field}.text"),
        "due_on": day(given.get("due_on"), f"{field}.due_on"),
    }


def clean_needs(value: object) -> list[dict[str, Any]]:
    """What the receiver must have for this patient: [{code, name}]; a code or a name says which."""
    found = []
    for no, row in enumerate(rows(value, "needs")):
        given = known(row, ("code", "name"), f"needs.{no}")
        code, name = (
            line(given.get("code"), f"needs.{no}.code", 40),
            line(given.get("name"), "needs"),
        )
        found.append({"code": code, "name": name or required(code, f"needs.{no}.name")})
    return found


def missing(kind: Kind, sheet: Mapping[str, object], form: Mapping[str, object]) -> list[str]:
    """What the receiver cannot do without, in the order of the paper."""
    absent = [name for name in NEEDED[kind] if not sheet.get(name)]
    diagnosed = any(
        (sheet.get("diagnosis"), form.get("provisional_diagnosis"), form.get("diagnoses"))
    )
    return absent if diagnosed else [*absent, "diagnosis"]
