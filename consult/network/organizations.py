"""Hospitals, centres and authorities, and their departments (医疗机构, 科室)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    id: str
    org_id: str
    name: str
    specialty: str
    phone: str = ""
