"""The least a room can cost in Python: one protocol on uvloop, one frame built, written to each."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import sys
from typing import ClassVar

import uvloop

MAGIC = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
REPLAY = bytes((0x81, 126)) + (300).to_bytes(2, "big") + b'{"t":"msg"' + b"x" * 290


class Raw(asyncio.Protocol):
    """`/sub` listens, `/pub` writes, `/replay/N` gets N frames at once."""

    room: ClassVar[set[asyncio.Transport]] = set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport: asyncio.Transport = transport  # type: ignore[assignment]
        self.rest = b""
        self.inside = False

    def connection_lost(self, error: Exception | None) -> None:
        self.room.discard(self.transport)

    def data_received(self, data: bytes) -> None:
        self.rest += data
        if not self.inside and not self._enter():
            return
        at, data = 0, self.rest
        while len(data) - at >= 6:
            length, start = data[at + 1] & 127, at + 2
            if length == 126:
                length, start = (data[at + 2] << 8) | data[at + 3], at + 4
            start += 4
            if len(data) - start < length:
                break
            self._hand_out(data[start : start + length])
            at = start + length
        self.rest = data[at:]

    def _enter(self) -> bool:
        head, end, rest = self.rest.partition(b"\r\n\r\n")
        if not end:
            return False
        lines = dict(line.split(b": ", 1) for line in head.split(b"\r\n")[1:])
        token = base64.b64encode(hashlib.sha1(lines[b"Sec-WebSocket-Key"] + MAGIC).digest())  # noqa: S324
        self.transport.write(
            b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
            b"Connection: Upgrade\r\nSec-WebSocket-Accept: " + token + b"\r\n\r\n"
        )
        self.inside, self.rest = True, rest
        path = head.split(b" ", 2)[1]
        if path == b"/sub":
            self.room.add(self.transport)
        elif path.startswith(b"/replay/"):
            for _ in range(int(path[8:])):
                self.transport.write(REPLAY)
        return True

    def _hand_out(self, payload: bytes) -> None:
        size = len(payload)
        length = bytes((size,)) if size < 126 else b"\x7e" + size.to_bytes(2, "big")
        frame = b"\x81" + length + payload
        for transport in self.room:
            transport.write(frame)


async def main() -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Raw, "127.0.0.1", 0, backlog=2048)
    sys.stdout.write(json.dumps({"port": server.sockets[0].getsockname()[1]}) + "\n")
    sys.stdout.flush()
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(main())
