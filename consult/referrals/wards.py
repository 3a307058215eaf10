"""What wards say: how many places are free, and whether they can take somebody (床位)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Need(StrEnum):
    BED = "bed"
    ICU = "icu"
    ISOLATION = "isolation"
    CLINIC = "clinic"
    EQUIPMENT = "equipment"


class Equipment(StrEnum):
    VENTILATOR = "ventilator"
    MONITOR = "monitor"
    OXYGEN = "oxygen"
    DIALYSIS = "dialysis"
    ECMO = "ecmo"
    CATH_LAB = "cath_lab"
    ISOLATION = "isolation"


class Purpose(StrEnum):
    QUESTION = "question"
    BEDS = "beds"


class WardAnswer(StrEnum):
    YES = "yes"
    NO = "no"
    LATER = "later"


class Via(StrEnum):
    LOGIN = "login"
    LINK = "link"


@dataclass(frozen=True, slots=True, kw_only=True)
class WardLink:
    """A door for a telephone without a login: one ward, one purpose, until `expires_at`.

    Only the hash of its secret is kept. A question is answered once and shows no identity; a link
    for the beds may be used again until it ends.
    """

    id: str
    purpose: Purpose
    org_id: str
    department_id: str
    token_sha256: str
    made_by: str
    made_at: datetime
    expires_at: datetime
    request_id: str | None = None
    need: str = ""
    equipment: tuple[str, ...] = ()
    answer: str = ""
    when_at: datetime | None = None
    text: str = ""
    who: str = ""
    answered_at: datetime | None = None
    withdrawn_at: datetime | None = None
    version: int = 1

    def open(self, now: datetime) -> bool:
        return self.answered_at is None and self.withdrawn_at is None and now < self.expires_at


@dataclass(frozen=True, slots=True, kw_only=True)
class BedStatus:
    """What a department said last (床位与号源); None is "not said", which is not zero."""

    department_id: str
    org_id: str
    free_beds: int
    updated_at: datetime
    via: Via
    who: str
    updated_by: str | None = None
    free_icu: int | None = None
    free_isolation: int | None = None
    next_clinic_at: datetime | None = None
    note: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Beds:
    """One report of a ward, as it is typed."""

    free_beds: int
    free_icu: int | None = None
    free_isolation: int | None = None
    next_clinic_at: datetime | None = None
    note: str = ""
