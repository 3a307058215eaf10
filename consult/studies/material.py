"""What is on the table of a case (资料): recordings, images and papers, who attached them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ItemKind(StrEnum):
    ECG = "ecg"
    STUDY = "study"
    ATTACHMENT = "attachment"
    REFUSAL = "refusal"


class MaterialPart(StrEnum):
    CURRENT = "current"
    PRIOR = "prior"
    KEY = "key"


class Identity(StrEnum):
    MATCHED = "matched"
    MISMATCH = "mismatch"
    CONFIRMED_BY = "confirmed_by"
    UNSTATED = "unstated"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMaterial:
    """An item on a case. Moving is removing with a reason here and adding there."""

    id: str
    case_id: str
    kind: ItemKind
    item_id: str
    part: MaterialPart
    identity: Identity
    added_by: str
    added_at: datetime
    label: str = ""
    confirmed_by: str | None = None
    removed_by: str | None = None
    removed_at: datetime | None = None
    removed_reason: str = ""
    moved_to_case: str | None = None
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredObject:
    """Original or derived bytes under their SHA-256; immutable."""

    sha256: str
    size: int
    state: str
    store_key: str
    verified_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Ecg:
    """A recording as the device stated it; samples live only in the canonical derivative.

    The sampling rate is the exact fraction `rate_num`/`rate_den` in Hz.
    """

    id: str
    org_id: str
    object_sha256: str
    format: str
    rate_num: int
    rate_den: int
    samples: int
    leads: tuple[str, ...]
    parser: str
    parser_version: str
    created_at: datetime
    patient_id: str | None = None
    instance_id: str | None = None
    acquired_at: datetime | None = None
    acquired_text: str = ""
    clock_offset_s: int | None = None
    device: str = ""
    machine_statements: tuple[str, ...] = ()
    measurements: tuple[dict[str, object], ...] = ()
    warnings: tuple[str, ...] = ()
    seen_patient: dict[str, object] | None = None
    file_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A paper, photograph or unread file; `why_unreadable` is a typed reason, '' when shown."""

    id: str
    org_id: str
    object_sha256: str
    media_type: str
    file_name: str
    created_at: datetime
    why_unreadable: str = ""
    pages: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A file that was not kept: its name, size, hash and the reason stay on the case."""

    id: str
    org_id: str
    file_name: str
    size: int
    sha256: str
    reason: str
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Derivative:
    """Something rebuildable made from an original by a named maker and version."""

    source_sha256: str
    maker: str
    maker_version: str
    object_sha256: str | None
    state: str
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """One hospital's copy of a DICOM study; UIDs are unique per hospital, never globally."""

    id: str
    org_id: str
    study_uid: str
    attributes: dict[str, object]
    created_at: datetime
    patient_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    id: str
    org_id: str
    study_id: str
    series_uid: str
    modality: str
    attributes: dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    id: str
    org_id: str
    series_id: str
    sop_uid: str
    sop_class: str
    transfer_syntax: str
    object_sha256: str
    attributes: dict[str, object]
    frames: int = 1
