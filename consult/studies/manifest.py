"""What the intake door found in one uploaded file: the only thing that leaves it.

Frozen values, plain JSON both ways. Everything textual in here was written by the file's
author: show it as text only, never as markup, a path or a key.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal, get_args

from consult.studies.ecg import EcgSummary
from consult.studies.reasons import Caution, Reason

__all__ = [
    "Caution",
    "DerivedFile",
    "DerivedRole",
    "DicomSummary",
    "ImageSummary",
    "Kind",
    "Manifest",
    "Reason",
    "SeenPatient",
]

Kind = Literal["ecg", "dicom", "attachment", "refused"]
DerivedRole = Literal["ecg1", "preview", "dicom_json", "frame_index", "dicom_plain"]


@dataclass(frozen=True, slots=True)
class SeenPatient:
    """The patient as the file names him; to be compared with the case, never trusted.

    `sex` is "M", "F", "O" or ""; `birth_date` is YYYY-MM-DD where the file's value can be
    read as a date, else as written.
    """

    name: str = ""
    patient_id: str = ""
    sex: str = ""
    birth_date: str = ""

    @property
    def empty(self) -> bool:
        """True when the file names nobody."""
        return not (self.name or self.patient_id or self.sex or self.birth_date)


@dataclass(frozen=True, slots=True)
class DicomSummary:
    """Header facts of one DICOM instance; the three UIDs and the SOP class are well formed.

    `tags`: the attributes of `consult.studies.levels` as DICOM JSON. `layout`: where frames and
    bulk data lie (storage.derive.layout), unless it is long and therefore a derived file.
    `plain`: they lie in the rewritten copy, as the original is deflated or big endian.
    """

    study_uid: str
    series_uid: str
    sop_uid: str
    sop_class: str
    transfer_syntax: str
    modality: str = ""
    rows: int = 0
    columns: int = 0
    frames: int = 0
    study_date: str = ""
    study_time: str = ""
    accession_number: str = ""
    study_description: str = ""
    series_description: str = ""
    series_number: int | None = None
    instance_number: int | None = None
    tags: Mapping[str, Any] = field(default_factory=dict)
    layout: Mapping[str, Any] | None = None
    plain: bool = False


@dataclass(frozen=True, slots=True)
class ImageSummary:
    """Pixel size as stored and the EXIF orientation (1..8; 1 = upright)."""

    width: int
    height: int
    orientation: int = 1


@dataclass(frozen=True, slots=True)
class DerivedFile:
    """A rebuildable file written into the given directory: `name` is a bare file name there."""

    role: DerivedRole
    name: str
    media_type: str
    size: int
    sha256: str
    maker: str
    maker_version: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """One examined file. `reason` is None exactly when its content is shown."""

    sha256: str
    size: int
    media_type: str
    kind: Kind
    format: str
    reason: Reason | None = None
    warnings: tuple[Caution, ...] = ()
    ecg: EcgSummary | None = None
    dicom: DicomSummary | None = None
    image: ImageSummary | None = None
    patient: SeenPatient | None = None
    derived: tuple[DerivedFile, ...] = ()

    def __post_init__(self) -> None:
        if self.kind not in get_args(Kind):
            raise ValueError(f"unknown kind {self.kind!r}")
        if (self.kind == "refused") != (self.reason is not None and self.reason.refuses):
            raise ValueError("kind 'refused' and a refusing reason belong together")

    def derivative(self, role: str) -> DerivedFile | None:
        """The derived file of that role, if one was written."""
        return next((item for item in self.derived if item.role == role), None)

    def with_reason(self, reason: Reason) -> Manifest:
        """The same file refused, or kept unread, for this reason; nothing derived remains."""
        kind: Kind = "refused" if reason.refuses else "attachment"
        return replace(self, kind=kind, reason=reason, ecg=None, dicom=None, image=None, derived=())

    def to_json(self) -> dict[str, Any]:
        """As plain JSON values."""
        raw = asdict(self)
        raw["ecg"] = self.ecg.to_json() if self.ecg else None
        return raw

    def dumps(self) -> str:
        """As one line of JSON."""
        return json.dumps(self.to_json(), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Manifest:
        """The inverse of `to_json`; raises ValueError, TypeError or KeyError on other shapes."""
        fields = dict(raw)
        fields["reason"] = Reason(raw["reason"]) if raw.get("reason") else None
        fields["warnings"] = tuple(Caution(item) for item in raw["warnings"])
        fields["ecg"] = EcgSummary.from_json(raw["ecg"]) if raw.get("ecg") else None
        fields["dicom"] = DicomSummary(**raw["dicom"]) if raw.get("dicom") else None
        fields["image"] = ImageSummary(**raw["image"]) if raw.get("image") else None
        fields["patient"] = SeenPatient(**raw["patient"]) if raw.get("patient") else None
        fields["derived"] = tuple(DerivedFile(**item) for item in raw["derived"])
        return cls(**fields)

    @classmethod
    def loads(cls, text: str) -> Manifest:
        """The inverse of `dumps`."""
        return cls.from_json(json.loads(text))
