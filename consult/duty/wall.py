"""Wall-clock times of a hospital as instants.

A time that happens twice (clocks set back) means its first occurrence; one that is skipped means
the instant the same number of minutes after the change (PEP 495, fold=0). Shifts that end where
others begin name the same local time, hence the same instant: no gap and no overlap comes of it.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def instant(zone: ZoneInfo, day: date, minutes: int) -> datetime:
    """`minutes` after midnight of a local day, by the clock on the wall; may exceed a day."""
    local = datetime.combine(day, time()) + timedelta(minutes=minutes)
    return local.replace(tzinfo=zone, fold=0).astimezone(UTC)


def local_day(zone: ZoneInfo, at: datetime) -> date:
    return at.astimezone(zone).date()
