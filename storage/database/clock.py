"""Time that does not run backwards when somebody sets the clock.

Memberships begin, logins end and deliveries fall due at times: set back by an hour, a clock would
put people out of the room they entered half an hour ago and bring back rights that ended.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from storage.database.tables.audit import audit_event

# A step back further than this repairs a clock that was badly wrong; it is followed at once.
MOST = timedelta(hours=2)
# How fast time goes until the set-back clock has caught up.
SLOWLY = 0.5
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class SteadyClock:
    """The wall clock, except that a step back is walked off at half speed."""

    wall: Callable[[], datetime]
    elapsed: Callable[[], float] = time.monotonic
    _last: datetime = LONG_AGO
    _mark: float = 0.0

    def __call__(self) -> datetime:
        wall, mark = self.wall(), self.elapsed()
        slow = self._last + timedelta(seconds=SLOWLY * (mark - self._mark))
        self._last = slow if wall < slow <= wall + MOST else wall
        self._mark = mark
        return self._last

    def not_before(self, moment: datetime) -> None:
        """Go on from what an earlier process has seen."""
        self._last, self._mark = max(self._last, moment), self.elapsed()


def newest(conn: sa.Connection) -> datetime | None:
    """When the last thing was recorded."""
    found: datetime | None = conn.execute(sa.select(sa.func.max(audit_event.c.at))).scalar()
    return found
