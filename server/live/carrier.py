"""What ASGI has no words for: cutting a connection off, and a last word before a restart.

`ConsultProtocol` is given to uvicorn as `ws`; everything works without it too, but then a peer that
stopped reading lingers until the network gives it up, and a restart closes without `bye`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, cast

from starlette.websockets import WebSocket
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.http11 import Request

from consult.rooms.protocol.limits import LIMITS
from server.web_security.request_head import PatientProtocol

EXTENSION = "huizhen.carrier"


class Carrier:
    """The connection below the socket; `farewell` is the text sent just before a restart."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self.farewell: Callable[[], str] | None = None

    def abort(self) -> None:
        self._transport.abort()


class ConsultProtocol(WebSocketsSansIOProtocol):
    """uvicorn's own socket with a `Carrier` in the scope."""

    carrier: Carrier | None = None

    def handle_connect(self, event: Request) -> None:
        super().handle_connect(event)
        if hasattr(self, "scope"):
            self.carrier = Carrier(self.transport)
            extensions = cast("dict[str, Any]", self.scope["extensions"])
            extensions[EXTENSION] = self.carrier

    def shutdown(self) -> None:
        farewell = self.carrier.farewell if self.carrier else None
        if farewell is not None and self.handshake_complete and not self.close_sent:
            self.conn.send_text(farewell().encode())
        super().shutdown()  # writes what is due, then closes with 1012


def carrier_of(socket: WebSocket) -> Carrier | None:
    found = (socket.scope.get("extensions") or {}).get(EXTENSION)
    return found if isinstance(found, Carrier) else None


# Compression doubles the work per delivery, and the heartbeat is a frame of the protocol.
UVICORN_OPTIONS: dict[str, Any] = {
    "http": PatientProtocol,
    "ws": ConsultProtocol,
    "ws_max_size": LIMITS.frame,
    "ws_per_message_deflate": False,
    "ws_ping_interval": None,
}
