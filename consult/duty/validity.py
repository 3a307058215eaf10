"""What an expert's signature rests on, each with the day it ends (有效期).

licence    执业证书   the person's own
term       援助任期   at the answering hospital, where one is kept
agreement  合作协议   of the answering hospital with those who ask it, one each
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

WARN_BEFORE = timedelta(days=30)


class Standing(StrEnum):
    VALID = "valid"
    SOON = "soon"
    ENDED = "ended"
    MISSING = "missing"
    NOT_YET = "not_yet"


class Paper(StrEnum):
    LICENCE = "licence"
    TERM = "term"
    AGREEMENT = "agreement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Validity:
    """`ends` is the last day that counts, None without an end; `of` names an agreement's asker."""

    paper: Paper
    standing: Standing
    starts: date | None = None
    ends: date | None = None
    of: str = ""

    @property
    def warns(self) -> bool:
        return self.standing is not Standing.VALID


def standing(starts: date | None, ends: date | None, today: date) -> Standing:
    """Soon from thirty days before the last day on; that day itself still counts."""
    if starts is not None and today < starts:
        return Standing.NOT_YET
    if ends is None:
        return Standing.VALID
    if ends < today:
        return Standing.ENDED
    return Standing.SOON if ends - today <= WARN_BEFORE else Standing.VALID
