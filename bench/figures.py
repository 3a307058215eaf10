"""A figure with what it is compared to, and the table they are written into."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

REPEATS = 3


@dataclass(frozen=True, slots=True)
class Figure:
    """`ours` and `anchor` in the same unit; `ratio` is ours / anchor.

    `target` is what the ratio must reach, or with `at_most` must not pass; None where nothing was
    promised.
    """

    what: str
    ours: float
    anchor: float
    unit: str
    beside: str
    target: float | None = None
    at_most: bool = False

    @property
    def ratio(self) -> float:
        return self.ours / self.anchor if self.anchor else float("nan")

    @property
    def met(self) -> bool | None:
        if self.target is None:
            return None
        return self.ratio <= self.target if self.at_most else self.ratio >= self.target

    def row(self) -> str:
        ours, anchor = f"{self.ours:.4g} {self.unit}", f"{self.anchor:.4g} {self.unit}"
        sign = "≤" if self.at_most else "≥"
        target = "" if self.target is None else f"{sign} {self.target:g}"
        met = {None: "", True: "yes", False: "**no**"}[self.met]
        cells = (self.what, ours, anchor, f"{self.ratio:.2f}", target, met, self.beside)
        return f"| {' | '.join(cells)} |"


def median_of(measure: Callable[[], float], repeats: int = REPEATS) -> float:
    return statistics.median(measure() for _ in range(repeats))


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
