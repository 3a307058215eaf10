"""A bad line: a TCP proxy that cuts, stalls, half-closes, slows down, or is not there at all."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

BLOCK = 16 * 1024
RESET_ON_CLOSE = struct.pack("ii", 1, 0)


@dataclass(eq=False)
class Link:
    """One connection; `up` and `body` count bytes handed to the server, `body` after headers."""

    client: asyncio.StreamWriter
    server: asyncio.StreamWriter
    flowing: asyncio.Event
    up: int = 0
    body: int = 0
    _seen: bytes = b""

    def count(self, data: bytes) -> None:
        self.up += len(data)
        if b"\r\n\r\n" in self._seen:
            self.body += len(data)
            return
        self._seen += data
        self.body = len(self._seen.partition(b"\r\n\r\n")[2])

    def close(self, *, reset: bool) -> None:
        """End both sides; what was handed on before still arrives, unless `reset`."""
        for writer in (self.client, self.server):
            sock = writer.get_extra_info("socket")
            if reset and sock.family == socket.AF_INET:
                with suppress(OSError):
                    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
            writer.close()


@dataclass
class ChaosProxy:
    """`async with chaos(port) as proxy`: connect to `proxy.port` instead."""

    target: int
    port: int = 0
    links: list[Link] = field(default_factory=list)
    rate: int | None = None
    silent: bool = False
    _cut_after: int | None = None
    _reset: bool = False
    _server: asyncio.Server | None = None
    _pumps: set[asyncio.Task[None]] = field(default_factory=set)

    async def open(self) -> None:
        """Be there (again), on the same port."""
        self._server = await asyncio.start_server(
            self._meet, "127.0.0.1", self.port, limit=BLOCK, reuse_address=True
        )
        self.port = self._server.sockets[0].getsockname()[1]

    async def refuse(self) -> None:
        """Be gone: connections are reset, new ones refused."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self.cut(reset=True)
        pumps = list(self._pumps)
        for pump in pumps:
            pump.cancel()
        await asyncio.gather(*pumps, return_exceptions=True)

    def cut(self, *, reset: bool = False) -> None:
        for link in self.links:
            link.close(reset=reset)
        self.links.clear()

    def cut_after(self, bytes_up: int, *, reset: bool = False) -> None:
        """Cut the next connection when it has handed so many bytes to the server."""
        self._cut_after, self._reset = bytes_up, reset

    def stall(self) -> None:
        """Keep the open connections, and let nothing through any more; new ones are fine."""
        for link in self.links:
            link.flowing.clear()

    def swallow(self) -> None:
        """As `stall`, and new connections are met with silence as well."""
        self.silent = True
        self.stall()

    def pass_on(self) -> None:
        """Let everything through again, also what was held back."""
        self.silent = False
        for link in self.links:
            link.flowing.set()

    def half_close(self) -> None:
        """Tell the servers that their clients will say no more."""
        for link in self.links:
            link.server.write_eof()

    async def _meet(self, reader: asyncio.StreamReader, client: asyncio.StreamWriter) -> None:
        try:
            back, server = await asyncio.open_connection("127.0.0.1", self.target, limit=BLOCK)
        except OSError:
            client.transport.abort()
            return
        link = Link(client, server, asyncio.Event())
        if not self.silent:
            link.flowing.set()
        self.links.append(link)
        cut, self._cut_after = self._cut_after, None
        pumps = [
            asyncio.create_task(self._pump(reader, server, link, up=True, cut=cut)),
            asyncio.create_task(self._pump(back, client, link, up=False, cut=None)),
        ]
        self._pumps.update(pumps)
        for pump in pumps:
            pump.add_done_callback(self._pumps.discard)

    async def _pump(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        link: Link,
        *,
        up: bool,
        cut: int | None,
    ) -> None:
        writer.transport.set_write_buffer_limits(0)  # `drain` then waits until all has gone out
        with suppress(OSError):
            while data := await reader.read(BLOCK):
                await link.flowing.wait()
                data = data if cut is None else data[: cut - link.up]
                if self.rate is not None:
                    await asyncio.sleep(len(data) / self.rate)
                writer.write(data)
                await writer.drain()
                if up:
                    link.count(data)
                if cut is not None and link.up >= cut:
                    link.close(reset=self._reset)
                    return
            await link.flowing.wait()
            if writer.can_write_eof() and not writer.is_closing():
                writer.write_eof()


@asynccontextmanager
async def chaos(target: int) -> AsyncIterator[ChaosProxy]:
    proxy = ChaosProxy(target)
    await proxy.open()
    try:
        yield proxy
    finally:
        await proxy.refuse()
