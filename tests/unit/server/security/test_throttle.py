from datetime import UTC, datetime, timedelta

import pytest

from consult.errors import Throttled
from server.security.auth import throttle
from server.security.auth.throttle import ADDRESS, FORGET_AFTER, HERE, LOGIN, Throttle

T0 = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)


def wait(brake: Throttle, username: str, address: str, now: datetime) -> int:
    """Seconds to wait; 0 when the try was let through (and counted)."""
    try:
        brake.attempt(username, address, now)
    except Throttled as refused:
        return refused.retry_after
    return 0


def test_waits_double_until_the_longest():
    brake, now = Throttle(), T0
    waits = []
    for _ in range(HERE.free + 12):
        while seconds := wait(brake, "a", "1", now):
            waits.append(seconds)
            now += timedelta(seconds=seconds)
    assert waits[:4] == [2, 3, 5, 9]
    assert max(waits) == HERE.longest.total_seconds() + 1


def test_refused_tries_are_not_counted():
    brake = Throttle()
    for _ in range(HERE.free):
        assert wait(brake, "a", "1", T0) == 0
    assert {wait(brake, "a", "1", T0) for _ in range(50)} == {2}


def test_the_owner_gets_in_from_another_address_sooner_than_the_guesser():
    brake = Throttle()
    for guess in range(LOGIN.free - 1):
        wait(brake, "a", f"stranger {guess % 3}", T0)
    assert wait(brake, "a", "own", T0) == 0


def test_many_names_from_one_address_are_slowed():
    brake = Throttle()
    for number in range(ADDRESS.free):
        assert wait(brake, f"name {number}", "1", T0) == 0
    assert wait(brake, "one more", "1", T0) > 0
    assert wait(brake, "one more", "2", T0) == 0


def test_success_forgets_what_led_to_it_and_nothing_else():
    brake = Throttle()
    for _ in range(HERE.free - 1):
        wait(brake, "a", "1", T0)
        wait(brake, "b", "1", T0)
    wait(brake, "a", "1", T0)
    brake.succeed("a", "1")
    assert wait(brake, "a", "1", T0) == 0
    assert wait(brake, "b", "1", T0) == 0
    assert wait(brake, "b", "1", T0) > 0


def test_counts_are_forgotten_in_time():
    brake = Throttle()
    for _ in range(HERE.free):
        wait(brake, "a", "1", T0)
    assert wait(brake, "a", "1", T0 + FORGET_AFTER + timedelta(seconds=1)) == 0


def test_a_clock_set_back_does_not_lengthen_the_wait():
    brake = Throttle()
    for _ in range(HERE.free):
        wait(brake, "a", "1", T0)
    assert wait(brake, "a", "1", T0 - timedelta(days=1)) <= 2


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(throttle, "MOST_REMEMBERED", 100)
    brake = Throttle()
    for number in range(1000):
        wait(brake, f"name {number}", f"address {number}", T0 + timedelta(seconds=number))
    assert len(brake._counts) <= 103
