"""Quiet hours: when nothing but an emergency leaves the house."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

DAY_MIN = 24 * 60


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Minutes of the day by the hospital's wall clock; equal ends mean none."""

    begins_min: int = 22 * 60
    ends_min: int = 7 * 60

    def holds(self, local: datetime) -> bool:
        minute = local.hour * 60 + local.minute
        if self.begins_min <= self.ends_min:
            return self.begins_min <= minute < self.ends_min
        return minute >= self.begins_min or minute < self.ends_min

    def next_loud(self, now: datetime, zone: ZoneInfo) -> datetime:
        """`now`, or when the quiet hours it falls into are over."""
        local = now.astimezone(zone)
        if not self.holds(local):
            return now
        ends = local.replace(
            hour=self.ends_min // 60, minute=self.ends_min % 60, second=0, microsecond=0
        )
        if ends <= local:
            ends += timedelta(days=1)
        return ends.astimezone(now.tzinfo)


def quiet_hours(config: Mapping[str, object]) -> QuietHours:
    """Those of a channel's configuration: `{"quiet": [1320, 420]}`."""
    stated = config.get("quiet")
    if isinstance(stated, list) and len(stated) == 2:
        begins, ends = stated
        if all(type(each) is int and 0 <= each < DAY_MIN for each in stated):
            return QuietHours(begins, ends)
    return QuietHours()
