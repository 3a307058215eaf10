"""What the recorder itself computed and wrote, as the file gives it. Nothing is measured here."""

from __future__ import annotations

import math
import re
from typing import Any

from consult.studies.ecg import EcgMeasurement
from storage.codecs.text import clean

_MAX_STATEMENTS = 64
_GLOBAL = (
    ("heart_rate", "HR", "/min"),
    ("rr_interval", "RR", "ms"),
    ("pr_interval", "PR", "ms"),
    ("qrs_duration", "QRS", "ms"),
    ("qt_interval", "QT", "ms"),
    ("qtc_bazett", "QTcB", "ms"),
    ("qtc_fridericia", "QTcF", "ms"),
    ("p_axis", "P axis", "deg"),
    ("qrs_axis", "QRS axis", "deg"),
    ("t_axis", "T axis", "deg"),
)
# QTc whose formula the file does not state, as the formats spell it.
_QTC_TEXTS = ("qtc", "QTCorrected", "MDC_ECG_TIME_PD_QTc")
_LEADING_NUMBER = re.compile(r"^\s*(\d{2,4})(?:\.\d+)?\b")


def statements(record: Any) -> tuple[str, ...]:
    """The interpretation lines verbatim, in the file's order."""
    pairs = record.interpretation.statements
    lines = [" – ".join(clean(str(part)) for part in pair if part) for pair in pairs]
    written_first = str(record.annotations.get("machine_interpretation", ""))
    lines += [clean(line) for line in written_first.splitlines()]
    return tuple(dict.fromkeys(line for line in lines if line))[:_MAX_STATEMENTS]


def measurements(record: Any) -> tuple[EcgMeasurement, ...]:
    """The recorder's global measurements; 0 for an interval or rate means "not measured"."""
    found: dict[str, EcgMeasurement] = {}
    for attribute, name, unit in _GLOBAL:
        add(found, name, getattr(record.measurements, attribute), unit)
    for key in _QTC_TEXTS:
        match = _LEADING_NUMBER.match(str(record.annotations.get(key, "")))
        if match:
            add(found, "QTc", match.group(1), "ms")
    for name, value in _from_marks(record.raw_metadata.get("measurement_blocks")):
        add(found, name, value, "ms")
    return tuple(found.values())


def add(found: dict[str, EcgMeasurement], name: str, value: Any, unit: str) -> None:
    """Puts one measurement in unless it is absent, not a number, or already there."""
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return
    plausible = math.isfinite(number) and (number > 0 or (unit == "deg" and abs(number) <= 360))
    if plausible and name not in found:
        found[name] = EcgMeasurement(name, int(number) if number.is_integer() else number, unit)


def _from_marks(blocks: Any) -> list[tuple[str, int]]:
    """PR, QRS and QT from the wave boundaries of SCP-ECG section 7, which stores no intervals."""
    if not blocks:
        return []
    first = blocks[0]
    spans = (
        ("PR", "p_onset", "qrs_onset"),
        ("QRS", "qrs_onset", "qrs_offset"),
        ("QT", "qrs_onset", "t_offset"),
    )
    marked = [(name, first[a], first[b]) for name, a, b in spans]
    return [(name, b - a) for name, a, b in marked if 0 < a < b < 29999]
