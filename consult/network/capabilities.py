"""What a hospital has at hand (救治能力): drugs, devices, tests and services, coded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class CapabilityKind(StrEnum):
    DEVICE = "device"
    TEST = "test"
    DRUG = "drug"
    SERVICE = "service"


class Has(StrEnum):
    """LIMITED says in the note what limits it: hours, number, who must be called."""

    YES = "yes"
    LIMITED = "limited"
    NO = "no"


_BY_KIND: dict[CapabilityKind, tuple[str, ...]] = {
    CapabilityKind.DEVICE: (
        "ventilator",
        "noninvasive_ventilator",
        "defibrillator",
        "temporary_pacemaker",
        "infusion_pump",
        "dialysis",
        "crrt",
        "ct",
        "mri",
        "dsa",
        "echocardiography",
        "endoscopy",
        "incubator",
    ),
    CapabilityKind.TEST: (
        "inr",
        "troponin",
        "d_dimer",
        "natriuretic_peptide",
        "blood_gas",
        "lactate",
        "electrolytes",
        "blood_culture",
        "drug_levels",
        "frozen_section",
    ),
    CapabilityKind.DRUG: (
        "thrombolytic",
        "p2y12_inhibitor",
        "low_molecular_heparin",
        "warfarin",
        "amiodarone",
        "noradrenaline",
        "morphine",
        "insulin",
        "carbapenem",
        "immunoglobulin",
        "antivenom",
        "chemotherapy",
    ),
    CapabilityKind.SERVICE: (
        "intensive_care",
        "isolation",
        "emergency_surgery",
        "caesarean",
        "newborn_care",
        "pci",
        "blood_transfusion",
        "tracheostomy_care",
        "wound_care",
        "rehabilitation",
        "palliative_care",
        "home_care",
        "transport_escort",
    ),
}
# Every item by its code, in the order it is shown.
CAPABILITIES: dict[str, CapabilityKind] = {
    code: kind for kind, codes in _BY_KIND.items() for code in codes
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CapabilityVersion:
    """One append-only statement about one item; the newest counts, without one nobody has said."""

    org_id: str
    code: str
    version: int
    has: Has
    note: str
    since: date
    by: str
    at: datetime
