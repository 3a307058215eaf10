"""What ASGI has no words for: one write for a frame that goes to many, how much of it still waits,
cutting a connection off, and a last word before a restart.

`ConsultProtocol` is given to uvicorn as `ws`; everything works without it too, but then every frame
is encoded and awaited per member, a peer that stopped reading lingers until the network gives it
up, and a restart closes without `bye`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, cast

from starlette.websockets import WebSocket
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame
from websockets.http11 import Request

from consult.rooms.protocol.limits import LIMITS
from server.security.web.connections import GuardedProtocol

EXTENSION = "huizhen.carrier"
# Bytes that wait for one peer: from here on nothing that may be left out, and nothing at all.
BUSY = 64 * 1024
FULL = 256 * 1024


class Carrier:
    """The connection below the socket.

    `write` takes whole WebSocket frames; `carry` too, but says True instead while more than `FULL`
    waits. Whoever writes says how much in `written`, at the latest within a second. `backlog` is
    how many bytes the peer has not yet taken off us. `hear` is given each text as it comes, once
    there is one; `farewell` is the text sent just before a restart.
    """

    __slots__ = (
        "_transport",
        "backlog",
        "carry",
        "farewell",
        "hear",
        "writable",
        "write",
        "written",
    )

    def __init__(self, transport: asyncio.Transport) -> None:
        transport.set_write_buffer_limits(high=FULL, low=BUSY)
        self._transport = transport
        self.write: Callable[[bytes], None] = transport.write
        self.carry: Callable[[bytes], object] = transport.write
        self.written = 0
        self.backlog: Callable[[], int] = transport.get_write_buffer_size
        self.writable = asyncio.Event()
        self.writable.set()
        self.hear: Callable[[str], None] | None = None
        self.farewell: Callable[[], str] | None = None

    def pause(self) -> None:
        self.writable.clear()
        self.carry = _refused

    def resume(self) -> None:
        self.writable.set()
        self.carry = self.write

    def abort(self) -> None:
        self._transport.abort()

    def hush(self) -> None:
        """From here on nothing is written but what ends the connection."""
        self.write = self.carry = _nowhere
        self.hear = None

    def gone(self) -> None:
        self.hush()
        self.backlog = _nothing
        self.writable.set()


def _nowhere(data: bytes) -> None:
    pass


def _refused(data: bytes) -> bool:
    return True


def _nothing() -> int:
    return 0


class ConsultProtocol(WebSocketsSansIOProtocol):
    """uvicorn's own socket with a `Carrier` in the scope."""

    carrier: Carrier | None = None

    def handle_connect(self, event: Request) -> None:
        super().handle_connect(event)
        if hasattr(self, "scope"):
            self.carrier = Carrier(self.transport)
            extensions = cast("dict[str, Any]", self.scope["extensions"])
            extensions[EXTENSION] = self.carrier

    def pause_writing(self) -> None:
        super().pause_writing()
        if self.carrier is not None:
            self.carrier.pause()

    def resume_writing(self) -> None:
        super().resume_writing()
        if self.carrier is not None:
            self.carrier.resume()

    def send_receive_event_to_app(self) -> None:
        """A whole text, straight to who hears it: no queue, no task, no pause of the reading."""
        hear = self.carrier.hear if self.carrier is not None else None
        if hear is None or self.curr_msg_data_type != "text" or not self.queue.empty():
            return super().send_receive_event_to_app()
        try:
            text = b"".join(self.frames).decode()
        except UnicodeDecodeError:
            return super().send_receive_event_to_app()
        self.frames = []
        return hear(text)

    def handle_close(self, event: Frame) -> None:
        if self.carrier is not None:
            self.carrier.hush()
        super().handle_close(event)

    def connection_lost(self, exc: Exception | None) -> None:
        if self.carrier is not None:
            self.carrier.gone()
        super().connection_lost(exc)

    def shutdown(self) -> None:
        farewell = self.carrier.farewell if self.carrier else None
        if farewell is not None and self.handshake_complete and not self.close_sent:
            self.conn.send_text(farewell().encode())
        if self.carrier is not None:
            self.carrier.hush()
        super().shutdown()  # writes what is due, then closes with 1012


def carrier_of(socket: WebSocket) -> Carrier | None:
    found = (socket.scope.get("extensions") or {}).get(EXTENSION)
    return found if isinstance(found, Carrier) else None


# Compression doubles the work per delivery, and the heartbeat is a frame of the protocol.
UVICORN_OPTIONS: dict[str, Any] = {
    "http": GuardedProtocol,
    "ws": ConsultProtocol,
    "ws_max_size": LIMITS.frame,
    "ws_per_message_deflate": False,
    "ws_ping_interval": None,
}
