"""What somebody is still typing (草稿): kept as typed, for its author alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDraft:
    """`id` is that of the case it may become; `body` is the page's own and is never read here."""

    id: str
    person_id: str
    org_id: str
    body: dict[str, object]
    updated_at: datetime
    revision: int = 1
