"""BDF (24-bit EDF), which ecgdatakit does not read, by edfio (Apache-2.0)."""

from __future__ import annotations

import importlib
from datetime import datetime
from fractions import Fraction
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from consult.studies.manifest import SeenPatient
from consult.studies.reasons import Caution, Reason
from storage.codecs.ecg import leads as lead_codes
from storage.codecs.ecg.record import EcgRecord, LeadSamples
from storage.codecs.errors import Unreadable
from storage.codecs.text import clean, sex_code

VERSION = f"edfio {version('edfio')} + huizhen 1"
_NANOVOLTS = {"nV": 1.0, "uV": 1e3, "µV": 1e3, "mV": 1e6, "V": 1e9}


def warm() -> None:
    """Imports the library."""
    importlib.import_module("edfio")


def parse(path: Path) -> EcgRecord:
    """The ECG leads of a BDF file; raises Unreadable."""
    import edfio

    try:
        return _record(edfio.read_bdf(path))
    except (Unreadable, MemoryError):
        raise
    except Exception as error:
        raise Unreadable(Reason.CORRUPT, f"{type(error).__name__}: {error}") from error


def _record(bdf: Any) -> EcgRecord:
    if str(getattr(bdf, "reserved", "")).startswith("BDF+D"):
        raise Unreadable(Reason.UNSUPPORTED, "discontinuous BDF")
    signals = list(bdf.signals)
    named = [(signal, *lead_codes.from_label(signal.label, vectors=False)) for signal in signals]
    known = [item for item in named if item[1]]
    if not known:
        raise Unreadable(Reason.NOT_AN_ECG)
    rate = Fraction(known[0][0].sampling_frequency).limit_denominator(10**6)
    same = [x for x in known if x[0].sampling_frequency == known[0][0].sampling_frequency]
    when = _began(bdf)
    return EcgRecord(
        format="bdf",
        rate=rate,
        leads=tuple(_lead(signal, name, code) for signal, name, code in same),
        parser_version=VERSION,
        acquired_text=when.isoformat() if when else "",
        acquired_at=when,
        patient=_patient(bdf),
        warnings=() if len(same) == len(named) else (Caution.PARTS_NOT_SHOWN,),
    )


def _began(bdf: Any) -> datetime | None:
    """None for a recording made anonymous: its date is written as X."""
    try:
        return datetime.combine(bdf.startdate, bdf.starttime)
    except ValueError:
        return None


def _lead(signal: Any, name: str, code: str) -> LeadSamples:
    unit = _NANOVOLTS.get(signal.physical_dimension)
    if unit is None:
        raise Unreadable(Reason.NO_SCALE, name)
    low, high = signal.digital_range
    physical_low, physical_high = signal.physical_range
    step = (physical_high - physical_low) / (high - low)
    return LeadSamples(
        name=name,
        code=code,
        samples=np.asarray(signal.digital, dtype=np.int32),
        lsb_nv=step * unit,
        offset_nv=(physical_high - step * high) * unit,
    )


def _patient(bdf: Any) -> SeenPatient:
    try:
        patient = bdf.patient
        name, code, birth = str(patient.name), str(patient.code), patient.birthdate
    except Exception:  # the plain-text field need not follow EDF+
        return SeenPatient()
    return SeenPatient(
        name="" if name == "X" else clean(name, 128),
        patient_id="" if code == "X" else clean(code, 64),
        sex=sex_code(str(patient.sex)),
        birth_date=birth.isoformat() if birth else "",
    )
