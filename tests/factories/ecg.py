"""A generated 12-lead ECG with known intervals and amplitudes, as DICOM, SCP-ECG and HL7 aECG.

Nothing here comes from a patient or from another file: the waves are written down below.
"""

from __future__ import annotations

import binascii
import io
import struct
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import UID, ExplicitVRLittleEndian

# Peak amplitudes in mV: P, Q, R, S, T. Limb leads III, aVR, aVL, aVF follow from I and II.
WAVES: dict[str, tuple[float, float, float, float, float]] = {
    "I": (0.10, -0.05, 0.80, -0.10, 0.25),
    "II": (0.15, -0.10, 1.20, -0.20, 0.35),
    "V1": (0.08, 0.00, 0.25, -1.00, -0.10),
    "V2": (0.08, 0.00, 0.50, -1.40, 0.40),
    "V3": (0.10, 0.00, 0.90, -0.90, 0.45),
    "V4": (0.10, -0.05, 1.50, -0.50, 0.45),
    "V5": (0.10, -0.10, 1.40, -0.25, 0.35),
    "V6": (0.10, -0.10, 1.10, -0.10, 0.30),
}
ORDER = ("I", "II", "III", "aVR", "aVL", "aVF", "V1", "V2", "V3", "V4", "V5", "V6")
LEAD_NUMBERS = dict(zip(ORDER, (1, 2, 61, 62, 63, 64, 3, 4, 5, 6, 7, 8), strict=True))
# Milliseconds after the P wave's onset: onset, peak, end.
P_WAVE, Q_WAVE, R_WAVE = (0, 50, 100), (160, 170, 180), (180, 200, 220)
S_WAVE, T_WAVE = (220, 234, 250), (360, 450, 540)
PR_MS, QRS_MS, QT_MS = 160, 90, 380
FIRST_P_MS = 200
LSB_NV = 2500
ACQUIRED = datetime(2026, 3, 14, 9, 26, 53)  # noqa: DTZ001 - recorders name no zone
STATEMENTS = ("Sinus rhythm", "Normal ECG")


@dataclass(frozen=True)
class SyntheticEcg:
    """Integers per lead (`LSB_NV` nanovolts each), all twelve leads, and whose they are."""

    rate: int = 500
    seconds: float = 10.0
    heart_rate: int = 75
    name: str = "王^小明"
    patient_id: str = "GC-000123"
    sex: str = "M"
    birth_date: str = "19600402"
    acquired: datetime = field(default_factory=lambda: ACQUIRED)
    statements: tuple[str, ...] = STATEMENTS

    @property
    def n(self) -> int:
        return round(self.rate * self.seconds)

    @property
    def leads(self) -> dict[str, NDArray[np.int16]]:
        measured = {name: self._lead(*WAVES[name]) for name in WAVES}
        one, two = measured["I"].astype(np.int32), measured["II"].astype(np.int32)
        limb = {"III": two - one, "aVR": -(one + two) // 2, "aVL": one - two // 2}
        limb["aVF"] = two - one // 2
        both = {**measured, **{name: values.astype(np.int16) for name, values in limb.items()}}
        return {name: both[name] for name in ORDER}

    def r_peaks(self) -> list[int]:
        """Sample indices of the R peaks."""
        step = 60_000 / self.heart_rate
        times = np.arange(FIRST_P_MS + R_WAVE[1], self.seconds * 1000, step)
        return [round(t * self.rate / 1000) for t in times]

    def _lead(self, p: float, q: float, r: float, s: float, t: float) -> NDArray[np.int16]:
        time = np.arange(self.n) * 1000 / self.rate
        beat = (time - FIRST_P_MS) % (60_000 / self.heart_rate)
        beat = np.where(time < FIRST_P_MS, -1, beat)
        curve = _hump(beat, P_WAVE, p) + _hump(beat, T_WAVE, t)
        for wave, height in ((Q_WAVE, q), (R_WAVE, r), (S_WAVE, s)):
            curve += np.interp(beat, wave, (0, height, 0))
        return np.rint(curve * 1e6 / LSB_NV).astype(np.int16)


def _hump(beat: NDArray[np.float64], wave: tuple[int, int, int], height: float):
    start, _, end = wave
    phase = (beat - start) / (end - start)
    inside = (phase > 0) & (phase < 1)
    return np.where(inside, height * np.sin(np.pi * phase) ** 2, 0.0)


def dicom_dataset(ecg: SyntheticEcg, charset: str = "ISO_IR 192") -> Dataset:
    """A 12-lead ECG Waveform object with machine statements and measurements."""
    ds = Dataset()
    ds.SpecificCharacterSet = charset
    ds.SOPClassUID = "1.2.840.10008.5.1.4.1.1.9.1.1"
    ds.SOPInstanceUID, ds.StudyInstanceUID = "2.25.1001.3", "2.25.1001.1"
    ds.SeriesInstanceUID = "2.25.1001.2"
    ds.Modality, ds.Manufacturer = "ECG", "Generated"
    ds.ManufacturerModelName = "Synthetic 12"
    ds.AcquisitionDateTime = ecg.acquired.strftime("%Y%m%d%H%M%S")
    ds.StudyDate, ds.StudyTime = ds.AcquisitionDateTime[:8], ds.AcquisitionDateTime[8:]
    ds.PatientName, ds.PatientID = ecg.name, ecg.patient_id
    ds.PatientSex, ds.PatientBirthDate = ecg.sex, ecg.birth_date
    ds.WaveformSequence = Sequence([_multiplex(ecg)])
    ds.WaveformAnnotationSequence = Sequence(
        [_statement(text) for text in ecg.statements]
        + [_number("5.13.5-7", "PR Interval", PR_MS), _number("5.13.5-9", "QRS Duration", QRS_MS)]
        + [_number("5.13.5-11", "QT Interval", QT_MS), _number("5.10.2.5-5", "QTc Interval", 425)]
    )
    return ds


def dicom_file(ds: Dataset, preamble: bytes = b"\0" * 128, syntax: str = "") -> bytes:
    """A DICOM file around a data set."""
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = UID(str(ds.SOPClassUID))
    meta.MediaStorageSOPInstanceUID = UID(str(ds.get("SOPInstanceUID", "2.25.1001.3")))
    meta.TransferSyntaxUID = UID(syntax or ExplicitVRLittleEndian)
    ds.file_meta = meta
    ds.preamble = preamble
    out = io.BytesIO()
    ds.save_as(out, enforce_file_format=True)
    return out.getvalue()


def dicom_12_lead(ecg: SyntheticEcg | None = None) -> bytes:
    return dicom_file(dicom_dataset(ecg or SyntheticEcg()))


def _multiplex(ecg: SyntheticEcg) -> Dataset:
    group = Dataset()
    group.MultiplexGroupTimeOffset = "0"
    group.MultiplexGroupLabel = "RHYTHM"
    group.WaveformOriginality = "ORIGINAL"
    group.NumberOfWaveformChannels, group.NumberOfWaveformSamples = 12, ecg.n
    group.SamplingFrequency = str(ecg.rate)
    group.WaveformBitsAllocated, group.WaveformSampleInterpretation = 16, "SS"
    group.ChannelDefinitionSequence = Sequence([_channel(name) for name in ORDER])
    group.add_new("WaveformData", "OW", np.stack(list(ecg.leads.values()), 1).tobytes())
    return group


def _channel(name: str) -> Dataset:
    channel = Dataset()
    channel.ChannelSourceSequence = Sequence(
        # The meaning is wrong on purpose: leads go by code value.
        [_code(f"2:{LEAD_NUMBERS[name]}", "MDC", "Lead (meaning not to be used)")]
    )
    channel.ChannelSensitivity = "2.5"
    channel.ChannelSensitivityUnitsSequence = Sequence([_code("uV", "UCUM", "microvolt")])
    channel.ChannelSensitivityCorrectionFactor = "1"
    channel.ChannelBaseline, channel.ChannelSampleSkew = "0", "0"
    channel.WaveformBitsStored = 16
    channel.FilterLowFrequency, channel.FilterHighFrequency = "0.05", "150"
    return channel


def _code(value: str, scheme: str, meaning: str) -> Dataset:
    code = Dataset()
    code.CodeValue, code.CodingSchemeDesignator, code.CodeMeaning = value, scheme, meaning
    return code


def _statement(text: str) -> Dataset:
    item = Dataset()
    item.UnformattedTextValue, item.ReferencedWaveformChannels = text, [1, 0]
    return item


def _number(code: str, meaning: str, value: int) -> Dataset:
    item = Dataset()
    item.ConceptNameCodeSequence = Sequence([_code(code, "SCPECG", meaning)])
    item.MeasurementUnitsCodeSequence = Sequence([_code("ms", "UCUM", "millisecond")])
    item.NumericValue, item.ReferencedWaveformChannels = str(value), [1, 0]
    return item


def scp_ecg(ecg: SyntheticEcg | None = None, *, first_sample: int = 1) -> bytes:
    """An SCP-ECG 2.0 record, rhythm uncompressed; `first_sample=0` as older recorders count."""
    ecg = ecg or SyntheticEcg(name="Wang^Xiaoming")
    sections = {
        1: _scp_patient(ecg),
        3: _scp_leads(ecg, first_sample),
        6: _scp_rhythm(ecg),
        7: _scp_marks(ecg),
        8: _scp_statements(ecg),
    }
    table, body, at = b"", b"", 6 + 16 + 10 * 12
    lengths = {0: 16 + 10 * 12, **{number: 16 + len(data) for number, data in sections.items()}}
    for number in range(12):
        length = lengths.get(number, 0)
        index = 7 if number == 0 else at + 1
        table += struct.pack("<HII", number, length, index if length else 0)
        if number and length:
            body += _scp_section(number, sections[number])
            at += length
    record = _scp_section(0, table, b"SCPECG") + body
    sized = struct.pack("<I", 6 + len(record)) + record
    return struct.pack("<H", binascii.crc_hqx(sized, 0xFFFF)) + sized


def _scp_section(number: int, data: bytes, reserved: bytes = b"\0" * 6) -> bytes:
    rest = struct.pack("<HIBB", number, 16 + len(data), 20, 20) + reserved + data
    return struct.pack("<H", binascii.crc_hqx(rest, 0xFFFF)) + rest


def _tag(number: int, value: bytes) -> bytes:
    return struct.pack("<BH", number, len(value)) + value


def _even(data: bytes) -> bytes:
    return data + b"\0" * (len(data) % 2)


def _scp_patient(ecg: SyntheticEcg) -> bytes:
    family, _, given = ecg.name.partition("^")
    born, when = ecg.birth_date, ecg.acquired
    return _even(
        _tag(0, family.encode() + b"\0")
        + _tag(1, given.encode() + b"\0")
        + _tag(2, ecg.patient_id.encode() + b"\0")
        + _tag(5, struct.pack("<HBB", int(born[:4]), int(born[4:6]), int(born[6:])))
        + _tag(8, bytes([{"M": 1, "F": 2}.get(ecg.sex, 0)]))
        + _tag(25, struct.pack("<HBB", when.year, when.month, when.day))
        + _tag(26, bytes([when.hour, when.minute, when.second]))
        + _tag(255, b"")
    )


def _scp_leads(ecg: SyntheticEcg, first: int) -> bytes:
    rows = (struct.pack("<IIB", first, first + ecg.n - 1, LEAD_NUMBERS[x]) for x in ORDER)
    return _even(bytes([len(ORDER), 0x04 | (8 << 3)]) + b"".join(rows))


def _scp_rhythm(ecg: SyntheticEcg) -> bytes:
    data = [values.astype("<i2").tobytes() for values in ecg.leads.values()]
    lengths = b"".join(struct.pack("<H", len(item)) for item in data)
    head = struct.pack("<HHBB", LSB_NV, 1_000_000 // ecg.rate, 0, 0)
    return head + lengths + b"".join(data)


def _scp_marks(ecg: SyntheticEcg) -> bytes:
    onset = 100
    qrs = onset + PR_MS
    marks = (onset, onset + P_WAVE[2], qrs, qrs + QRS_MS, qrs + QT_MS)
    return struct.pack("<BBHH5H3h", 1, 0, 60_000 // ecg.heart_rate, 0, *marks, 50, 45, 40)


def _scp_statements(ecg: SyntheticEcg) -> bytes:
    when = ecg.acquired
    head = struct.pack("<BHBB", 0, when.year, when.month, when.day)
    lines = b""
    for number, text in enumerate(ecg.statements, 1):
        lines += struct.pack("<BH", number, len(text) + 1) + text.encode() + b"\0"
    clock = bytes([when.hour, when.minute, when.second, len(ecg.statements)])
    return _even(head + clock + lines)


def hl7_aecg(ecg: SyntheticEcg | None = None, *, encoding: str = "UTF-8") -> bytes:
    """An HL7 aECG document; `encoding` "GB2312" or "GBK" as Chinese recorders declare."""
    ecg = ecg or SyntheticEcg()
    family, _, given = ecg.name.partition("^")
    when = ecg.acquired.strftime("%Y%m%d%H%M%S")
    sequences = "".join(_aecg_lead(name, values) for name, values in ecg.leads.items())
    text = f"""<?xml version="1.0" encoding="{encoding}"?>
<AnnotatedECG xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<id root="2.25.1002"/><effectiveTime><center value="{when}"/></effectiveTime>
<componentOf><timepointEvent><componentOf><subjectAssignment><subject><trialSubject>
<id root="2.25.1003" extension="{ecg.patient_id}"/>
<subjectDemographicPerson><name><family>{family}</family><given>{given}</given></name>
<administrativeGenderCode code="{ecg.sex}"/><birthTime value="{ecg.birth_date}"/>
</subjectDemographicPerson></trialSubject></subject></subjectAssignment></componentOf>
</timepointEvent></componentOf>
<component><series><code code="RHYTHM" codeSystem="2.16.840.1.113883.5.4"/>
<component><sequenceSet><component><sequence><code code="TIME_ABSOLUTE"/>
<value xsi:type="GLIST_TS"><head value="{when}"/><increment value="{1 / ecg.rate:g}" unit="s"/>
</value></sequence></component>{sequences}</sequenceSet></component>
<subjectOf><annotationSet>{_aecg_annotations()}</annotationSet></subjectOf>
</series></component></AnnotatedECG>"""
    return text.encode("gb18030" if encoding.upper().startswith("GB") else encoding)


def _aecg_lead(name: str, values: NDArray[np.int16]) -> str:
    digits = " ".join(map(str, values.tolist()))
    return (
        f'<component><sequence><code code="MDC_ECG_LEAD_{name.upper()}"/>'
        f'<value xsi:type="SLIST_PQ"><origin value="0" unit="uV"/>'
        f'<scale value="2.5" unit="uV"/><digits>{digits}</digits></value></sequence></component>'
    )


def _aecg_annotations() -> str:
    numbers = (("PR", PR_MS), ("QRS", QRS_MS), ("QT", QT_MS))
    return "".join(
        f'<component><annotation><code code="MDC_ECG_TIME_PD_{name}"/>'
        f'<value xsi:type="PQ" value="{value}" unit="ms"/></annotation></component>'
        for name, value in numbers
    )
