"""So many a minute, from one address and from all together; kept in memory."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from consult.errors import Throttled

WINDOW = timedelta(minutes=1)
_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class Allowance:
    """Begins afresh each window, so that its memory is bounded by `together`."""

    each: int = 10
    together: int = 120
    _began: datetime = _LONG_AGO
    _taken: Counter[str] = field(default_factory=Counter)

    def take(self, address: str, now: datetime) -> None:
        """Count one, or raise Throttled."""
        if not self._began <= now < self._began + WINDOW:
            self._began, self._taken = now, Counter()
        if self._taken[address] >= self.each or self._taken.total() >= self.together:
            wait = (self._began + WINDOW - now).total_seconds()
            raise Throttled("request.too_often", retry_after=int(wait) + 1)
        self._taken[address] += 1
