"""How long an answer usually takes: the median with the middle half around it, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

LOOKED_BACK = timedelta(days=90)
# Fewer say nothing about the next one.
FEWEST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Usual:
    """Seconds of wall-clock time over `count` requests: median, lower and upper quartile."""

    count: int
    median_s: int
    low_s: int
    high_s: int


def usual(seconds: Sequence[float]) -> Usual | None:
    """None for fewer than five."""
    if len(seconds) < FEWEST:
        return None
    ordered = sorted(seconds)
    return Usual(
        count=len(ordered),
        median_s=round(_quantile(ordered, 0.5)),
        low_s=round(_quantile(ordered, 0.25)),
        high_s=round(_quantile(ordered, 0.75)),
    )


def _quantile(ordered: Sequence[float], share: float) -> float:
    """Between the two neighbours (Hyndman and Fan's type 7)."""
    at = share * (len(ordered) - 1)
    below = int(at)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (at - below)
