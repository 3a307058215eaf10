"""Whole instances rewritten in Explicit VR Little Endian, as a DICOM file (PS3.10 §7)."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
import pydicom
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import generate_frames
from pydicom.uid import UID, ExplicitVRLittleEndian

from consult.studies.reasons import Reason
from storage.codecs.dicom import uid_of
from storage.codecs.errors import Unreadable
from storage.codecs.imaging import pixels, syntaxes

MAX_FILE = 192 * 2**20
_UNKNOWN = "2.25.0"
_WORDS = {"OW": 2, "OF": 4, "OL": 4, "OD": 8, "OV": 8}


def rewrite(source: Path, target: Path, syntax: str, uids: dict[str, str]) -> None:
    """Writes the instance native and explicit; raises Unreadable.

    Its UIDs stay; those of `uids` (by keyword) are given where it has none. Files over 192 MiB do
    not fit the worker and are refused.
    """
    if source.stat().st_size > MAX_FILE:
        raise Unreadable(Reason.TOO_LARGE)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ds: Dataset = pydicom.dcmread(source, force=True)
            if syntaxes.is_encapsulated(syntax) and "PixelData" in ds:
                _decompress(ds, syntax)
            if syntax == syntaxes.BIG_ENDIAN:
                ds = _turned(ds)
            _name(ds, uids)
            ds.save_as(target, implicit_vr=False, little_endian=True, enforce_file_format=True)
    except (MemoryError, Unreadable):
        raise
    except Exception as error:  # pydicom raises a dozen kinds on damaged files
        raise Unreadable(Reason.CORRUPT, f"{type(error).__name__}: {error}") from error


def _turned(ds: Dataset) -> Dataset:
    """The same values to be written little endian; words inside byte strings are turned here."""
    plain = Dataset()
    for element in ds.iterall():
        width = _WORDS.get(str(element.VR))
        if width and isinstance(element.value, bytes):
            whole = element.value[: len(element.value) // width * width]
            element.value = np.frombuffer(whole, f">u{width}").astype(f"<u{width}").tobytes()
    for element in ds:
        plain[element.tag] = element
    return plain


def _name(ds: Dataset, uids: dict[str, str]) -> None:
    for keyword, uid in uids.items():
        if not uid_of(ds, keyword):
            ds.add_new(keyword, "UI", uid)
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = UID(ds.get("SOPClassUID") or _UNKNOWN)
    meta.MediaStorageSOPInstanceUID = UID(ds.get("SOPInstanceUID") or _UNKNOWN)
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    ds.file_meta = meta


def _decompress(ds: Dataset, syntax: str) -> None:
    count = max(1, int(ds.get("NumberOfFrames") or 1))
    pixels.complete(ds)
    if pixels.frame_bits(ds) * count > 8 * MAX_FILE:
        raise Unreadable(Reason.TOO_LARGE)
    parts, photometric = [], str(ds.PhotometricInterpretation)
    for data in generate_frames(ds.PixelData, number_of_frames=count):
        frame = pixels.decode(ds, data, syntax)
        photometric = frame.photometric
        parts.append(pixels.as_stored(ds, frame))
    plain = b"".join(parts)
    ds.PixelData = plain + b"\0" * (len(plain) % 2)
    ds["PixelData"].VR = "OW" if int(ds.BitsAllocated) > 8 else "OB"
    ds["PixelData"].is_undefined_length = False
    ds.PhotometricInterpretation = photometric
    for table in ("ExtendedOffsetTable", "ExtendedOffsetTableLengths"):
        if table in ds:
            delattr(ds, table)
