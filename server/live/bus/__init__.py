"""How the server's processes hear of each other: words that wake, never what is to be kept.

A word may be lost. What was committed is found in the database within two seconds anyway; presence,
typing and pointers are told again.
"""

from __future__ import annotations

from server.live.bus.memory import MemoryBus
from server.live.bus.nats import NatsBus
from server.live.bus.port import Bus

__all__ = ["Bus", "open_bus"]


def open_bus(url: str) -> Bus:
    """`memory:` for one process; `nats://user:pw@host:port` (or `tls://`) for several."""
    return MemoryBus() if url == "memory:" else NatsBus(url)
