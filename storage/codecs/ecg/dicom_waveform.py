"""ECG waveforms in DICOM (PS3.3 §C.10.9): 12-lead, general, ambulatory, and hemodynamic objects.

Leads go by code value, never by meaning; a MEDIAN BEAT group is never shown as rhythm.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from consult.studies.reasons import Caution, Reason
from storage.codecs import dicom
from storage.codecs.ecg import leads as lead_codes
from storage.codecs.ecg.dicom_annotations import read_annotations
from storage.codecs.ecg.record import EcgRecord, LeadSamples, place
from storage.codecs.errors import Unreadable
from storage.codecs.text import clean

VERSION = f"pydicom {version('pydicom')} + huizhen 1"
ECG_CLASSES = frozenset(
    {
        "1.2.840.10008.5.1.4.1.1.9.1.1",  # 12-lead ECG
        "1.2.840.10008.5.1.4.1.1.9.1.2",  # General ECG
        "1.2.840.10008.5.1.4.1.1.9.1.3",  # Ambulatory ECG
        "1.2.840.10008.5.1.4.1.1.9.1.4",  # General 32-bit ECG
    }
)
HEMODYNAMIC = "1.2.840.10008.5.1.4.1.1.9.2.1"

Order = Literal["<", ">"]
_NANOVOLTS = {"nv": 1.0, "uv": 1e3, "µv": 1e3, "μv": 1e3, "mv": 1e6, "v": 1e9}
_SAMPLE_TYPES = {"SB": "i1", "UB": "u1", "SS": "i2", "US": "u2", "SL": "i4", "UL": "u4"}
_NOT_RHYTHM = ("MEDIAN", "AVERAGE", "REPRESENTATIVE", "TEMPLATE")


@dataclass(frozen=True, slots=True)
class _Group:
    rate: Fraction
    offset_ms: Fraction
    leads: tuple[LeadSamples, ...]

    @property
    def length(self) -> int:
        return len(self.leads[0].samples)


def holds_ecg(sop_class: str, modality: str) -> bool:
    """Whether an instance of this SOP class is to be read as an ECG."""
    return sop_class in ECG_CLASSES or (sop_class == HEMODYNAMIC and modality == "ECG")


def parse(path: Path) -> EcgRecord:
    """The recording in a DICOM file; raises Unreadable."""
    ds = dicom.read_dataset(path)
    try:
        return _record(ds)
    except (Unreadable, MemoryError):
        raise
    except Exception as error:
        raise Unreadable(Reason.CORRUPT, f"{type(error).__name__}: {error}") from error


def _record(ds: Dataset) -> EcgRecord:
    raw_groups = list(ds.get("WaveformSequence") or [])
    rhythm = [group for group in raw_groups if _is_rhythm(group, raw_groups)]
    order: Order = "<" if ds.original_encoding[1] is not False else ">"
    groups = [group for raw in rhythm if (group := _group(raw, order)) is not None]
    if not groups:
        raise Unreadable(Reason.NO_WAVEFORM)
    rate = _fullest_rate(groups)
    shown = [group for group in groups if group.rate == rate]
    channels = sum(len(group.ChannelDefinitionSequence) for group in rhythm)
    skipped = sum(len(group.leads) for group in shown) < channels
    text = _acquired(ds)
    statements, numbers = read_annotations(ds)
    return EcgRecord(
        format="dicom_waveform",
        rate=rate,
        leads=_joined(shown, rate),
        parser_version=VERSION,
        acquired_text=text,
        acquired_at=dicom.parse_datetime(text, dicom.text_of(ds, "TimezoneOffsetFromUTC")),
        device=_device(ds),
        statements=statements,
        measurements=numbers,
        filters=_filters(rhythm[0]),
        median_beat=len(rhythm) < len(raw_groups),
        patient=dicom.seen_patient(ds),
        warnings=(Caution.PARTS_NOT_SHOWN,) if skipped else (),
    )


def _fullest_rate(groups: list[_Group]) -> Fraction:
    leads: dict[Fraction, int] = {}
    for group in groups:
        leads[group.rate] = leads.get(group.rate, 0) + len(group.leads)
    return max(leads, key=lambda rate: leads[rate])


def _is_rhythm(group: Dataset, groups: list[Dataset]) -> bool:
    label = str(group.get("MultiplexGroupLabel", "") or "").upper()
    if any(word in label for word in _NOT_RHYTHM):
        return False
    originals = [g for g in groups if g.get("WaveformOriginality") == "ORIGINAL"]
    return not originals or group.get("WaveformOriginality") != "DERIVED"


def _group(group: Dataset, order: Order) -> _Group | None:
    """One multiplex group; None when none of its channels is an ECG lead (e.g. a pressure)."""
    channels = list(group.ChannelDefinitionSequence)
    values = _raw_values(group, len(channels), order)
    padding = _padding(group, order)
    leads = [_lead(channel, values[:, i], padding) for i, channel in enumerate(channels)]
    known = tuple(lead for lead in leads if lead is not None)
    if not known:
        return None
    rate = Fraction(str(group.SamplingFrequency))
    offset = Fraction(str(group.get("MultiplexGroupTimeOffset") or 0))
    return _Group(rate, offset, known)


def _raw_values(group: Dataset, channels: int, order: Order) -> NDArray[Any]:
    """Samples × channels, as stored (PS3.3 §C.10.9.1.4). Refuses data that is too short."""
    kind = _SAMPLE_TYPES.get(str(group.WaveformSampleInterpretation))
    if kind is None:  # companded audio codes
        raise Unreadable(Reason.UNSUPPORTED, str(group.WaveformSampleInterpretation))
    declared = int(group.NumberOfWaveformSamples)
    if int(group.NumberOfWaveformChannels) != channels or channels == 0:
        raise Unreadable(Reason.CORRUPT, "channel count")
    dtype = np.dtype(kind).newbyteorder(order)
    data = bytes(group.WaveformData or b"")
    needed = declared * channels * dtype.itemsize
    if len(data) < needed:
        raise Unreadable(Reason.TRUNCATED, "waveform data shorter than declared")
    return np.frombuffer(data[:needed], dtype=dtype).reshape(declared, channels)


def _lead(channel: Dataset, values: NDArray[Any], padding: int | None) -> LeadSamples | None:
    name, code = _source(channel)
    unit = _unit(channel)
    if unit is None:
        if code:
            raise Unreadable(Reason.NO_SCALE, name)
        return None
    step = Fraction(str(channel.ChannelSensitivity))
    correction = Fraction(str(channel.get("ChannelSensitivityCorrectionFactor") or 1))
    baseline = Fraction(str(channel.get("ChannelBaseline") or 0))
    wide = values.astype(np.int64)
    if wide.size and wide.max() > np.iinfo(np.int32).max:
        raise Unreadable(Reason.UNSUPPORTED, "samples beyond 31 bits")
    missing = np.asarray(wide == padding) if padding is not None else None
    return LeadSamples(
        name=name,
        code=code,
        samples=wide.astype(np.int32),
        lsb_nv=float(step * correction * Fraction(unit)),
        offset_nv=float(baseline * Fraction(unit)),
        missing=missing if missing is not None and missing.any() else None,
    )


def _padding(group: Dataset, order: Order) -> int | None:
    """The value that stands for "not recorded" (Waveform Padding Value), if one is declared."""
    raw = group.get("WaveformPaddingValue")
    kind = np.dtype(_SAMPLE_TYPES[str(group.WaveformSampleInterpretation)]).newbyteorder(order)
    if not isinstance(raw, bytes) or len(raw) < kind.itemsize:
        return None
    part = raw[: kind.itemsize] if order == "<" else raw[-kind.itemsize :]
    return int(np.frombuffer(part, dtype=kind)[0])


def _source(channel: Dataset) -> tuple[str, str]:
    items = list(channel.get("ChannelSourceSequence") or [])
    for item in items:
        name, code = lead_codes.from_code(
            str(item.get("CodeValue", "") or ""), str(item.get("CodingSchemeDesignator", "") or "")
        )
        if code:
            return name, code
    labels = [str(item.get("CodeMeaning", "") or "") for item in items]
    labels.append(str(channel.get("ChannelLabel", "") or ""))
    for label in labels:
        name, code = lead_codes.from_label(label)
        if code:
            return name, code
    return clean(next((label for label in labels if label), ""), 32) or "?", ""


def _unit(channel: Dataset) -> float | None:
    """Nanovolts per unit of the channel, None when it has no scale or does not measure volts."""
    units = channel.get("ChannelSensitivityUnitsSequence")
    if not units or channel.get("ChannelSensitivity") is None:
        return None
    return _NANOVOLTS.get(str(units[0].get("CodeValue", "") or "").strip().lower())


def _joined(groups: list[_Group], rate: Fraction) -> tuple[LeadSamples, ...]:
    """Leads of all groups on one time axis: carts that record four leads at a time have gaps."""
    origin = min(group.offset_ms for group in groups)
    starts = [round((group.offset_ms - origin) * rate / 1000) for group in groups]
    length = max(start + group.length for start, group in zip(starts, groups, strict=True))
    if length > 20 * sum(group.length for group in groups):
        raise Unreadable(Reason.CORRUPT, "groups far apart")
    return tuple(
        place(lead, start, length)
        for start, group in zip(starts, groups, strict=True)
        for lead in group.leads
    )


def _acquired(ds: Dataset) -> str:
    whole = dicom.text_of(ds, "AcquisitionDateTime")
    if whole:
        return whole
    for prefix in ("Content", "Study"):
        date = dicom.text_of(ds, f"{prefix}Date")
        if date:
            return date + dicom.text_of(ds, f"{prefix}Time")
    return ""


def _device(ds: Dataset) -> str:
    names = ("Manufacturer", "ManufacturerModelName", "DeviceSerialNumber", "SoftwareVersions")
    return " ".join(filter(None, (dicom.text_of(ds, name) for name in names)))


def _filters(group: Dataset) -> tuple[tuple[str, float], ...]:
    channel = group.ChannelDefinitionSequence[0]
    keys = (
        ("low_hz", "FilterLowFrequency"),
        ("high_hz", "FilterHighFrequency"),
        ("notch_hz", "NotchFilterFrequency"),
    )
    return tuple((name, float(channel.get(key))) for name, key in keys if channel.get(key))
