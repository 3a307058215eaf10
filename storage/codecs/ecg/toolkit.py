"""The one adapter over ecgdatakit (Apache-2.0): SCP-ECG, HL7 aECG, MUSE, Sierra, MFER, EDF, ISHNE.

Its parsers are called by name, never by its own detection, which follows paths named in files.
"""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Callable
from fractions import Fraction
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from consult.studies.manifest import SeenPatient
from consult.studies.reasons import Caution, Reason
from storage.codecs.ecg import leads as lead_codes
from storage.codecs.ecg.machine import measurements, statements
from storage.codecs.ecg.record import EcgRecord, LeadSamples, place, to_integers
from storage.codecs.errors import Unreadable
from storage.codecs.text import clean, sex_code

_PARSERS = {
    "scp_ecg": ("scp_ecg", "SCPECGParser"),
    "hl7_aecg": ("hl7_aecg", "HL7aECGParser"),
    "ge_muse_xml": ("ge_muse_xml", "GEMuseXMLParser"),
    "sierra_xml": ("sierra_xml", "SierraXMLParser"),
    "mfer": ("mfer", "MFERParser"),
    "edf": ("edf", "EDFParser"),
    "ishne": ("ishne_holter", "ISHNEHolterParser"),
}
FORMATS = frozenset(_PARSERS)
VERSION = f"ecgdatakit {version('ecgdatakit')} + huizhen 1"

# Nanovolts per unit, for the spellings ecgdatakit normalises to.
_NANOVOLTS = {"nV": 1.0, "uV": 1e3, "µV": 1e3, "mV": 1e6, "V": 1e9}
_INCREMENT_SECONDS = {
    "s": Fraction(1),
    "ms": Fraction(1, 1000),
    "us": Fraction(1, 10**6),
    "µs": Fraction(1, 10**6),
}


def warm() -> None:
    """Imports every parser of `FORMATS`."""
    for fmt in _PARSERS:
        _parser(fmt)


def parse(path: Path, fmt: str) -> EcgRecord:
    """The recording in `path`, known to be of format `fmt`.

    Raises Unreadable for every failure the content can cause.
    """
    raw = _run(path, fmt)
    if fmt == "edf" and any("EDF+D" in note for note in raw.notes):
        raise Unreadable(Reason.UNSUPPORTED, "discontinuous EDF")
    record = raw.record
    chosen, skipped = _choose(record.leads, fmt)
    converted = [_lead(lead, fmt) for lead in chosen]
    cautions = _cautions(record, skipped, any(rounded for _, rounded in converted))
    when = record.recording.date
    return EcgRecord(
        format=fmt,
        rate=_exact_rate(record, chosen[0], fmt),
        leads=_aligned([lead for lead, _ in converted], chosen),
        parser_version=VERSION,
        acquired_text=_time_text(record, when),
        acquired_at=when,
        device=_device(record.recording.device),
        statements=statements(record),
        measurements=measurements(record),
        filters=_filters(record.recording.acquisition.filters),
        median_beat=bool(record.median_beats),
        patient=_patient(record.patient),
        warnings=cautions,
    )


class _Parsed:
    def __init__(self, record: Any, notes: list[str]) -> None:
        self.record = record
        self.notes = notes


def _parser(fmt: str) -> Any:
    module, name = _PARSERS[fmt]
    return getattr(importlib.import_module(f"ecgdatakit.parsing.parsers.{module}"), name)


def _run(path: Path, fmt: str) -> _Parsed:
    from ecgdatakit.exceptions import ECGDataKitError, UnsupportedFormatError

    parser = _parser(fmt)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            record = parser().parse(path)
        except UnsupportedFormatError as error:
            raise Unreadable(Reason.UNSUPPORTED, str(error)) from error
        except ECGDataKitError as error:
            raise Unreadable(_damage(str(error)), str(error)) from error
        except MemoryError:
            raise
        except Exception as error:
            raise Unreadable(Reason.CORRUPT, f"{type(error).__name__}: {error}") from error
    return _Parsed(record, [str(item.message) for item in caught])


def _damage(message: str) -> Reason:
    lowered = message.lower()
    if "truncated" in lowered or "declares" in lowered or "ends after" in lowered:
        return Reason.TRUNCATED
    if "no rhythm series" in lowered or "no ecg lead" in lowered or "no samples" in lowered:
        return Reason.NO_WAVEFORM
    return Reason.CORRUPT


def _named(lead: Any, fmt: str) -> tuple[str, str]:
    return lead_codes.from_label(lead.label, vectors=fmt not in {"edf", "mfer"})


def _choose(leads: list[Any], fmt: str) -> tuple[list[Any], bool]:
    """The leads to show: known ECG leads, of the rate most of them share."""
    if not leads:
        raise Unreadable(Reason.NO_WAVEFORM)
    shown = leads
    if fmt in {"edf", "mfer"}:
        shown = [lead for lead in leads if _is_ecg(lead, fmt)]
        if not shown:
            raise Unreadable(Reason.NOT_AN_ECG)
    rates = [lead.sampling_rate for lead in shown]
    rate = max(set(rates), key=lambda value: (rates.count(value), value))
    same = [lead for lead in shown if lead.sampling_rate == rate]
    return same, len(same) < len(leads)


def _is_ecg(lead: Any, fmt: str) -> bool:
    label = str(lead.label).strip().upper()
    return bool(_named(lead, fmt)[0]) or label.startswith(("ECG", "EKG"))


def _lead(lead: Any, fmt: str) -> tuple[LeadSamples, bool]:
    unit = _NANOVOLTS.get(lead.resolution_unit)
    if unit is None or not lead.resolution:
        raise Unreadable(Reason.NO_SCALE, str(lead.label))
    values = np.asarray(lead.samples, dtype=np.float64)
    missing = ~np.isfinite(values)
    samples, lsb, rounded = to_integers(
        np.where(missing, np.nan, values), round(float(lead.resolution) * unit, 9)
    )
    name, code = _named(lead, fmt)
    return (
        LeadSamples(
            name=name or clean(str(lead.label), 32) or "?",
            code=code,
            samples=samples,
            lsb_nv=lsb,
            offset_nv=float(lead.offset) * unit,
            missing=missing if bool(missing.any()) else None,
        ),
        rounded,
    )


def _aligned(leads: list[LeadSamples], sources: list[Any]) -> tuple[LeadSamples, ...]:
    """Leads of different start or length (SCP-ECG section 3) on one common time axis."""
    starts = [int(source.annotations.get("start_sample", "1")) - 1 for source in sources]
    origin = min(starts)
    length = max(s - origin + len(x.samples) for s, x in zip(starts, leads, strict=True))
    if length * len(leads) > 4 * sum(len(x.samples) for x in leads) + 4_000_000:
        raise Unreadable(Reason.CORRUPT, "leads far apart")
    return tuple(place(x, s - origin, length) for s, x in zip(starts, leads, strict=True))


def _exact_rate(record: Any, lead: Any, fmt: str) -> Fraction:
    maker = _RATES.get(fmt)
    rate = maker(record.raw_metadata, lead) if maker else None
    return rate if rate and round(rate) == lead.sampling_rate else Fraction(lead.sampling_rate)


def _scp_rate(meta: dict[str, Any], _lead: Any) -> Fraction | None:
    interval = meta.get("rhythm_sample_interval_us")
    return Fraction(1_000_000, interval) if interval else None


def _aecg_rate(meta: dict[str, Any], _lead: Any) -> Fraction | None:
    time = meta.get("rhythm_time", {})
    seconds = _INCREMENT_SECONDS.get(time.get("increment_unit", ""))
    text = str(time.get("increment", ""))
    if seconds is None or not 0 < len(text) <= 24:
        return None
    try:
        return 1 / (Fraction(text) * seconds)
    except (ValueError, ZeroDivisionError):
        return None


def _edf_rate(meta: dict[str, Any], lead: Any) -> Fraction | None:
    seconds = Fraction(str(meta["record_duration"])) * int(meta["num_records"])
    return Fraction(len(lead.samples)) / seconds if seconds > 0 else None


def _mfer_rate(meta: dict[str, Any], _lead: Any) -> Fraction | None:
    rates = meta.get("sampling_rates") or []
    return Fraction(rates[0]).limit_denominator(10**6) if len(set(rates)) == 1 else None


_RATES: dict[str, Callable[[dict[str, Any], Any], Fraction | None]] = {
    "scp_ecg": _scp_rate,
    "hl7_aecg": _aecg_rate,
    "edf": _edf_rate,
    "mfer": _mfer_rate,
}


def _cautions(record: Any, skipped: bool, rounded: bool) -> tuple[Caution, ...]:
    found: list[Caution] = []
    if record.raw_metadata.get("checksum_valid") is False:
        found.append(Caution.CHECKSUM_MISMATCH)
    if skipped:
        found.append(Caution.PARTS_NOT_SHOWN)
    if rounded:
        found.append(Caution.REQUANTISED)
    return tuple(found)


def _time_text(record: Any, when: Any) -> str:
    recorded = record.raw_metadata.get("effective_time") or ""
    return clean(str(recorded), 64) or (when.isoformat() if when else "")


def _device(device: Any) -> str:
    parts = (device.manufacturer, device.model, device.serial_number, device.software_version)
    texts = [clean(str(part), 64) for part in parts if part]
    return " ".join(text for text in texts if text.lower() != "unknown")


def _filters(settings: Any) -> tuple[tuple[str, float], ...]:
    values = {"low_hz": settings.highpass, "high_hz": settings.lowpass}
    if settings.notch_active is not False:
        values["notch_hz"] = settings.notch
    return tuple((name, float(value)) for name, value in values.items() if value)


def _patient(patient: Any) -> SeenPatient:
    name = " ".join(clean(str(part), 64) for part in (patient.last_name, patient.first_name))
    return SeenPatient(
        name=name.strip(),
        patient_id=clean(str(patient.patient_id), 64),
        sex=sex_code(str(patient.sex)),
        birth_date=patient.birth_date.date().isoformat() if patient.birth_date else "",
    )
