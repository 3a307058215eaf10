"""kill -9 of the server, while files go up, messages are written and opinions signed.

Whatever was answered with 2xx or `ack` is there afterwards, once, with the right bytes.
"""

from __future__ import annotations

import asyncio
import os
import random
from pathlib import Path

import pytest

from storage.failpoints import PLACES
from tests.chaos.remains import all_finished, leftovers, make_old, torn_objects
from tests.chaos.server import installed
from tests.chaos.ward import Ward
from tests.fixtures.backends import Backend
from tests.fixtures.figures import Figures

SOAK = bool(os.environ.get("HUIZHEN_SOAK"))
# Nothing leaves a house without gateways: tests/crash/test_ladder.py has one.
INSIDE = sorted(place for place in PLACES if not place.startswith("notice."))
KILLS = 100 if SOAK else 1
LINES = len(INSIDE) if SOAK else 2


@pytest.mark.crash
@pytest.mark.slow
def test_what_was_acknowledged_outlives_kills_at_random_moments(
    backend: Backend, tmp_path: Path, figures: Figures
) -> None:
    async def story() -> None:
        async with installed(backend, tmp_path) as here:
            ward = Ward(here, random.Random())
            await ward.come()
            for _ in range(KILLS):
                await here.start()
                await ward.work(until=ward.was_told(ward.luck.randrange(10, 60)))
                await here.kill()
            await _everything_is_there(ward)
            figures(f"{KILLS} kills: {ward.summary()}; lost 0")

    asyncio.run(story())


@pytest.mark.both_backends
@pytest.mark.crash
@pytest.mark.slow
def test_no_risky_line_loses_what_was_acknowledged(
    backend: Backend, tmp_path: Path, figures: Figures
) -> None:
    """Killed at failpoints (a soak takes every one), soon after somebody has begun to work."""

    async def story() -> None:
        async with installed(backend, tmp_path) as here:
            ward = Ward(here, random.Random())
            await ward.come()
            for place in ward.luck.sample(INSIDE, LINES):
                await here.start(HUIZHEN_FAILPOINTS=f"{place}={ward.luck.randrange(1, 4)}*kill")
                assert here.process is not None
                await ward.work(until=here.process.ended())
                await here.kill()
            await _everything_is_there(ward)
            figures(f"killed at {LINES} lines: {ward.summary()}; lost 0")

    asyncio.run(story())


async def _everything_is_there(ward: Ward) -> None:
    here = ward.here
    make_old(here.spool)
    await here.start()
    await all_finished(here)
    await ward.find_all()
    await ward.find_calls()
    await here.stop()
    assert await leftovers(here) == []
    torn, count = torn_objects(here.backend)
    assert torn == []
    assert count > 0
