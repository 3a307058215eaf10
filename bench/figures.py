"""A figure with what it is compared to, and the table they are written into."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

REPEATS = 3


@dataclass(frozen=True, slots=True)
class Figure:
    """`ours` and `anchor` in the same unit; `ratio` is ours / anchor."""

    what: str
    ours: float
    anchor: float
    unit: str
    beside: str

    @property
    def ratio(self) -> float:
        return self.ours / self.anchor if self.anchor else float("nan")

    def row(self) -> str:
        ours, anchor = f"{self.ours:.4g} {self.unit}", f"{self.anchor:.4g} {self.unit}"
        return f"| {self.what} | {ours} | {anchor} | {self.ratio:.2f} | {self.beside} |"


def median_of(measure: Callable[[], float], repeats: int = REPEATS) -> float:
    return statistics.median(measure() for _ in range(repeats))


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
