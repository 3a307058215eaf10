"""Two records of one person (患者合并): which was folded into which, and what moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientMerge:
    """`moved` holds both names, the identifiers and the cases that changed hands."""

    id: str
    org_id: str
    from_id: str
    into_id: str
    moved: dict[str, object]
    reason: str
    by: str
    at: datetime
    undone_by: str | None = None
    undone_at: datetime | None = None
    undone_reason: str = ""
