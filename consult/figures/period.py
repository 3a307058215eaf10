"""Whole months in the wall time of a place: a period, and the twelve months up to its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from consult.errors import Invalid

LINE = 12


@dataclass(frozen=True, slots=True, order=True)
class Month:
    year: int
    month: int

    def plus(self, months: int) -> Month:
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Month(year, month + 1)

    def begins(self, zone: ZoneInfo) -> datetime:
        return datetime(self.year, self.month, 1, tzinfo=zone)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From `first` to `last`, both in it; at most a year."""

    first: Month
    last: Month
    zone: ZoneInfo

    def __str__(self) -> str:
        return f"{self.first}-to-{self.last}"

    @property
    def line(self) -> tuple[Month, ...]:
        return tuple(self.last.plus(n - LINE + 1) for n in range(LINE))

    @property
    def begins(self) -> datetime:
        return self.first.begins(self.zone)

    @property
    def ends(self) -> datetime:
        """The first instant that is no longer in it."""
        return self.last.plus(1).begins(self.zone)


def period(first: str, last: str, zone: ZoneInfo, now: datetime) -> Period:
    """From texts like 2026-03; empty ones mean the twelve months that end with the running one."""
    here = now.astimezone(zone)
    ending = _month(last, "to") if last else Month(here.year, here.month)
    starting = _month(first, "from") if first else ending.plus(1 - LINE)
    if not ending.plus(1 - LINE) <= starting <= ending:
        raise Invalid("figures.bad_period", field="from", most=LINE)
    return Period(first=starting, last=ending, zone=zone)


def _month(text: str, field: str) -> Month:
    year, dash, month = text.partition("-")
    digits = text.isascii() and year.isdigit() and month.isdigit()
    if dash and digits and len(year) == 4 and 2000 <= int(year) <= 2999 and 1 <= int(month) <= 12:
        return Month(int(year), int(month))
    raise Invalid("figures.bad_month", field=field)
