"""DICOM images made on the spot, their pixels known."""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass, field
from typing import Any

import imagecodecs
import numpy as np
from numpy.typing import NDArray
from pydicom import uid
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate

CT = "1.2.840.10008.5.1.4.1.1.2"
US_MULTI = "1.2.840.10008.5.1.4.1.1.3.1"


@dataclass(frozen=True)
class Picture:
    """A grey image of `frames` ramps; `instance` and `series` number its UIDs within `study`."""

    study: str = "2.25.77"
    series: int = 1
    instance: int = 1
    frames: int = 1
    rows: int = 16
    columns: int = 24
    modality: str = "CT"
    sop_class: str = CT
    name: str = "示例患者"
    charset: str | list[str] | None = "ISO_IR 192"
    syntax: str = uid.ExplicitVRLittleEndian
    attributes: dict[str, Any] = field(default_factory=dict)

    @property
    def series_uid(self) -> str:
        return f"{self.study}.{self.series}"

    @property
    def sop_uid(self) -> str:
        return f"{self.series_uid}.{self.instance}"

    @property
    def values(self) -> NDArray[np.int16]:
        """(frames, rows, columns), from -1000 up."""
        count = self.frames * self.rows * self.columns
        ramp = np.arange(count, dtype=np.int64) * 7 % 3000 - 1000 + self.instance
        return ramp.astype("<i2").reshape(self.frames, self.rows, self.columns)


def dataset(picture: Picture) -> Dataset:
    ds = Dataset()
    if picture.charset:
        ds.SpecificCharacterSet = picture.charset
    ds.SOPClassUID, ds.SOPInstanceUID = picture.sop_class, picture.sop_uid
    ds.StudyInstanceUID, ds.SeriesInstanceUID = picture.study, picture.series_uid
    ds.StudyDate, ds.StudyTime, ds.AccessionNumber = "20261103", "081500", "A77"
    ds.StudyDescription = "胸部CT" if picture.charset == "ISO_IR 192" else "CT"
    ds.SeriesDescription = "lung"
    ds.Modality, ds.SeriesNumber, ds.InstanceNumber = (
        picture.modality,
        picture.series,
        picture.instance,
    )
    ds.PatientName, ds.PatientID = picture.name, "M77"
    ds.PatientSex, ds.PatientBirthDate = "M", "19680301"
    ds.Rows, ds.Columns, ds.SamplesPerPixel = picture.rows, picture.columns, 1
    ds.PhotometricInterpretation = "MONOCHROME2"
    ds.BitsAllocated, ds.BitsStored, ds.HighBit, ds.PixelRepresentation = 16, 16, 15, 1
    ds.RescaleSlope, ds.RescaleIntercept = "1", "0"
    ds.WindowCenter, ds.WindowWidth = "40", "400"
    if picture.frames > 1:
        ds.NumberOfFrames = picture.frames
    for keyword, value in picture.attributes.items():
        setattr(ds, keyword, value)
    return ds


def dicom_file(ds: Dataset, syntax: str = uid.ExplicitVRLittleEndian) -> bytes:
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = ds.SOPClassUID
    meta.MediaStorageSOPInstanceUID = ds.SOPInstanceUID
    meta.TransferSyntaxUID = uid.UID(syntax)
    ds.file_meta = meta
    ds.preamble = b"\0" * 128
    out = io.BytesIO()
    ds.save_as(out, enforce_file_format=True)
    return out.getvalue()


def native(picture: Picture) -> bytes:
    """A file whose pixels lie in it as they are."""
    ds = dataset(picture)
    big = picture.syntax == uid.ExplicitVRBigEndian
    ds.PixelData = picture.values.astype(">i2" if big else "<i2").tobytes()
    ds["PixelData"].VR = "OW"
    return dicom_file(ds, picture.syntax)


def jpeg_ls(
    picture: Picture, frames: list[bytes] | None = None, syntax: str = uid.JPEGLSLossless
) -> bytes:
    """A file of JPEG-LS codestreams, one fragment each; `frames` puts others in their place.

    `syntax` is what the file says they are.
    """
    ds = dataset(picture)
    found = frames or [bytes(imagecodecs.jpegls_encode(v.view("<u2"))) for v in picture.values]
    ds.PixelData = encapsulate(found)
    ds["PixelData"].VR = "OB"
    ds["PixelData"].is_undefined_length = True
    return dicom_file(ds, syntax)


def fragments(parts: list[bytes], table: list[int] | None = None) -> bytes:
    """Encapsulated pixel data with any offset table, honest or not (PS3.5 §A.4)."""
    offsets = struct.pack(f"<{len(table or [])}I", *(table or []))
    items = [offsets, *parts]
    body = b"".join(struct.pack("<HHI", 0xFFFE, 0xE000, len(item)) + item for item in items)
    return body + struct.pack("<HHI", 0xFFFE, 0xE0DD, 0)
