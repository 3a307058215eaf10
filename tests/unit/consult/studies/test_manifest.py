"""A manifest crosses a pipe as JSON and comes out equal; nonsense does not come out at all."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from consult.studies.ecg import EcgLead, EcgMeasurement, EcgSummary
from consult.studies.manifest import (
    Caution,
    DerivedFile,
    DicomSummary,
    ImageSummary,
    Manifest,
    Reason,
    SeenPatient,
)

ECG = EcgSummary(
    rate_num=1_000_000,
    rate_den=1667,
    n_samples=6000,
    leads=(EcgLead("I", "2:1", 3750.0), EcgLead("V3R", "2:11", 4.88, -3.5)),
    acquired_text="20170504163507",
    acquired_at=datetime(2017, 5, 4, 16, 35, 7),  # noqa: DTZ001 - the file names no zone
    machine_statements=("窦性心律",),
    measurements=(EcgMeasurement("QT", 386, "ms"),),
    filters=(("low_hz", 0.05),),
    median_beat=True,
)
FULL = Manifest(
    sha256="ab" * 32,
    size=21910,
    media_type="application/dicom",
    kind="ecg",
    format="dicom_waveform",
    warnings=(Caution.LOW_SAMPLING_RATE,),
    ecg=ECG,
    dicom=DicomSummary("1.2", "1.3", "1.4", "1.5", "1.2.840.10008.1.2.1", series_number=3),
    image=ImageSummary(640, 480, 6),
    patient=SeenPatient("张 小东", "P1", "M", "1960-01-01"),
    derived=(DerivedFile("ecg1", "recording.ecg1", "x/y", 9, "cd" * 32, "ecg1", "1"),),
)


def test_a_full_manifest_survives_json() -> None:
    assert Manifest.loads(FULL.dumps()) == FULL


def test_an_empty_manifest_survives_json() -> None:
    bare = Manifest("00" * 32, 0, "application/octet-stream", "attachment", "empty", Reason.EMPTY)
    assert Manifest.loads(bare.dumps()) == bare


def test_an_aware_time_keeps_its_offset() -> None:
    when = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
    summary = EcgSummary(500, 1, 5000, (), acquired_at=when)
    assert EcgSummary.from_json(summary.to_json()).acquired_at == when


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "program"},
        {"kind": "refused"},
        {"reason": "intake.refused.executable"},
        {"reason": "intake.made_up"},
        {"warnings": ["not.a.warning"]},
        {"derived": [{"name": "x"}]},
        {"unheard_of": 1},
    ],
)
def test_other_shapes_are_refused(change: dict[str, object]) -> None:
    with pytest.raises((ValueError, TypeError, KeyError)):
        Manifest.from_json({**FULL.to_json(), **change})


def test_a_reason_keeps_a_file_unread_or_refuses_it() -> None:
    assert FULL.with_reason(Reason.CORRUPT).kind == "attachment"
    assert FULL.with_reason(Reason.POLYGLOT).kind == "refused"


def test_a_kept_or_refused_file_shows_nothing_of_its_content() -> None:
    for reason in (Reason.TIMEOUT, Reason.EXECUTABLE):
        bare = FULL.with_reason(reason)
        assert (bare.ecg, bare.dicom, bare.image, bare.derived) == (None, None, None, ())


def test_rate_is_exact() -> None:
    assert ECG.rate * 1667 == 1_000_000
