"""The same by `websockets.broadcast()`."""

from __future__ import annotations

import asyncio
import json
import sys
from contextlib import suppress

import uvloop
from websockets.asyncio.server import ServerConnection, broadcast, serve
from websockets.exceptions import ConnectionClosed

ROOM: set[ServerConnection] = set()


async def handle(connection: ServerConnection) -> None:
    assert connection.request is not None
    if connection.request.path == "/sub":
        ROOM.add(connection)
    try:
        with suppress(ConnectionClosed):
            async for message in connection:
                broadcast(ROOM, message)
    finally:
        ROOM.discard(connection)


async def main() -> None:
    async with serve(handle, "127.0.0.1", 0, compression=None, backlog=2048) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        sys.stdout.write(json.dumps({"port": port}) + "\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


if __name__ == "__main__":
    uvloop.run(main())
