"""What is special to a referral, beside the request it belongs to; and what is said on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralDetail:
    """The paper and the journey of one request. `number` is short enough for the telephone.

    `slip_code` stands on the printed slip; whoever scans it still has to be let in by the policy.
    Times are those of the facts, for lists and clocks; the transitions say who made them so.
    """

    request_id: str
    number: str
    sheet: dict[str, object]
    wished_department_id: str | None = None
    department_id: str | None = None
    slip_code: str = ""
    placement: dict[str, object] | None = None
    capability: list[dict[str, object]] = field(default_factory=list)
    declined: dict[str, object] | None = None
    redirected: dict[str, object] | None = None
    agreed: dict[str, object] | None = None
    checklist: dict[str, object] | None = None
    ended: dict[str, object] | None = None
    bounced_of_id: str | None = None
    eta: datetime | None = None
    bed_until: datetime | None = None
    departed_at: datetime | None = None
    arrived_at: datetime | None = None
    records_at: datetime | None = None
    discharged_at: datetime | None = None
    acknowledged_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteEntry:
    """One thing noted on the way (途中记录), append-only; `at` is when it was so."""

    request_id: str
    no: int
    at: datetime
    by: str
    noted_at: datetime
    data: dict[str, object]
