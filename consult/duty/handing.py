"""Handing over at the end of a shift (交班): what goes to whom, acknowledged by the receiver."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftHandover:
    """One sheet from one person to another at one hospital; open until acknowledged."""

    id: str
    org_id: str
    from_id: str
    to_id: str
    note: str
    made_at: datetime
    acknowledged_at: datetime | None = None
    withdrawn_at: datetime | None = None
    version: int = 1

    @property
    def open(self) -> bool:
        return self.acknowledged_at is None and self.withdrawn_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverItem:
    """One case on the sheet; who gives it keeps it until the receiver has acknowledged."""

    handover_id: str
    request_id: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmTest:
    """Somebody on duty rang the alarm of a device and heard it."""

    id: str
    person_id: str
    at: datetime
    device: str = ""
