"""Hospitals, centres and authorities, and their departments (医疗机构, 科室)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

# Where the country is not on file, its clock tells, or a language that no other country speaks.
COUNTRY_OF_ZONE = {
    "Asia/Shanghai": "CN",
    "Asia/Urumqi": "CN",
    "Asia/Ho_Chi_Minh": "VN",
    "Asia/Saigon": "VN",
}
COUNTRY_OF_LANGUAGE = {"vi": "VN"}


class OrgKind(StrEnum):
    HOSPITAL = "hospital"
    CENTRE = "centre"
    AUTHORITY = "authority"


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization:
    """A node of the network's tree; only organisations own patient data."""

    id: str
    kind: OrgKind
    name: str
    time_zone: str
    locale: str
    level: str = ""
    parent_id: str | None = None
    phone: str = ""
    demo: bool = False

    @property
    def country(self) -> str:
        """Whose forms it prints, whatever language its reader has; "" where that is not known."""
        return COUNTRY_OF_LANGUAGE.get(self.locale) or COUNTRY_OF_ZONE.get(self.time_zone, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    id: str
    org_id: str
    name: str
    specialty: str
    phone: str = ""
