"""Roles and what each kind of role is for. `RoleAssignment` is the only source of roles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    DOCTOR = "doctor"
    HEAD = "head"
    MEDICAL_AFFAIRS = "medical_affairs"
    NURSE = "nurse"
    TECHNICIAN = "technician"
    COORDINATOR = "coordinator"
    EXPERT = "expert"
    REVIEWER = "reviewer"
    CHAIR = "chair"
    SECRETARY = "secretary"
    REFERRAL_DESK = "referral_desk"
    QUALITY_OFFICER = "quality_officer"
    SUPERVISOR = "supervisor"
    HOSPITAL_ADMIN = "hospital_admin"
    ADMIN = "admin"


# Those who care for patients. Supervisors see figures; administrators see people and places.
CLINICAL = frozenset(Role) - {Role.SUPERVISOR, Role.HOSPITAL_ADMIN, Role.ADMIN}


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleAssignment:
    id: str
    person_id: str
    org_id: str
    role: Role
    department_id: str | None = None
    valid_from: datetime
    valid_to: datetime | None = None

    def active(self, now: datetime) -> bool:
        return self.valid_from <= now and (self.valid_to is None or now < self.valid_to)
