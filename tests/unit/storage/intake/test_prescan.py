"""The structural walk sees what a parser would choke on, and leaves sound files alone."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ImplicitVRLittleEndian,
)

from consult.studies.reasons import Reason
from storage.codecs.errors import Unreadable
from storage.intake import limits
from storage.intake.prescan import prescan
from tests.factories import ecg, hostile, samples


def _file(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "upload"
    path.write_bytes(data)
    return path


def _reason(path: Path) -> Reason:
    with pytest.raises(Unreadable) as caught:
        prescan(path)
    return caught.value.reason


def test_a_sound_recording(tmp_path: Path) -> None:
    seen = prescan(_file(tmp_path, ecg.dicom_12_lead()))
    assert seen.transfer_syntax == "1.2.840.10008.1.2.1"
    assert (seen.depth, seen.truncated) == (3, False)
    assert seen.items == 1 + 12 * 3 + 2 + 4 * 3


@pytest.mark.parametrize(
    "syntax", [ImplicitVRLittleEndian, ExplicitVRBigEndian, DeflatedExplicitVRLittleEndian]
)
def test_the_walk_is_the_same_in_every_syntax(tmp_path: Path, syntax: str) -> None:
    ds = ecg.dicom_dataset(ecg.SyntheticEcg(seconds=1))
    expected = prescan(_file(tmp_path, ecg.dicom_file(ds)))
    seen = prescan(_file(tmp_path, ecg.dicom_file(ds, syntax=syntax)))
    assert (seen.depth, seen.items, seen.elements) == (
        expected.depth,
        expected.items,
        expected.elements,
    )
    assert not seen.truncated


def test_depth_at_and_over_the_limit(tmp_path: Path) -> None:
    path = _file(tmp_path, hostile.nested_sequences(limits.MAX_DEPTH))
    assert prescan(path).depth == limits.MAX_DEPTH
    assert _reason(_file(tmp_path, hostile.nested_sequences(33))) is Reason.NESTED_TOO_DEEP
    assert _reason(_file(tmp_path, hostile.nested_sequences(20_000))) is Reason.NESTED_TOO_DEEP


def test_too_many_items(tmp_path: Path) -> None:
    path = _file(tmp_path, hostile.empty_items(limits.MAX_ITEMS + 1))
    assert _reason(path) is Reason.TOO_MANY_ELEMENTS


def test_a_deflate_bomb_costs_no_more_than_the_limit(tmp_path: Path) -> None:
    path = _file(tmp_path, hostile.deflate_bomb(256))
    tracemalloc.start()
    try:
        assert _reason(path) is Reason.INFLATES_TOO_LARGE
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 3 * limits.MAX_INFLATED


@pytest.mark.parametrize("data", [hostile.lying_length(), ecg.dicom_12_lead()[:-100_000]])
def test_values_past_the_end_are_noticed(tmp_path: Path, data: bytes) -> None:
    assert prescan(_file(tmp_path, data)).truncated


SOUND = samples.rows("dicom-ecg", "dicom-image", "dicom-sr", "dicom-rt", "dicom-deflated")


@samples.needs_samples
@pytest.mark.samples
@pytest.mark.parametrize("row", SOUND, ids=lambda row: row["file"])
def test_real_files_pass(row: dict[str, str]) -> None:
    seen = prescan(samples.ROOT / row["file"])
    assert not seen.truncated
    assert seen.elements > 10
