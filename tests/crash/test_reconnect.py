"""Lines that break at any moment: no message is lost, doubled, left out or out of order."""

from __future__ import annotations

import asyncio
import os
import random
from dataclasses import replace
from pathlib import Path

import pytest

from consult.rooms.protocol.limits import LIMITS
from tests.chaos.talker import Talker
from tests.fixtures.backends import Backend
from tests.fixtures.figures import Figures
from tests.fixtures.live import Site, on_site

ABORTS = 500 if os.environ.get("HUIZHEN_SOAK") else 60
WRITERS = ("county.doctor", "cardiologist")


@pytest.mark.crash
def test_nothing_is_lost_doubled_or_reordered_over_a_line_that_breaks(
    backend: Backend, tmp_path: Path, figures: Figures
) -> None:
    """Two writers and a listener, each cut off after a few frames, again and again."""

    async def story(site: Site) -> None:
        site.hub.limits = replace(LIMITS, pub_burst=10**6, frame_burst=10**6, connections=10**3)
        room = await site.room()
        luck = random.Random(ABORTS)
        talkers = {
            who: Talker(site.url, await site.log_in(login), room)
            for who, login in [*((w, w) for w in WRITERS), ("listener", "county.doctor")]
        }
        for talker in talkers.values():
            talker.breaks_in = lambda: luck.randrange(0, 14)
        running = [asyncio.create_task(talker.run()) for talker in talkers.values()]
        try:
            written = await _talk_until_broken(talkers)
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)
        await _compare(site, room, talkers, written)
        aborts = sum(talker.aborts for talker in talkers.values())
        said = sum(map(len, written.values()))
        figures(f"{aborts} aborts: {said} messages; lost, doubled, reordered 0")

    on_site(backend, tmp_path, story)


async def _talk_until_broken(talkers: dict[str, Talker]) -> dict[str, list[str]]:
    """Keep the outboxes filled until the lines broke often enough; then let everyone catch up."""
    written: dict[str, list[str]] = {who: [] for who in WRITERS}
    while sum(talker.aborts for talker in talkers.values()) < ABORTS:
        for who in WRITERS:
            fresh = [f"{who}-{len(written[who]) + n:05}" for n in range(8)]
            written[who] += fresh
            await talkers[who].write(*fresh)
        for who in WRITERS:
            talker = talkers[who]
            await talker.until(lambda talker=talker: len(talker.outbox) < 4)  # type: ignore[misc]
    for talker in talkers.values():
        talker.breaks_in = lambda: None
    for who in WRITERS:
        talker = talkers[who]
        await talker.until(lambda talker=talker: not talker.outbox)  # type: ignore[misc]
    head = max(seq for who in WRITERS for seq in talkers[who].acked.values())
    for talker in talkers.values():
        await talker.until(lambda talker=talker: talker.pos >= head)  # type: ignore[misc]
    return written


async def _compare(
    site: Site, room: str, talkers: dict[str, Talker], written: dict[str, list[str]]
) -> None:
    log = await site.uow.look(lambda store: store.room_log.read(room, after=0, limit=10**6))
    truth = [(event.seq, event.cmid) for event in log]
    assert [seq for seq, _ in truth] == list(range(1, len(truth) + 1))
    for talker in talkers.values():
        assert talker.aborts > 0
        assert talker.shown == truth[: len(talker.shown)]
        assert len(talker.shown) == len(truth)
    for who, cmids in written.items():
        assert [cmid for _, cmid in truth if cmid in set(cmids)] == cmids
        assert talkers[who].acked == {cmid: seq for seq, cmid in truth if cmid in set(cmids)}
