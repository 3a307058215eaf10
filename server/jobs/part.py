"""The clocks of the running server, and the watch over them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from consult.actions.due import DUE
from consult.events import Nudge
from server.jobs.clocks import Clocks
from server.jobs.dead_man import DeadMan
from server.live.hub import ALARMS
from server.services import Services


@asynccontextmanager
async def clocks(services: Services) -> AsyncIterator[None]:
    """Timers fire from here on; whoever is connected hears when they stop to."""
    engine = Clocks(services.uow, DUE)
    watch = DeadMan(engine, services.now, lambda: services.hub.publish([Nudge(ALARMS)]))
    services.clocks, services.dead_man = engine, watch
    services.hub.on_news(engine.wake)
    await engine.start()
    await watch.start()
    try:
        yield
    finally:
        await watch.stop()
        await engine.stop()
