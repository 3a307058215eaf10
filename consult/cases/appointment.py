"""When the two sides meet (预约): a time, a place to meet, and what became of it (FHIR R4)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from consult.errors import Invalid

MAX_LINK = 500
LONGEST = timedelta(hours=12)
# Without a user in front of the host: what is shown before "@" is not where it leads.
_LINK = re.compile(r"https://[\w.-]+(:\d{1,5})?([/?#][!-~]*)?|tel:\+?[\d().-]{3,30}", re.ASCII)


class AppointmentState(StrEnum):
    BOOKED = "booked"
    FULFILLED = "fulfilled"
    NOSHOW = "noshow"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """`sequence` counts the times it was moved (RFC 5545 §3.8.7.4)."""

    id: str
    request_id: str
    state: AppointmentState
    starts_at: datetime
    ends_at: datetime
    link: str
    made_by: str
    made_at: datetime
    changed_at: datetime
    sequence: int = 0


def check_times(starts_at: datetime, ends_at: datetime, now: datetime) -> None:
    """Raises Invalid for a meeting that lies behind, has no length or lasts half a day."""
    if starts_at <= now:
        raise Invalid("appointment.in_past", field="starts_at")
    if not starts_at < ends_at <= starts_at + LONGEST:
        raise Invalid("appointment.bad_length", field="ends_at")


def clean_link(text: str) -> str:
    """A web address or a telephone bridge (`https:`, `tel:`), or nothing."""
    link = text.strip()
    if link and (len(link) > MAX_LINK or _LINK.fullmatch(link) is None):
        raise Invalid("appointment.bad_link", field="link")
    return link
