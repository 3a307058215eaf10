"""The brake on guessing: waits that double, per login at an address, per login and per address.

Kept in memory: a restart forgets it. An attacker cannot restart the server, and a doctor locked
out by a stranger's guesses gets in again from her own machine, whose count is her own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from consult.errors import Throttled

FORGET_AFTER = timedelta(hours=1)
MOST_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class Brake:
    """Tries without a wait, and the longest wait; in between it doubles from one second."""

    free: int
    longest: timedelta

    def wait_after(self, tries: int) -> timedelta:
        over = tries - self.free
        if over < 0:
            return timedelta(0)
        return min(self.longest, timedelta(seconds=2 ** min(over, 20)))


HERE = Brake(free=5, longest=timedelta(minutes=15))  # one login from one address
LOGIN = Brake(free=20, longest=timedelta(minutes=2))  # one login from anywhere
ADDRESS = Brake(free=60, longest=timedelta(minutes=15))  # a whole hospital may share an address


@dataclass(slots=True)
class _Count:
    tries: int
    last: datetime


@dataclass(slots=True)
class Throttle:
    _counts: dict[tuple[str, ...], _Count] = field(default_factory=dict)

    def attempt(self, username: str, address: str, now: datetime) -> None:
        """Count a try before it is made, or raise Throttled; `succeed` takes it back."""
        brakes = _brakes(username, address)
        waits = [self._wait(key, brake, now) for key, brake in brakes]
        if (longest := max(waits)) > timedelta(0):
            raise Throttled("session.throttled", retry_after=int(longest.total_seconds()) + 1)
        self._make_room(now)
        for key, _ in brakes:
            count = self._counts.setdefault(key, _Count(0, now))
            count.tries, count.last = count.tries + 1, now

    def succeed(self, username: str, address: str) -> None:
        """The password was right: forget the login's tries from here, keep the address's others."""
        for key, brake in _brakes(username, address):
            if brake is HERE:
                self._counts.pop(key, None)
            elif key in self._counts:
                self._counts[key].tries -= 1

    def _wait(self, key: tuple[str, ...], brake: Brake, now: datetime) -> timedelta:
        count = self._counts.get(key)
        if count is None:
            return timedelta(0)
        if now - count.last > FORGET_AFTER:
            del self._counts[key]
            return timedelta(0)
        wait = brake.wait_after(count.tries)
        return min(wait, count.last + wait - now)  # a clock set back must not lengthen it

    def _make_room(self, now: datetime) -> None:
        if len(self._counts) < MOST_REMEMBERED:
            return
        oldest = sorted(self._counts, key=lambda key: self._counts[key].last)
        for key in oldest[: MOST_REMEMBERED // 2]:
            del self._counts[key]


def _brakes(username: str, address: str) -> tuple[tuple[tuple[str, ...], Brake], ...]:
    return (
        (("here", username, address), HERE),
        (("login", username), LOGIN),
        (("address", address), ADDRESS),
    )
