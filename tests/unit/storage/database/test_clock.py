"""Time that goes on when somebody sets the clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from storage.database.clock import MOST, SteadyClock

T0 = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Wall:
    """A clock on the wall and the time that really passes."""

    def __init__(self) -> None:
        self.shown = T0
        self.passed = 0.0

    def wait(self, seconds: float) -> None:
        self.shown += timedelta(seconds=seconds)
        self.passed += seconds

    def steady(self) -> SteadyClock:
        return SteadyClock(lambda: self.shown, lambda: self.passed)


@pytest.fixture
def wall() -> Wall:
    return Wall()


def test_it_is_the_wall_clock(wall: Wall) -> None:
    clock = wall.steady()
    for seconds in (0, 1, 3600, 0.001):
        wall.wait(seconds)
        assert clock() == wall.shown


def test_a_step_forward_is_followed_at_once(wall: Wall) -> None:
    clock = wall.steady()
    clock()
    wall.shown += HOUR
    assert clock() == T0 + HOUR


def test_a_step_back_is_walked_off_at_half_speed(wall: Wall) -> None:
    clock = wall.steady()
    clock()
    wall.shown -= HOUR
    told = []
    for _ in range(130):
        wall.wait(60)
        told.append(clock())
    assert told == sorted(set(told))
    assert told[59] == T0 + HOUR / 2
    assert told[-1] == wall.shown


def test_a_clock_that_was_badly_wrong_is_corrected_at_once(wall: Wall) -> None:
    clock = wall.steady()
    clock()
    wall.shown -= MOST + HOUR
    assert clock() == wall.shown


def test_an_earlier_process_is_not_fallen_behind(wall: Wall) -> None:
    clock = wall.steady()
    clock.not_before(T0 + HOUR)
    wall.wait(60)
    assert clock() == T0 + HOUR + timedelta(seconds=30)
