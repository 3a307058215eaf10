"""A recording at a glance: one lead as a line of 160 points wide, and which electrodes look loose.

What is said of electrodes is arithmetic on the first ten seconds, for the technician who still
stands at the bed. It is no finding.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from storage.derive.ecg1 import decode

WIDTH = 160
SECONDS = 10.0
WANTED = ("II", "MLII", "I", "V5")
# Millivolts. A lead that moves less is not connected; one that moves more is not the heart.
FLAT = 0.02
WILD = 10.0
# Root mean square of what is left after a running mean of 20 ms: mains hum and muscle.
NOISY = 0.12
SMOOTH_SECONDS = 0.02
MISSING_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Fault:
    """`fault` is missing, flat, wild or noisy."""

    lead: str
    fault: str


@dataclass(frozen=True, slots=True)
class Mini:
    """Highest and lowest value of each of `WIDTH` columns, in µV; None where nothing is known."""

    lead: str
    seconds: float
    high: tuple[int | None, ...]
    low: tuple[int | None, ...]
    faults: tuple[Fault, ...]


def mini_of(data: bytes) -> Mini:
    """Of an ECG1 file; raises Ecg1Error when it is damaged."""
    decoded = decode(data, SECONDS)
    names = [str(lead["name"]) for lead in decoded.header["leads"]]
    rate = decoded.header["fs"][0] / decoded.header["fs"][1]
    values = decoded.millivolts()
    shown = next((names.index(name) for name in WANTED if name in names), 0)
    high, low = _columns(values[shown])
    return Mini(
        lead=names[shown],
        seconds=round(values.shape[1] / rate, 1),
        high=high,
        low=low,
        faults=_faults(names, values, rate),
    )


def _columns(
    values: NDArray[np.float64],
) -> tuple[tuple[int | None, ...], tuple[int | None, ...]]:
    parts = np.array_split(values, WIDTH)
    known = [part[~np.isnan(part)] for part in parts]
    high = tuple(round(float(part.max()) * 1000) if part.size else None for part in known)
    low = tuple(round(float(part.min()) * 1000) if part.size else None for part in known)
    return high, low


def _faults(names: list[str], values: NDArray[np.float64], rate: float) -> tuple[Fault, ...]:
    found = ((name, _fault(lead, rate)) for name, lead in zip(names, values, strict=True))
    return tuple(Fault(name, fault) for name, fault in found if fault)


def _fault(lead: NDArray[np.float64], rate: float) -> str:
    known: NDArray[Any] = lead[~np.isnan(lead)]
    if known.size < lead.size * (1 - MISSING_SHARE):
        return "missing"
    span = float(np.ptp(known))
    if span < FLAT:
        return "flat"
    if span > WILD:
        return "wild"
    width = max(1, round(rate * SMOOTH_SECONDS))
    smooth = np.convolve(known, np.ones(width) / width, mode="same")
    rest = (known - smooth)[width:-width]
    # The beats' own edges are few: the median knows them not.
    noise = float(np.median(np.abs(rest))) * 1.5 if rest.size else 0.0
    return "noisy" if noise > NOISY else ""
