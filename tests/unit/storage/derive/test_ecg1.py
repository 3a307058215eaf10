"""ECG1 gives back every integer it was given, and notices damage."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.codecs.ecg.record import EcgRecord, LeadSamples
from storage.derive import ecg1

I32 = st.integers(-(2**31), 2**31 - 1)
SMALL = st.integers(-300, 300)
I16 = st.integers(-(2**15), 2**15 - 1)


@st.composite
def recordings(draw: st.DrawFn) -> EcgRecord:
    n = draw(st.integers(1, 60))
    rate = draw(st.sampled_from([Fraction(4), Fraction(500), Fraction(1_000_000, 1667)]))
    leads = []
    for number in range(draw(st.integers(1, 4))):
        kind = draw(st.sampled_from([SMALL, I16, I32]))
        values = draw(st.lists(kind, min_size=n, max_size=n))
        gaps = draw(st.none() | st.lists(st.booleans(), min_size=n, max_size=n))
        leads.append(
            LeadSamples(
                name=f"V{number}",
                code="",
                samples=np.array(values, dtype=np.int32),
                lsb_nv=draw(st.sampled_from([2500.0, 4880.0, 10.98666341135899])),
                offset_nv=draw(st.sampled_from([0.0, -166.25])),
                missing=None if gaps is None else np.array(gaps, dtype=np.bool_),
            )
        )
    return EcgRecord("test", rate, tuple(leads), "test 1")


def _mask(lead: LeadSamples) -> np.ndarray:
    return np.zeros(len(lead.samples), np.bool_) if lead.missing is None else lead.missing


@settings(max_examples=150, deadline=None)
@given(recordings())
def test_every_recorded_sample_comes_back(record: EcgRecord) -> None:
    decoded = ecg1.decode(ecg1.encode(record, "ab" * 32))
    for lead, samples, missing in zip(record.leads, decoded.samples, decoded.missing, strict=True):
        mask = _mask(lead)
        assert np.array_equal(missing, mask)
        assert np.array_equal(samples[~mask], lead.samples[~mask])
    expected = np.stack([lead.millivolts() for lead in record.leads])
    assert np.array_equal(decoded.millivolts(), expected, equal_nan=True)


def test_extreme_steps_between_neighbours() -> None:
    values = np.array([-32768, 32767, -32768, 0, 127, 0, 128, 0, -127, 1, -128], dtype=np.int32)
    record = EcgRecord("test", Fraction(500), (LeadSamples("I", "2:1", values, 1000.0),), "t")
    assert ecg1.decode(ecg1.encode(record, "")).samples[0].tolist() == values.tolist()


def test_chunks_hold_two_and_a_half_seconds() -> None:
    lead = LeadSamples("I", "2:1", np.arange(1300, dtype=np.int32), 2500.0)
    header = ecg1.decode(ecg1.encode(EcgRecord("t", Fraction(200), (lead,), "t"), "")).header
    assert [(c["t"], c["n"]) for c in header["chunks"]] == [(0, 500), (500, 500), (1000, 300)]
    assert header["fs"] == [200, 1]


def _encoded() -> bytes:
    lead = LeadSamples("I", "2:1", np.arange(2000, dtype=np.int32) % 77, 2500.0)
    return ecg1.encode(EcgRecord("t", Fraction(500), (lead,), "t"), "")


def test_any_flipped_chunk_byte_is_noticed() -> None:
    data = _encoded()
    start = 8 + int.from_bytes(data[4:8], "little")
    for at in range(start, len(data)):
        broken = data[:at] + bytes([data[at] ^ 0x41]) + data[at + 1 :]
        with pytest.raises(ecg1.Ecg1Error):
            ecg1.decode(broken)


@pytest.mark.parametrize("cut", [0, 3, 7, 40, 300, -1])
def test_a_cut_file_is_noticed(cut: int) -> None:
    with pytest.raises(ecg1.Ecg1Error):
        ecg1.decode(_encoded()[:cut])
