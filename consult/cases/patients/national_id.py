"""Identity numbers that say when and as what a person was born (身份证号, số CCCD)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from consult.cases.patients.patient import Sex

# GB 11643-1999: ISO 7064 MOD 11-2 over 17 digits.
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"


@dataclass(frozen=True, slots=True)
class FromNumber:
    """`birth_date` is whole in China; Viet Nam's number says the year alone."""

    sex: Sex
    birth_year: int
    birth_date: date | None = None


def looks_chinese(number: str) -> bool:
    """Eighteen characters as of GB 11643, whether or not they are right."""
    return re.fullmatch(r"\d{17}[\dXx]", number) is not None


def read_number(number: str, today: date) -> FromNumber | None:
    """What the number says, or None where it says nothing or its check character is wrong."""
    text = number.strip().upper()
    if looks_chinese(text):
        return _chinese(text, today)
    if re.fullmatch(r"\d{12}", text):
        return _vietnamese(text, today)
    return None


def _chinese(text: str, today: date) -> FromNumber | None:
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, text[:17], strict=True))
    if CHECKS[total % 11] != text[17]:
        return None
    try:
        born = date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return None
    if not date(1890, 1, 1) <= born <= today:
        return None
    return FromNumber(Sex.MALE if int(text[16]) % 2 else Sex.FEMALE, born.year, born)


def _vietnamese(text: str, today: date) -> FromNumber | None:
    """CCCD: province (001 to 096), century and sex in one digit, year, serial; no check digit."""
    if not 1 <= int(text[:3]) <= 96:
        return None
    kind = int(text[3])
    year = 1900 + 100 * (kind // 2) + int(text[4:6])
    if year > today.year:
        return None
    return FromNumber(Sex.FEMALE if kind % 2 else Sex.MALE, year)
