"""Damaged recordings raise Unreadable and nothing else, whatever byte is wrong."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from storage.codecs.ecg.read import read_ecg
from storage.codecs.errors import Unreadable
from storage.derive import ecg1
from tests.factories import ecg, samples

SHORT = ecg.SyntheticEcg(seconds=0.4)
FILES = {
    "dicom_waveform": ecg.dicom_file(ecg.dicom_dataset(SHORT)),
    "scp_ecg": ecg.scp_ecg(SHORT),
    "hl7_aecg": ecg.hl7_aecg(SHORT),
}
ROUNDS = 150


def _mutated(data: bytes, dice: random.Random) -> bytes:
    changed = bytearray(data)
    kind = dice.randrange(4)
    at = dice.randrange(len(changed))
    if kind == 0:
        del changed[at:]
    elif kind == 1:
        changed[at : at + 4] = dice.choice([b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f"])
    elif kind == 2:
        for _ in range(dice.randrange(1, 20)):
            changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    else:
        end = min(len(changed), at + dice.randrange(1, 64))
        changed[at:at] = changed[at:end]
    return bytes(changed)


@pytest.mark.hostile
@pytest.mark.parametrize("fmt", FILES)
def test_mutants(fmt: str, tmp_path: Path) -> None:
    outcomes = _attack(FILES[fmt], fmt, ROUNDS, tmp_path)
    assert min(outcomes.values()) > 5, outcomes


REAL = {
    "scp/welchallyn_600hz_a.scp": "scp_ecg",
    "muse-xml/muse_example3.xml": "ge_muse_xml",
    "sierra-xml/sierra_1_03.xml": "sierra_xml",
    "edf/biosig_example.edf": "edf",
    "bdf/biosig_example.bdf": "bdf",
    "ishne/ishne_mitbih100_2min.ecg": "ishne",
    "mfer/suzuken_2lead_30min.mwf": "mfer",
}


@pytest.mark.hostile
@pytest.mark.samples
@samples.needs_samples
@pytest.mark.parametrize("file", REAL)
def test_mutants_of_real_recordings(file: str, tmp_path: Path) -> None:
    data = (samples.ROOT / file).read_bytes()
    # Most formats have no checksum: the heads, where lengths and counts are, matter most.
    outcomes = _attack(data, REAL[file], 25, tmp_path, head=3000)
    assert outcomes["unreadable"] > 0, outcomes


def _attack(
    data: bytes, fmt: str, rounds: int, tmp_path: Path, head: int | None = None
) -> dict[str, int]:
    path = tmp_path / "upload"
    outcomes = {"read": 0, "unreadable": 0}
    for seed in range(rounds):
        start = data[:head]
        path.write_bytes(_mutated(start, random.Random(seed)) + data[len(start) :])
        try:
            record = read_ecg(path, fmt, tmp_path)
        except Unreadable:
            outcomes["unreadable"] += 1
            continue
        encoded = ecg1.encode(record, "")
        assert (ecg1.decode(encoded).samples.shape) == (len(record.leads), record.n_samples)
        outcomes["read"] += 1
    return outcomes
