"""A hospital's patient (患者): one record per hospital, never shared between hospitals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Sex(StrEnum):
    MALE = "male"
    FEMALE = "female"
    OTHER = "other"
    UNKNOWN = "unknown"


class IdentityStatus(StrEnum):
    IDENTIFIED = "identified"
    UNIDENTIFIED = "unidentified"


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """`birth_date` when known, else `age_years` as stated at `age_at`."""

    id: str
    org_id: str
    name: str
    sex: Sex
    identity: IdentityStatus
    birth_date: date | None = None
    age_years: int | None = None
    age_at: datetime | None = None
    phone: str = ""
    merged_into: str | None = None
    version: int = 1

    def age(self, today: date) -> int | None:
        """Completed years, from the birth date or from the age stated then."""
        if self.birth_date is not None:
            born = self.birth_date
            return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
        if self.age_years is None or self.age_at is None:
            return self.age_years
        return self.age_years + max(0, (today - self.age_at.date()).days) // 365


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientIdentifier:
    """`system` is one of IDENTIFIER_SYSTEMS; a value is unique per hospital and system."""

    org_id: str
    system: str
    value: str
    patient_id: str


IDENTIFIER_SYSTEMS = ("national_id", "mrn", "insurance", "provisional")
