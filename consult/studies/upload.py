"""An upload from its first byte to stored (tus 1.0)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class UploadState(StrEnum):
    RECEIVING = "receiving"
    RECEIVED = "received"
    STORED = "stored"
    REFUSED = "refused"
    TERMINATED = "terminated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """`offset` counts fsynced bytes; `received` waits for the store, `stored` is acknowledged."""

    id: str
    node: str
    org_id: str
    person_id: str
    name: str
    size: int
    offset: int
    state: UploadState
    created_at: datetime
    expires_at: datetime
    case_id: str | None = None
    batch: str = ""
    path: str = ""
    media_type: str = ""
    encoding: str = ""
    sha256: str = ""
    reason: str = ""
    item_kind: str = ""
    item_id: str = ""
