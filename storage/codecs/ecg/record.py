"""A recording in memory, inside the worker: raw integers as the file holds them."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from datetime import datetime
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from consult.studies.ecg import EcgLead, EcgMeasurement, EcgSummary
from consult.studies.manifest import SeenPatient
from consult.studies.reasons import Caution, Reason
from storage.codecs.errors import Unreadable

Integers = NDArray[np.int32]
Mask = NDArray[np.bool_]

_INT32 = np.iinfo(np.int32)


@dataclass(frozen=True, slots=True)
class LeadSamples:
    """`mV = (samples * lsb_nv + offset_nv) / 1e6`; `missing` marks samples never recorded."""

    name: str
    code: str
    samples: Integers
    lsb_nv: float
    offset_nv: float = 0.0
    missing: Mask | None = None

    def millivolts(self) -> NDArray[np.float64]:
        """Amplitudes in mV, NaN where missing."""
        values = (self.samples.astype(np.float64) * self.lsb_nv + self.offset_nv) / 1e6
        return values if self.missing is None else np.where(self.missing, np.nan, values)


@dataclass(frozen=True, slots=True)
class EcgRecord:
    """One recording; all leads have the same length and sampling rate (Hz, exact)."""

    format: str
    rate: Fraction
    leads: tuple[LeadSamples, ...]
    parser_version: str
    acquired_text: str = ""
    acquired_at: datetime | None = None
    device: str = ""
    statements: tuple[str, ...] = ()
    measurements: tuple[EcgMeasurement, ...] = ()
    filters: tuple[tuple[str, float], ...] = ()
    median_beat: bool = False
    patient: SeenPatient = field(default_factory=SeenPatient)
    warnings: tuple[Caution, ...] = ()

    @property
    def n_samples(self) -> int:
        """Samples per lead."""
        return len(self.leads[0].samples)

    def summary(self) -> EcgSummary:
        """The facts that leave the worker."""
        return EcgSummary(
            rate_num=self.rate.numerator,
            rate_den=self.rate.denominator,
            n_samples=self.n_samples,
            leads=tuple(EcgLead(x.name, x.code, x.lsb_nv, x.offset_nv) for x in self.leads),
            acquired_text=self.acquired_text,
            acquired_at=self.acquired_at,
            device=self.device,
            machine_statements=self.statements,
            measurements=self.measurements,
            filters=self.filters,
            median_beat=self.median_beat,
            parser=self.format,
            parser_version=self.parser_version,
        )


def to_integers(values: NDArray[np.float64], lsb_nv: float) -> tuple[Integers, float, bool]:
    """Integers and their step for values given as floats, and whether anything was rounded.

    Whole numbers stay as they are; decimal fractions become whole by a smaller step; only
    what is neither is rounded, to a step of 1000 nV.
    """
    finite = np.nan_to_num(values, nan=0.0)
    for scale in (1, 10, 100, 1000, 10_000, 100_000):
        scaled = finite * scale
        whole = np.rint(scaled)
        if _fits(whole) and np.allclose(scaled, whole, rtol=0, atol=1e-6):
            return whole.astype(np.int32), lsb_nv / scale, False
    whole = np.rint(finite * lsb_nv / 1000.0)
    if not _fits(whole):
        raise Unreadable(Reason.CORRUPT, "amplitudes beyond 32 bits")
    return whole.astype(np.int32), 1000.0, True


def _fits(values: NDArray[np.float64]) -> bool:
    return values.size == 0 or bool(values.min() >= _INT32.min and values.max() <= _INT32.max)


def place(lead: LeadSamples, start: int, length: int) -> LeadSamples:
    """The lead at sample `start` of a recording of `length` samples; the rest is missing."""
    n = len(lead.samples)
    if start == 0 and n == length:
        return lead
    samples = np.zeros(length, dtype=np.int32)
    missing = np.ones(length, dtype=np.bool_)
    samples[start : start + n] = lead.samples
    missing[start : start + n] = False if lead.missing is None else lead.missing
    return replace(lead, samples=samples, missing=missing)


def finish(record: EcgRecord, *, max_values: int) -> EcgRecord:
    """The record with unique lead names and its quality cautions; refuses empty or endless ones."""
    if not record.leads or record.n_samples == 0:
        raise Unreadable(Reason.NO_WAVEFORM)
    if record.n_samples * len(record.leads) > max_values:
        raise Unreadable(Reason.TOO_LONG)
    if not 1 <= record.rate <= 100_000:
        raise Unreadable(Reason.CORRUPT, f"sampling rate {record.rate}")
    if not all(math.isfinite(lead.lsb_nv) and lead.lsb_nv != 0 for lead in record.leads):
        raise Unreadable(Reason.NO_SCALE)
    cautions = list(record.warnings)
    if record.rate < 500:
        cautions.append(Caution.LOW_SAMPLING_RATE)
    if any(abs(lead.lsb_nv) > 5000.0 for lead in record.leads):
        cautions.append(Caution.COARSE_RESOLUTION)
    if any(not lead.code for lead in record.leads):
        cautions.append(Caution.UNKNOWN_LEAD)
    return replace(record, leads=_unique(record.leads), warnings=tuple(dict.fromkeys(cautions)))


def _unique(leads: tuple[LeadSamples, ...]) -> tuple[LeadSamples, ...]:
    seen: dict[str, int] = {}
    named: list[LeadSamples] = []
    for lead in leads:
        seen[lead.name] = seen.get(lead.name, 0) + 1
        number = seen[lead.name]
        named.append(lead if number == 1 else replace(lead, name=f"{lead.name} ({number})"))
    return tuple(named)
