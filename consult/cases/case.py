"""The case as an envelope (病例): it has parties and papers, but no workflow state of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """`number` is short enough to say on the telephone, unique within the owning hospital."""

    id: str
    number: str
    owner_org: str
    patient_id: str
    created_by: str
    created_at: datetime
    training: bool = False
    version: int = 1


class Side(StrEnum):
    REQUESTER = "requester"
    PROVIDER = "provider"


class Basis(StrEnum):
    OWNER = "owner"
    REQUEST = "request"
    REFERRAL = "referral"
    BREAK_GLASS = "break_glass"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseParty:
    """The only source of read rights: policy and every list filter look here, nowhere else."""

    id: str
    case_id: str
    org_id: str
    side: Side
    basis: Basis
    since: datetime
    until: datetime | None = None

    def active(self, now: datetime) -> bool:
        return self.since <= now and (self.until is None or now < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseForm:
    """One append-only version of what the county wrote; a request pins the one it was sent with."""

    case_id: str
    version: int
    template: str
    data: dict[str, object]
    debts: tuple[dict[str, object], ...]
    by: str
    at: datetime
    template_version: int = 1
