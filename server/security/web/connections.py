"""How many connections there may be, and how long one may keep the server waiting.

A request's head is limited by `PatientProtocol`; here are its body, the taking of its answer, and
the number of those who connect. Behind a proxy the proxy is the one who connects: it has its own
limits, and the share of one address does not apply to it.
"""

from __future__ import annotations

import asyncio
import ipaddress
import resource
import socket
from collections.abc import Iterable
from typing import Any

from server.security.web.request_head import PatientProtocol

# A body that brings less than this in a window is not a thin line but nobody.
BODY_WINDOW_S = 60.0
BODY_LEAST = 4 * 1024
# Whoever does not take what was sent for so long is gone, or wants us to hold it.
UNTAKEN_MS = 120_000
MOST_CONNECTIONS = 10_000
# Files, databases and workers need descriptors as well.
OTHER_DESCRIPTORS = 256
_TOO_MANY = (
    b"HTTP/1.1 503 Service Unavailable\r\n"
    b"connection: close\r\nretry-after: 10\r\ncontent-length: 0\r\n\r\n"
)


def raise_descriptor_limit() -> None:
    """As many as the system allows without asking: the usual 1024 would be the real limit."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * MOST_CONNECTIONS
    if soft != resource.RLIM_INFINITY and soft < wanted:
        allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, allowed), hard))


def most_connections() -> int:
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY:
        return MOST_CONNECTIONS
    return max(1, min(MOST_CONNECTIONS, soft - OTHER_DESCRIPTORS))


class GuardedProtocol(PatientProtocol):
    """Given to uvicorn as `http`."""

    _came = 0
    _watch: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        _give_up_untaken(transport)
        if self._is_one_too_many():
            transport.write(_TOO_MANY)
            transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        self._body_is_there()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._came += len(data)
        super().data_received(data)

    def on_headers_complete(self) -> None:
        super().on_headers_complete()
        self._came = 0
        self._body_is_there()
        self._watch = self.loop.call_later(self.body_window, self._look)

    def on_message_complete(self) -> None:
        self._body_is_there()
        super().on_message_complete()

    # ---- inside

    @property
    def body_window(self) -> float:
        return BODY_WINDOW_S

    @property
    def most(self) -> int:
        return most_connections()

    def _look(self) -> None:
        """Reading that is paused is our own slowness, not the sender's."""
        came, self._came = self._came, 0
        if came < BODY_LEAST and not self.flow.read_paused:
            self.transport.close()
            return
        self._watch = self.loop.call_later(self.body_window, self._look)

    def _body_is_there(self) -> None:
        if self._watch is not None:
            self._watch.cancel()
            self._watch = None

    def _is_one_too_many(self) -> bool:
        """All together, or more than half of all from one address while there are many."""
        count, most = len(self.connections), self.most
        if count > most:
            return True
        address = self.client[0] if self.client else ""
        if count <= most // 2 or is_proxy(address, self.config.forwarded_allow_ips):
            return False
        return sum(_address(each) == address for each in self.connections) > most // 2


def is_proxy(address: str, trusted: str | Iterable[str] | None) -> bool:
    """Whether FORWARDED_ALLOW_IPS names it: addresses, networks or ``*``."""
    words = trusted.split(",") if isinstance(trusted, str) else list(trusted or ())
    return any(_names(word.strip(), address) for word in words)


def _names(word: str, address: str) -> bool:
    if word in ("*", address):
        return True
    try:
        return ipaddress.ip_address(address) in ipaddress.ip_network(word)
    except ValueError:
        return False


def _address(connection: Any) -> str:
    client = getattr(connection, "client", None)
    return client[0] if client else ""


def _give_up_untaken(transport: asyncio.Transport) -> None:
    """The system ends what its peer does not take, also while it says it is still there."""
    line = transport.get_extra_info("socket")
    option = getattr(socket, "TCP_USER_TIMEOUT", None)
    if line is not None and option is not None and line.family != socket.AF_UNIX:
        line.setsockopt(socket.IPPROTO_TCP, option, UNTAKEN_MS)
