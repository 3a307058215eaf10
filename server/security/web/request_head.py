"""How much of a request may come before it is a request, and how slowly.

uvicorn's own protocol collects a header for as long as it grows, and waits for its end for ever:
one connection without a login could hold the server busy and fill its memory.
"""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

LARGEST_HEAD = 32 * 1024
HEAD_WITHIN_S = 20.0
_TOO_LARGE = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\n"
    b"connection: close\r\ncontent-length: 0\r\n\r\n"
)


class HeadTooLarge(ValueError):
    """Told to the parser, which ends the connection with 400."""


class PatientProtocol(HttpToolsProtocol):
    """Given to uvicorn as `http`; counts what the parser has not yet made anything of."""

    _fields = 0
    _unparsed = 0
    _moved = False
    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._head_is_there()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._moved = False
        super().data_received(data)
        self._unparsed = 0 if self._moved else self._unparsed + len(data)
        if self._unparsed > LARGEST_HEAD and not self.transport.is_closing():
            self.transport.write(_TOO_LARGE)
            self.transport.close()

    # ---- what the parser tells

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._fields, self._moved = 0, True
        self._await_head()

    def on_url(self, url: bytes) -> None:
        self._count(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        self._count(len(name) + len(value))
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        self._moved = True
        self._head_is_there()
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        self._moved = True
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._moved = True
        super().on_message_complete()

    # ---- inside

    def _count(self, size: int) -> None:
        """Names, values and address of one request together, trailers included."""
        self._moved = True
        self._fields += size
        if self._fields > LARGEST_HEAD:
            raise HeadTooLarge

    def _await_head(self) -> None:
        if self._deadline is None:
            self._deadline = self.loop.call_later(HEAD_WITHIN_S, self.transport.close)

    def _head_is_there(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
