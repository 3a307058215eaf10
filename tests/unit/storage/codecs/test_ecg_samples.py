"""Real recordings against facts established by other software (biosig, sierraecg, by hand)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from consult.studies.reasons import Reason
from storage.codecs.ecg.read import read_ecg
from storage.codecs.ecg.record import EcgRecord
from storage.codecs.errors import Unreadable
from storage.derive import ecg1
from tests.factories import samples

pytestmark = [pytest.mark.samples, samples.needs_samples]

FORMATS = {
    "dicom-ecg": "dicom_waveform",
    "scp": "scp_ecg",
    "aecg": "hl7_aecg",
    "muse-xml": "ge_muse_xml",
    "sierra-xml": "sierra_xml",
    "mfer": "mfer",
    "edf": "edf",
    "bdf": "bdf",
    "ishne": "ishne",
}
ROWS = [row for row in samples.rows(*FORMATS) if "Fp1" not in row["verified_facts"]]
# biosig rounds the file's scale (2499.99976 nV) when it prints; everything else is exact.
TOLERANCE = {"bdf": 2e-3}


def _read(name: str, fmt: str, tmp_path: Path) -> EcgRecord:
    return read_ecg(samples.ROOT / name, fmt, tmp_path)


def _extreme(text: str) -> tuple[float, int]:
    value, _, index = text.partition("@")
    return float(value), int(index)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["file"])
def test_verified_facts(row: dict[str, str], tmp_path: Path) -> None:
    facts, close = samples.facts(row), TOLERANCE.get(row["format"], 1e-3)
    record = _read(row["file"], FORMATS[row["format"]], tmp_path)
    leads = {lead.name: lead.millivolts() for lead in record.leads}
    # Only the meaning of a code has a comma in it; names in the list have none.
    stated = facts["leads"].replace(", augmented voltage, ", "~").split(",")
    assert list(leads) == [name.split("~")[0] for name in stated]
    assert float(record.rate) == pytest.approx(float(facts["fs"]), abs=1e-6)
    assert record.n_samples == int(facts["n"])
    for name, values in ((key, leads[key]) for key in leads if f"{key}_max_mV" in facts):
        for fact, index in (("max", values.argmax()), ("min", values.argmin())):
            value, at = _extreme(facts[f"{name}_{fact}_mV"])
            assert values[at] == pytest.approx(value, abs=close)
            assert values[index] == pytest.approx(value, abs=close)
    everything = np.stack(list(leads.values()))
    assert everything.min() == pytest.approx(float(facts["global_min_mV"]), abs=close)
    assert everything.max() == pytest.approx(float(facts["global_max_mV"]), abs=close)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["file"])
def test_the_canonical_form_is_lossless(row: dict[str, str], tmp_path: Path) -> None:
    record = _read(row["file"], FORMATS[row["format"]], tmp_path)
    decoded = ecg1.decode(ecg1.encode(record, row["sha256"]))
    for lead, values in zip(record.leads, decoded.samples, strict=True):
        assert np.array_equal(values, lead.samples)
    expected = np.stack([lead.millivolts() for lead in record.leads])
    assert np.array_equal(decoded.millivolts(), expected)


@pytest.mark.parametrize(
    ("one", "other", "close"),
    [
        (("scp/Example.scp", "scp_ecg"), ("aecg/fda_subject1_0.aecg.xml", "hl7_aecg"), 1e-9),
        (("scp/Example.scp", "scp_ecg"), ("edf/biosig_example.edf", "edf"), 0.025),
        (("scp/Example.scp", "scp_ecg"), ("bdf/biosig_example.bdf", "bdf"), 0.025),
        (
            ("sierra-xml/sierra_1_03.xml", "sierra_xml"),
            ("dicom-ecg/sierra_129DYPRG.dcm", "dicom_waveform"),
            0.025,
        ),
    ],
)
def test_one_recording_in_two_formats(
    one: tuple[str, str], other: tuple[str, str], close: float, tmp_path: Path
) -> None:
    first, second = _read(*one, tmp_path), _read(*other, tmp_path)
    right = {lead.name: lead.millivolts() for lead in second.leads}
    for lead in first.leads:
        assert np.abs(lead.millivolts() - right[lead.name]).max() <= close


def test_machine_words_are_verbatim(tmp_path: Path) -> None:
    dicom = _read("dicom-ecg/waveform_ecg.dcm", "dicom_waveform", tmp_path)
    assert dicom.statements == ("RITMO SINUSALE", "ECG NORMALE")
    assert {m.name: m.value for m in dicom.measurements}["QTc"] == 370
    hemodynamic = _read("dicom-ecg/hemodynamic_ecg_240hz.dcm", "dicom_waveform", tmp_path)
    assert [(m.name, m.value) for m in hemodynamic.measurements] == [("HR", 69)]
    muse = _read("muse-xml/muse_example1.xml", "ge_muse_xml", tmp_path)
    numbers = {m.name: m.value for m in muse.measurements}
    assert (numbers["HR"], numbers["PR"], numbers["QRS"]) == (48, 138, 96)
    assert (numbers["QT"], numbers["QTc"], numbers["QRS axis"]) == (452, 403, 20)
    sierra = _read("sierra-xml/sierra_1_03.xml", "sierra_xml", tmp_path)
    assert sierra.statements[3] == ">>> Acute MI <<<"


@pytest.mark.parametrize(
    ("name", "fmt", "reason"),
    [
        ("edf/pyedflib_utf8.edf", "edf", Reason.NOT_AN_ECG),
        ("aecg-broken/empty_aecg.xml", "hl7_aecg", Reason.NO_WAVEFORM),
        ("scp-nonstandard/healforce62.scp", "scp_ecg", Reason.CORRUPT),
    ],
)
def test_what_is_no_recording_is_not_shown(
    name: str, fmt: str, reason: Reason, tmp_path: Path
) -> None:
    with pytest.raises(Unreadable) as caught:
        _read(name, fmt, tmp_path)
    assert caught.value.reason in {reason, Reason.TRUNCATED}
