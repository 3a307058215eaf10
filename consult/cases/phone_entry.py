"""A case the centre wrote down for a county that telephoned (电话代录): who called, what was read
back, and that the county looked at it later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneEntry:
    """`entered_by` at `entered_for_org`; `read_back` says the caller heard it and agreed."""

    case_id: str
    entered_by: str
    entered_for_org: str
    caller: str
    caller_phone: str
    read_back: bool
    at: datetime
    confirmed_by: str | None = None
    confirmed_at: datetime | None = None
