"""What was done to whose data, by whom, for which hospital: append-only (cf. IHE BALP)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from consult.access.changes import Changes


class Outcome(StrEnum):
    SUCCESS = "success"
    DENIED = "denied"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEvent:
    """`subject` is ``case:<id>``, ``list:<name>``…; `count` is how many were shown.

    `changes`: of a setting, what it was and what it became.
    """

    id: str
    at: datetime
    actor: str
    action: str
    subject: str
    for_org: str | None = None
    patient_id: str | None = None
    case_id: str | None = None
    purpose: str = "treatment"
    outcome: Outcome = Outcome.SUCCESS
    count: int = 1
    request_id: str = ""
    changes: Changes | None = None
