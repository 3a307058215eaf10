"""What a network consists of, by the names people use; `line` is where it was written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from consult.network.organizations import OrgKind
from consult.network.partnerships import Service
from consult.network.roles import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class HospitalRow:
    """Empty texts leave what an existing hospital has."""

    name: str
    type: OrgKind = OrgKind.HOSPITAL
    level: str = ""
    time_zone: str = ""
    locale: str = ""
    phone: str = ""
    parent: str = ""
    demo: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentRow:
    hospital: str
    name: str
    specialty: str
    phone: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnershipRow:
    """`hospital` may ask `partner`; the last day counts."""

    hospital: str
    partner: str
    services: tuple[Service, ...]
    valid_from: date | None = None
    valid_to: date | None = None
    allows_referral: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """Somebody with a role: without one nobody would find them again."""

    hospital: str
    name: str
    role: Role
    department: str = ""
    title: str = ""
    phone: str = ""
    locale: str = ""
    languages: tuple[str, ...] = ()
    specialties: tuple[str, ...] = ()
    licence_no: str = ""
    licence_valid_to: date | None = None
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleRow:
    """One more role; the person by licence, else by name at this hospital."""

    hospital: str
    role: Role
    name: str = ""
    licence_no: str = ""
    department: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRow:
    """A login; `password_hash` is empty where the account is there already."""

    hospital: str
    username: str
    name: str = ""
    licence_no: str = ""
    password_hash: str = ""
    demo: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    hospitals: tuple[HospitalRow, ...] = ()
    departments: tuple[DepartmentRow, ...] = ()
    partnerships: tuple[PartnershipRow, ...] = ()
    people: tuple[PersonRow, ...] = ()
    roles: tuple[RoleRow, ...] = ()
    accounts: tuple[AccountRow, ...] = ()


Row = HospitalRow | DepartmentRow | PartnershipRow | PersonRow | RoleRow | AccountRow
