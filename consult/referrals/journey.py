"""What is written down for the way (转运交接单): who goes along, what runs, what was given."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from consult.cases.forms.base import MEASURES
from consult.cases.forms.details import instant
from consult.errors import Invalid
from consult.referrals.fields import known, line, lines, one, required, rows
from consult.referrals.sheet import INFECTION, TRANSPORT

ESCORTS = ("doctor", "nurse", "paramedic", "family")
CHECKLIST = (
    "escort",
    "escort_name",
    "transport",
    "vehicle",
    "oxygen",
    "lines",
    "drugs",
    "vitals",
    "infection",
    "infection_text",
    "phone",
    "companion_phone",
    "papers",
)
ROUTE = ("vitals", "drug", "dose", "text", "altitude", "distance_km")
_WORDS = ("escort_name", "vehicle", "infection_text", "companion_phone")


def clean_checklist(data: Mapping[str, object]) -> dict[str, object]:
    """The list as it leaves the house; only the telephone of who travels is never left out."""
    data = known(data, CHECKLIST, "checklist")
    field = "checklist.escort"
    escorts = [one(each, ESCORTS, field) for each in rows(data.get("escort"), field)]
    clean: dict[str, object] = {
        "escort": [each for each in ESCORTS if each in escorts],
        "transport": one(data.get("transport"), TRANSPORT, "checklist.transport"),
        "oxygen": _oxygen(data.get("oxygen")),
        "lines": lines(data.get("lines"), "checklist.lines"),
        "drugs": [_drug(row) for row in rows(data.get("drugs"), "checklist.drugs")],
        "vitals": vitals(data.get("vitals"), "checklist.vitals"),
        "infection": one(data.get("infection"), INFECTION, "checklist.infection"),
        "phone": required(data.get("phone"), "checklist.phone"),
        "papers": lines(data.get("papers"), "checklist.papers"),
    }
    words = {name: line(data.get(name), f"checklist.{name}") for name in _WORDS}
    return {name: each for name, each in (clean | words).items() if each}


def _oxygen(value: object) -> dict[str, object]:
    if value is None:
        return {}
    given = known(value, ("device", "litres"), "checklist.oxygen")
    litres = _number(given.get("litres"), "checklist.oxygen.litres", 0, 100)
    return {"device": line(given.get("device"), "checklist.oxygen.device"), "litres": litres}


def _drug(row: object) -> dict[str, object]:
    given = known(row, ("name", "dose", "at"), "checklist.drugs")
    at = given.get("at")
    return {
        "name": required(given.get("name"), "checklist.drugs.name"),
        "dose": line(given.get("dose"), "checklist.drugs.dose"),
        "at": instant(at, "checklist.drugs.at") if at else "",
    }


def vitals(value: object, field: str) -> dict[str, float]:
    """Measured values in their plausible ranges."""
    if value is None:
        return {}
    given = known(value, tuple(MEASURES), field)
    found = {
        name: _number(each, f"{field}.{name}", MEASURES[name][1], MEASURES[name][2])
        for name, each in given.items()
    }
    return {name: each for name, each in found.items() if each is not None}


def _number(value: object, field: str, low: float, high: float) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Invalid("form.bad_number", field=field)
    if not low <= value <= high:
        raise Invalid("form.out_of_range", field=field, low=low, high=high, unit="")
    return value


def clean_route(data: Mapping[str, object]) -> dict[str, Any]:
    """One note from the way; raises Invalid for an empty one."""
    data = known(data, ROUTE)
    clean: dict[str, Any] = {
        "vitals": vitals(data.get("vitals"), "vitals"),
        "drug": line(data.get("drug"), "drug"),
        "dose": line(data.get("dose"), "dose"),
        "text": line(data.get("text"), "text", 1000),
        "altitude": _number(data.get("altitude"), "altitude", -500, 9000),
        "distance_km": _number(data.get("distance_km"), "distance_km", 0, 10_000),
    }
    kept = {name: each for name, each in clean.items() if each not in (None, "", {})}
    if not kept:
        raise Invalid("referral.nothing_noted", field="text")
    return kept


def check_eta(eta: datetime, now: datetime, furthest: datetime) -> None:
    if not now < eta <= furthest:
        raise Invalid("referral.bad_eta", field="eta")
