"""Agreements between hospitals (合作协议): directed, dated, per service."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Service(StrEnum):
    CONSULTATION = "consultation"
    ECG_REPORT = "ecg_report"
    IMAGING_REPORT = "imaging_report"
    MDT = "mdt"
    REFERRAL = "referral"


def service_of(kind: str) -> Service:
    """What an agreement has to cover for a request of this kind; a referral is one, up or down."""
    return Service.REFERRAL if kind.startswith("referral") else Service(kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Partnership:
    """`requester_org` may ask `provider_org` for `services`. A request keeps the one it used."""

    id: str
    requester_org: str
    provider_org: str
    services: tuple[Service, ...]
    valid_from: datetime
    valid_to: datetime | None = None
    allows_referral: bool = False

    def active(self, now: datetime) -> bool:
        return self.valid_from <= now and (self.valid_to is None or now < self.valid_to)

    def covers(self, service: Service, now: datetime) -> bool:
        return service in self.services and self.active(now)

    def overlaps(self, other: Partnership) -> bool:
        """Two agreements of one pair may not cover the same service at the same time."""
        if (self.requester_org, self.provider_org) != (other.requester_org, other.provider_org):
            return False
        if not set(self.services) & set(other.services):
            return False
        starts_before = other.valid_to is None or self.valid_from < other.valid_to
        ends_after = self.valid_to is None or other.valid_from < self.valid_to
        return starts_before and ends_after
