"""What intake needs from a DICOM header: identity, facts of the instance, the patient as named."""

from __future__ import annotations

import io
import os
import re
import warnings
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pydicom
from pydicom import config
from pydicom.dataset import Dataset
from pydicom.multival import MultiValue

from consult.studies.manifest import DicomSummary, SeenPatient
from consult.studies.reasons import Reason
from storage.codecs.errors import Unreadable
from storage.codecs.text import clean, guess, iso_date, sex_code

# Values are checked by us; a recorder's sloppy value must not hide a readable recording.
config.settings.reading_validation_mode = config.IGNORE

__all__ = [
    "HEADER_TAGS",
    "Dataset",
    "is_directory",
    "parse_datetime",
    "person_name",
    "read_dataset",
    "seen_patient",
    "summary",
    "text_of",
    "transfer_syntax",
    "uid_of",
]

_DIRECTORY = "1.2.840.10008.1.3.10"
_UID = re.compile(r"[0-9]+(?:\.[0-9]+)*")
_DATETIME = re.compile(r"(\d{14})(?:\.(\d{1,6}))?([+-]\d{4})?")
HEADER_TAGS = [
    "SpecificCharacterSet",
    "SOPClassUID",
    "SOPInstanceUID",
    "StudyInstanceUID",
    "SeriesInstanceUID",
    "Modality",
    "Rows",
    "Columns",
    "NumberOfFrames",
    "StudyDate",
    "StudyTime",
    "AccessionNumber",
    "StudyDescription",
    "SeriesDescription",
    "SeriesNumber",
    "InstanceNumber",
    "PatientName",
    "PatientID",
    "PatientSex",
    "PatientBirthDate",
]


class _Honest(io.BufferedReader):
    """A file that is never asked for more than it has: a value may claim four gigabytes."""

    def read(self, size: int | None = -1, /) -> bytes:
        left = os.fstat(self.fileno()).st_size - self.tell()
        return super().read(left if size is None or size < 0 else min(size, max(left, 0)))


def read_dataset(path: Path, tags: list[str] | None = None) -> Dataset:
    """The data set without pixel data; only `tags` where given. Raises Unreadable."""
    with warnings.catch_warnings(), _Honest(io.FileIO(path)) as file:
        warnings.simplefilter("ignore")
        try:
            return pydicom.dcmread(
                file,
                force=True,
                stop_before_pixels=True,
                specific_tags=list(tags) if tags else None,
            )
        except (MemoryError, RecursionError):
            raise
        except Exception as error:  # pydicom raises a dozen kinds on damaged files
            raise Unreadable(Reason.DICOM, f"{type(error).__name__}: {error}") from error


def text_of(ds: Dataset, keyword: str, limit: int = 256) -> str:
    """One attribute as clean text; "" when absent or unreadable; several values by a space."""
    value = _value(ds, keyword)
    if value is None:
        return ""
    if isinstance(value, bytes):
        return clean(guess(value.strip(b"\0 "))[0], limit)
    if isinstance(value, (list, MultiValue)):
        return " ".join(clean(str(part), limit) for part in value)[:limit]
    return clean(str(value), limit)


def summary(ds: Dataset) -> DicomSummary | None:
    """The instance's facts; None unless it has well-formed UIDs and a SOP class."""
    keys = ("StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID", "SOPClassUID")
    uids = [uid_of(ds, key) for key in keys]
    if not all(uids):
        return None
    return DicomSummary(
        study_uid=uids[0],
        series_uid=uids[1],
        sop_uid=uids[2],
        sop_class=uids[3],
        transfer_syntax=transfer_syntax(ds),
        modality=text_of(ds, "Modality", 16),
        rows=_number(ds, "Rows") or 0,
        columns=_number(ds, "Columns") or 0,
        frames=_number(ds, "NumberOfFrames") or (1 if _number(ds, "Rows") else 0),
        study_date=iso_date(text_of(ds, "StudyDate", 16)),
        study_time=text_of(ds, "StudyTime", 16),
        accession_number=text_of(ds, "AccessionNumber", 64),
        study_description=text_of(ds, "StudyDescription"),
        series_description=text_of(ds, "SeriesDescription"),
        series_number=_number(ds, "SeriesNumber"),
        instance_number=_number(ds, "InstanceNumber"),
    )


def uid_of(ds: Dataset, keyword: str) -> str:
    """A UID of digits and dots, at most 64 long; "" for anything else."""
    raw = text_of(ds, keyword, 128)
    return raw if len(raw) <= 64 and _UID.fullmatch(raw) else ""


def transfer_syntax(ds: Dataset) -> str:
    """The transfer syntax UID of the file meta information, "" when it is missing."""
    meta = getattr(ds, "file_meta", None)
    return uid_of(meta, "TransferSyntaxUID") if meta is not None else ""


def is_directory(ds: Dataset) -> bool:
    """Whether it is the table of contents of a disc (DICOMDIR, PS3.10 §8.6)."""
    meta = getattr(ds, "file_meta", None)
    return meta is not None and uid_of(meta, "MediaStorageSOPClassUID") == _DIRECTORY


def seen_patient(ds: Dataset) -> SeenPatient:
    """The patient as the header names him, his name's charset repaired."""
    return SeenPatient(
        name=person_name(ds, "PatientName")[0],
        patient_id=text_of(ds, "PatientID", 64),
        sex=sex_code(text_of(ds, "PatientSex", 16)),
        birth_date=iso_date(text_of(ds, "PatientBirthDate", 16)),
    )


def person_name(ds: Dataset, keyword: str) -> tuple[str, bool]:
    """A PN as clean text, ideographic group first, and whether its charset was guessed.

    Old Chinese modalities write GBK without naming it (SpecificCharacterSet absent).
    """
    value = _value(ds, keyword)
    if value is None:
        return "", False
    original = _original_bytes(value)
    guessed = False
    text = str(value)
    if original and not ds.get("SpecificCharacterSet"):
        text, guessed = guess(original)
    groups = [clean(group.replace("^", " "), 128) for group in text.split("=")]
    shown = [group for group in (*groups[1:2], groups[0], *groups[2:]) if group]
    return " = ".join(dict.fromkeys(shown)), guessed


def parse_datetime(text: str, zone: str = "") -> datetime | None:
    """DICOM DT (PS3.5 §6.2): naive unless it, or `zone` (+HHMM), names an offset from UTC."""
    match = _DATETIME.fullmatch(text.strip())
    if not match:
        return None
    digits, fraction, offset = match.groups()
    try:
        when = datetime.strptime(digits, "%Y%m%d%H%M%S")  # noqa: DTZ007 - zone may be unknown
        when = when.replace(microsecond=int((fraction or "0").ljust(6, "0")))
        return when.replace(tzinfo=_zone(offset or zone))
    except ValueError:
        return None


def _zone(offset: str) -> timezone | None:
    match = re.fullmatch(r"([+-])(\d{2})(\d{2})", offset)
    if not match:
        return None
    delta = timedelta(hours=int(match[2]), minutes=int(match[3]))
    return timezone(-delta if match[1] == "-" else delta)


def _value(ds: Dataset, keyword: str) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return ds.get(keyword)
        except MemoryError:
            raise
        except Exception:  # one unreadable attribute is as good as absent
            return None


def _original_bytes(value: Any) -> bytes:
    raw = getattr(value, "original_string", b"")
    return raw if isinstance(raw, bytes) else b""


def _number(ds: Dataset, keyword: str) -> int | None:
    value = _value(ds, keyword)
    try:
        return int(value) if value is not None and not isinstance(value, bytes) else None
    except (TypeError, ValueError, OverflowError):
        return None
