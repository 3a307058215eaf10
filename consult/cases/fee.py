"""What a consultation costs and who bears it (会诊费): recorded where the hospital wants it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

CURRENCIES = ("CNY", "VND")
MAX_AMOUNT = 10**12


class Payer(StrEnum):
    PATIENT = "patient"
    COUNTY = "county"
    INSURANCE = "insurance"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee:
    """`amount` in the currency's smallest unit (分; đồng). The newest of a request counts."""

    id: str
    request_id: str
    amount: int
    currency: str
    payer: Payer
    note: str
    by: str
    at: datetime
