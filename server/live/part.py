"""The live part of the server, entered when it starts and left when it stops."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from server.jobs.outbox import OutboxJob
from server.services import Services


@asynccontextmanager
async def live(services: Services) -> AsyncIterator[None]:
    """The hub hears of every commit; calls of the outbox reach who is connected."""
    services.uow.publish = services.hub.publish
    job = OutboxJob(services.uow, services.hub)
    await services.hub.start()
    await job.start()
    try:
        yield
    finally:
        await job.stop()
        await services.hub.stop()
