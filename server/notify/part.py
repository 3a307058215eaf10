"""The part of the running server that sends what leaves the house."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from server.notify.job import Notifier
from server.notify.senders import Senders
from server.services import Services
from server.settings import secret_key


@asynccontextmanager
async def notify(services: Services) -> AsyncIterator[None]:
    """Notices go out from here on, in slots of their own."""
    settings = services.settings
    senders = Senders(secret_key(settings), settings.public_url, settings.push_hosts)
    job = Notifier(services.uow, senders)
    services.senders = senders
    services.hub.on_news(job.wake)
    await job.start()
    try:
        yield
    finally:
        await job.stop()
        senders.close()
