"""Every reader against recordings whose every sample, interval and name is known."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from consult.studies.reasons import Caution, Reason
from storage.codecs.ecg.read import read_ecg
from storage.codecs.ecg.record import EcgRecord
from storage.codecs.errors import Unreadable
from storage.derive import ecg1
from tests.factories import ecg

FILES = {
    "dicom_waveform": ecg.dicom_12_lead,
    "scp_ecg": ecg.scp_ecg,
    "hl7_aecg": ecg.hl7_aecg,
}


def _read(tmp_path: Path, data: bytes, fmt: str) -> EcgRecord:
    path = tmp_path / "upload"
    path.write_bytes(data)
    return read_ecg(path, fmt, tmp_path)


def _reason(tmp_path: Path, data: bytes, fmt: str) -> Reason:
    with pytest.raises(Unreadable) as caught:
        _read(tmp_path, data, fmt)
    return caught.value.reason


@pytest.mark.parametrize("fmt", FILES)
def test_samples_leads_scale_and_rate(tmp_path: Path, fmt: str) -> None:
    known = ecg.SyntheticEcg()
    record = _read(tmp_path, FILES[fmt](), fmt)
    assert record.rate == Fraction(500)
    assert tuple(lead.name for lead in record.leads) == ecg.ORDER
    for lead in record.leads:
        assert lead.lsb_nv == ecg.LSB_NV
        assert lead.code == f"2:{ecg.LEAD_NUMBERS[lead.name]}"
        assert np.array_equal(lead.samples, known.leads[lead.name])
    two = record.leads[1].millivolts()
    assert two.max() == pytest.approx(1.2, abs=0.002)
    assert int(two.argmax()) in known.r_peaks()
    assert record.warnings == ()


@pytest.mark.parametrize("fmt", FILES)
def test_what_the_machine_said(tmp_path: Path, fmt: str) -> None:
    record = _read(tmp_path, FILES[fmt](), fmt)
    numbers = {item.name: (item.value, item.unit) for item in record.measurements}
    assert numbers["PR"] == (ecg.PR_MS, "ms")
    assert numbers["QRS"] == (ecg.QRS_MS, "ms")
    assert numbers["QT"] == (ecg.QT_MS, "ms")
    assert record.statements == (() if fmt == "hl7_aecg" else ecg.STATEMENTS)
    assert record.acquired_at == datetime(2026, 3, 14, 9, 26, 53)  # noqa: DTZ001 - no zone given


@pytest.mark.parametrize("fmt", FILES)
def test_whom_the_file_names(tmp_path: Path, fmt: str) -> None:
    patient = _read(tmp_path, FILES[fmt](), fmt).patient
    name = "Wang Xiaoming" if fmt == "scp_ecg" else "王 小明"
    assert (patient.name, patient.patient_id) == (name, "GC-000123")
    assert (patient.sex, patient.birth_date) == ("M", "1960-04-02")


@pytest.mark.parametrize("fmt", FILES)
def test_the_canonical_form_is_lossless(tmp_path: Path, fmt: str) -> None:
    record = _read(tmp_path, FILES[fmt](), fmt)
    decoded = ecg1.decode(ecg1.encode(record, "ab" * 32))
    assert np.array_equal(decoded.samples, np.stack([lead.samples for lead in record.leads]))
    assert not decoded.missing.any()


@pytest.mark.parametrize("encoding", ["GB2312", "GBK", "GB18030", "UTF-16"])
def test_chinese_recorders_declare_their_own_encoding(tmp_path: Path, encoding: str) -> None:
    record = _read(tmp_path, ecg.hl7_aecg(encoding=encoding), "hl7_aecg")
    assert record.patient.name == "王 小明"
    assert Caution.CHARSET_GUESSED not in record.warnings


def test_gbk_under_a_utf8_declaration_is_read_and_marked(tmp_path: Path) -> None:
    data = ecg.hl7_aecg(encoding="GBK").replace(b'"GBK"', b'"UTF-8"')
    record = _read(tmp_path, data, "hl7_aecg")
    assert record.patient.name == "王 小明"
    assert Caution.CHARSET_GUESSED in record.warnings


def test_scp_that_counts_from_zero(tmp_path: Path) -> None:
    record = _read(tmp_path, ecg.scp_ecg(first_sample=0), "scp_ecg")
    assert np.array_equal(record.leads[1].samples, ecg.SyntheticEcg().leads["II"])
    assert Caution.CHECKSUM_MISMATCH not in record.warnings


@pytest.mark.parametrize("first_sample", [0, 1])
def test_scp_with_a_wrong_checksum_is_shown_with_a_caution(
    tmp_path: Path, first_sample: int
) -> None:
    data = bytearray(ecg.scp_ecg(first_sample=first_sample))
    data[-60_000] ^= 1
    record = _read(tmp_path, bytes(data), "scp_ecg")
    assert Caution.CHECKSUM_MISMATCH in record.warnings


def test_scp_damaged_beyond_reading_says_its_checksum_is_wrong(tmp_path: Path) -> None:
    data = bytearray(ecg.scp_ecg())
    section3 = data.index(b"\x03\0\x7e\0\0\0", 142)
    data[section3 + 14] = 0  # number of leads
    assert _reason(tmp_path, bytes(data), "scp_ecg") is Reason.SCP_CRC


def test_sampling_interval_of_1667_microseconds_is_exact(tmp_path: Path) -> None:
    record = _read(tmp_path, ecg.scp_ecg(ecg.SyntheticEcg(rate=600)), "scp_ecg")
    assert record.rate == Fraction(1_000_000, 1666)


def test_slow_sampling_and_coarse_steps_are_said(tmp_path: Path) -> None:
    ds = ecg.dicom_dataset(ecg.SyntheticEcg(rate=250))
    for channel in ds.WaveformSequence[0].ChannelDefinitionSequence:
        channel.ChannelSensitivity = "30.5"
    record = _read(tmp_path, ecg.dicom_file(ds), "dicom_waveform")
    assert set(record.warnings) == {Caution.LOW_SAMPLING_RATE, Caution.COARSE_RESOLUTION}


def _group(ds: Dataset) -> Dataset:
    group: Dataset = ds.WaveformSequence[0]
    return group


def test_dicom_scale_in_millivolts_with_correction_and_baseline(tmp_path: Path) -> None:
    ds = ecg.dicom_dataset(ecg.SyntheticEcg())
    for channel in _group(ds).ChannelDefinitionSequence:
        channel.ChannelSensitivity = "0.00122"
        channel.ChannelSensitivityUnitsSequence[0].CodeValue = "mV"
        channel.ChannelSensitivityCorrectionFactor = "2"
        channel.ChannelBaseline = "-0.5"
    lead = _read(tmp_path, ecg.dicom_file(ds), "dicom_waveform").leads[1]
    assert (lead.lsb_nv, lead.offset_nv) == (2440.0, -500_000.0)
    assert lead.millivolts()[0] == pytest.approx(lead.samples[0] * 0.00244 - 0.5)


def test_dicom_without_a_scale_is_not_shown(tmp_path: Path) -> None:
    ds = ecg.dicom_dataset(ecg.SyntheticEcg())
    del _group(ds).ChannelDefinitionSequence[3].ChannelSensitivityUnitsSequence
    assert _reason(tmp_path, ecg.dicom_file(ds), "dicom_waveform") is Reason.NO_SCALE


def test_dicom_waveform_shorter_than_declared(tmp_path: Path) -> None:
    ds = ecg.dicom_dataset(ecg.SyntheticEcg())
    _group(ds).NumberOfWaveformSamples = 5001
    assert _reason(tmp_path, ecg.dicom_file(ds), "dicom_waveform") is Reason.TRUNCATED


def test_a_median_beat_is_not_rhythm(tmp_path: Path) -> None:
    ds = ecg.dicom_dataset(ecg.SyntheticEcg())
    median = ecg.dicom_dataset(ecg.SyntheticEcg(seconds=1)).WaveformSequence[0]
    median.MultiplexGroupLabel, median.WaveformOriginality = "MEDIAN BEAT", "DERIVED"
    ds.WaveformSequence = Sequence([median, _group(ds)])
    record = _read(tmp_path, ecg.dicom_file(ds), "dicom_waveform")
    assert (record.n_samples, record.median_beat) == (5000, True)


def test_groups_recorded_one_after_another_share_one_time_axis(tmp_path: Path) -> None:
    ds = ecg.dicom_dataset(ecg.SyntheticEcg(seconds=2))
    groups = [ecg.dicom_dataset(ecg.SyntheticEcg(seconds=2)).WaveformSequence[0] for _ in range(2)]
    for number, group in enumerate(groups):
        group.MultiplexGroupTimeOffset = str(2000 * number)
        _keep_channels(group, slice(6 * number, 6 * number + 6))
    ds.WaveformSequence = Sequence(groups)
    record = _read(tmp_path, ecg.dicom_file(ds), "dicom_waveform")
    assert (record.n_samples, len(record.leads)) == (2000, 12)
    first, last = record.leads[0], record.leads[-1]
    assert first.missing is not None
    assert last.missing is not None
    assert np.flatnonzero(~first.missing).tolist() == list(range(1000))
    assert np.flatnonzero(~last.missing).tolist() == list(range(1000, 2000))


def _keep_channels(group: Dataset, part: slice) -> None:
    data = np.frombuffer(group.WaveformData, "<i2").reshape(-1, 12)[:, part]
    group.WaveformData = data.tobytes()
    group.ChannelDefinitionSequence = Sequence(list(group.ChannelDefinitionSequence)[part])
    group.NumberOfWaveformChannels = data.shape[1]


def test_padding_values_are_gaps(tmp_path: Path) -> None:
    ds = ecg.dicom_dataset(ecg.SyntheticEcg())
    data = np.frombuffer(_group(ds).WaveformData, "<i2").reshape(-1, 12).copy()
    data[100:140, 6] = -32768
    _group(ds).WaveformData = data.tobytes()
    _group(ds).add_new("WaveformPaddingValue", "OW", b"\0\x80")
    lead = _read(tmp_path, ecg.dicom_file(ds), "dicom_waveform").leads[6]
    assert lead.missing is not None
    assert np.flatnonzero(lead.missing).tolist() == list(range(100, 140))
    assert np.isnan(lead.millivolts()[120])


def test_paediatric_leads_keep_their_names(tmp_path: Path) -> None:
    ds = ecg.dicom_dataset(ecg.SyntheticEcg())
    for channel, code in zip(
        _group(ds).ChannelDefinitionSequence[6:9], ("2:11", "5.6.3-9-12", "2:9"), strict=True
    ):
        channel.ChannelSourceSequence[0].CodeValue = code
    record = _read(tmp_path, ecg.dicom_file(ds), "dicom_waveform")
    assert [lead.name for lead in record.leads[6:9]] == ["V3R", "V4R", "V7"]


def test_a_hemodynamic_object_shows_its_ecg_channels_only(tmp_path: Path) -> None:
    ds = ecg.dicom_dataset(ecg.SyntheticEcg())
    ds.SOPClassUID = "1.2.840.10008.5.1.4.1.1.9.2.1"
    pressure = _group(ds).ChannelDefinitionSequence[11]
    pressure.ChannelSourceSequence[0].CodeValue = "109016"
    pressure.ChannelSensitivityUnitsSequence[0].CodeValue = "mm[Hg]"
    record = _read(tmp_path, ecg.dicom_file(ds), "dicom_waveform")
    assert tuple(lead.name for lead in record.leads) == ecg.ORDER[:11]
    assert record.warnings == (Caution.PARTS_NOT_SHOWN,)


def test_decimal_digits_stay_exact(tmp_path: Path) -> None:
    data = ecg.hl7_aecg(ecg.SyntheticEcg(seconds=1))
    head, tail = data.split(b"<digits>", 1)
    digits, rest = tail.split(b"</digits>", 1)
    halves = b" ".join(value + b".5" for value in digits.split())
    record = _read(tmp_path, head + b"<digits>" + halves + b"</digits>" + rest, "hl7_aecg")
    assert record.leads[0].lsb_nv == 250.0
    assert record.leads[0].samples[0] in {5, -5}
    assert Caution.REQUANTISED not in record.warnings
