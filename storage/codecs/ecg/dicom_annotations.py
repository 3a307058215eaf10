"""Machine statements and numbers in a waveform's annotations (DICOM PS3.3 §C.10.10)."""

from __future__ import annotations

import re

from pydicom.dataset import Dataset
from pydicom.multival import MultiValue

from consult.studies.ecg import EcgMeasurement
from storage.codecs.ecg.machine import add
from storage.codecs.text import clean

_MAX_STATEMENTS = 64
# Code values of PS3.16 CID 3227–3229 and of SCP-ECG sections 7 and 10.
_BY_CODE = {
    "8867-4": "HR",
    "2:16770": "HR",
    "5.10.2.5-1": "HR",
    "2:16168": "RR",
    "5.10.2.1-3": "RR",
    "5.10.2.1-5": "PP",
    "2:15872": "PR",
    "5.13.5-7": "PR",
    "2:16156": "QRS",
    "5.13.5-9": "QRS",
    "2:16160": "QT",
    "5.13.5-11": "QT",
    "5.10.2.5-5": "QTc",
    "2:15880": "QTcB",
    "2:15892": "QTcF",
    "2:16128": "P axis",
    "5.10.3-11": "P axis",
    "2:16132": "QRS axis",
    "5.10.3-13": "QRS axis",
    "2:16136": "T axis",
    "5.10.3-15": "T axis",
}
_BY_MEANING = {
    "heart rate": "HR",
    "ventricular rate": "HR",
    "ventricular heart rate": "HR",
    "rr interval": "RR",
    "pr interval": "PR",
    "pr interval global": "PR",
    "qrs duration": "QRS",
    "qrs duration global": "QRS",
    "qt interval": "QT",
    "qt interval global": "QT",
    "qtc interval": "QTc",
    "qtc interval global": "QTc",
    "p axis": "P axis",
    "qrs axis": "QRS axis",
    "t axis": "T axis",
}
_UNITS = {"HR": "/min", "P axis": "deg", "QRS axis": "deg", "T axis": "deg"}
_RATE_UNITS = re.compile(r"bpm|/min|min-1", re.IGNORECASE)


def read_annotations(ds: Dataset) -> tuple[tuple[str, ...], tuple[EcgMeasurement, ...]]:
    """Statements verbatim in the file's order, and the global measurements among the numbers."""
    lines: list[str] = []
    numbers: dict[str, EcgMeasurement] = {}
    for item in ds.get("WaveformAnnotationSequence") or []:
        if item.get("NumericValue") is not None:
            _number(item, numbers)
        elif item.get("UnformattedTextValue"):
            lines += [clean(line) for line in str(item.UnformattedTextValue).splitlines()]
        elif item.get("ConceptCodeSequence"):
            lines.append(clean(str(item.ConceptCodeSequence[0].get("CodeMeaning", "") or "")))
    unique = dict.fromkeys(line for line in lines if line)
    return tuple(unique)[:_MAX_STATEMENTS], tuple(numbers.values())


def _number(item: Dataset, numbers: dict[str, EcgMeasurement]) -> None:
    concept = _first(item, "ConceptNameCodeSequence")
    meaning = clean(str(concept.get("CodeMeaning", "") or "")).lower() if concept else ""
    code = str(concept.get("CodeValue", "") or "").strip() if concept else ""
    name = _BY_CODE.get(code) or _BY_MEANING.get(meaning)
    if name is None:
        return
    units = _first(item, "MeasurementUnitsCodeSequence")
    unit = str(units.get("CodeValue", "") or "").strip() if units else _UNITS.get(name, "ms")
    if name == "HR" and _RATE_UNITS.search(unit):
        unit = "/min"
    values = item.NumericValue
    add(numbers, name, values[0] if isinstance(values, MultiValue) else values, unit)


def _first(item: Dataset, keyword: str) -> Dataset | None:
    items = item.get(keyword)
    return items[0] if items else None
