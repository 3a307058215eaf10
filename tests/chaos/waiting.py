"""Waiting for what another process does."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Awaitable, Callable


async def until(true: Callable[[], bool | Awaitable[bool]], within: float = 120) -> None:
    """Returns when it is true; TimeoutError after `within` seconds."""
    async with asyncio.timeout(within):
        while True:
            found = true()
            if await found if inspect.isawaitable(found) else found:
                return
            await asyncio.sleep(0.01)
