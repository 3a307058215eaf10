"""A recording at a glance: its line, and the electrodes that look loose."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from numpy.typing import NDArray

from storage.codecs.ecg.record import EcgRecord, LeadSamples
from storage.derive import ecg1
from storage.derive.ecg_mini import WIDTH, mini_of

RATE = 500
T = np.arange(12 * RATE) / RATE
# A beat a second: a narrow peak of 1 mV over a slow wave.
BEATS: NDArray[np.float64] = np.exp(-(((T % 1) - 0.5) ** 2) / 2e-4) + 0.1 * np.sin(2 * np.pi * T)


def lead(name: str, millivolts: NDArray[np.float64], missing: int = 0) -> LeadSamples:
    gaps = np.arange(len(millivolts)) < missing if missing else None
    values = np.round(millivolts * 1000).astype(np.int32)
    return LeadSamples(name=name, code="", samples=values, lsb_nv=1000.0, missing=gaps)


def recording(*leads: LeadSamples) -> bytes:
    record = EcgRecord(format="test", parser_version="1", rate=Fraction(RATE), leads=leads)
    return ecg1.encode(record, "0" * 64)


def test_the_line_is_lead_two_of_ten_seconds() -> None:
    mini = mini_of(recording(lead("I", BEATS), lead("II", 2 * BEATS)))
    assert (mini.lead, mini.seconds, len(mini.high), len(mini.low)) == ("II", 10.0, WIDTH, WIDTH)
    highest = max(value for value in mini.high if value is not None)
    assert highest == pytest.approx(2000, abs=250)
    assert mini.faults == ()


def test_what_is_not_known_is_a_gap() -> None:
    mini = mini_of(recording(lead("V5", BEATS, missing=RATE)))
    assert (mini.lead, mini.high[0], mini.low[0]) == ("V5", None, None)
    assert mini.high[-1] is not None


def test_electrodes_that_look_loose_are_named() -> None:
    rng = np.random.default_rng(1)
    mini = mini_of(
        recording(
            lead("II", BEATS),
            lead("V1", np.zeros(len(T))),
            lead("V2", 8 * np.sin(T)),
            lead("V3", BEATS + 0.5 * np.sin(2 * np.pi * 50 * T) + 0.05 * rng.normal(size=len(T))),
            lead("V4", BEATS, missing=3 * RATE),
        )
    )
    assert [(fault.lead, fault.fault) for fault in mini.faults] == [
        ("V1", "flat"),
        ("V2", "wild"),
        ("V3", "noisy"),
        ("V4", "missing"),
    ]


def test_only_the_chunks_it_needs_are_read() -> None:
    data = recording(lead("II", np.tile(BEATS, 20)))
    damaged = data[:-50] + bytes(50)
    assert mini_of(damaged).lead == "II"
    with pytest.raises(ecg1.Ecg1Error):
        ecg1.decode(damaged)
