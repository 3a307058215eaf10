"""Join a room of Huizhen and talk: a client that loses nothing, in one page.

    pip install websockets
    HUIZHEN_TOKEN=hz_… python room_client.py https://consult.example.org ROOM

The token is made under *My account* with the scope "api". Lines typed are sent; what others write
is printed. The language is told in docs/protocol.md.
"""

import asyncio
import json
import os
import random
import sys
import uuid
from contextlib import suppress
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake
from websockets.typing import Subprotocol

TERMINAL_CODES = range(4500, 5000)  # do not come back before something has changed


class RoomClient:
    """`position` is the last message shown; `outbox` what was written and not acknowledged."""

    def __init__(self, server: str, room: str, token: str) -> None:
        self.address = server.rstrip("/").replace("http", "ws", 1) + "/ws"
        self.room = room
        self.token = token
        self.position = 0
        self.epoch: str | None = None
        self.outbox: list[tuple[str, str]] = []
        self.socket: ClientConnection | None = None

    async def run(self) -> None:
        """Talk until a close code says that coming back is useless."""
        pause = 0.25
        while True:
            try:
                headers = {"Authorization": f"Bearer {self.token}"}
                async with connect(
                    self.address,
                    subprotocols=[Subprotocol("consult.v1")],
                    additional_headers=headers,
                ) as self.socket:
                    await self.say("hello", v=1)
                    async for text in self.socket:
                        pause = 0.25
                        await self.hear(json.loads(text))
            except (ConnectionClosed, InvalidHandshake, OSError):
                pass
            finally:
                code = self.socket.close_code if self.socket else None
                self.socket = None
            if code in TERMINAL_CODES:
                sys.exit(f"refused: {code}")
            await asyncio.sleep(random.uniform(0, pause))
            pause = min(10, pause * 2)

    async def say(self, word: str, **fields: object) -> None:
        if self.socket is not None:
            await self.socket.send(json.dumps({"t": word, **fields}))

    async def write(self, text: str) -> None:
        """Into the outbox, and out at once when there is a line."""
        self.outbox.append((str(uuid.uuid4()), text))
        if self.socket is not None and self.epoch is not None:
            await self.send(*self.outbox[-1])

    async def send(self, cmid: str, text: str) -> None:
        with suppress(ConnectionClosed):  # then it stays in the outbox
            await self.say("pub", room=self.room, cmid=cmid, kind="text", body={"text": text})

    async def join(self) -> None:
        known = {"epoch": self.epoch} if self.epoch else {}
        await self.say("join", room=self.room, after=self.position, **known)

    async def hear(self, frame: dict[str, Any]) -> None:  # noqa: C901 - a table of the frames
        match frame["t"]:
            case "welcome":
                await self.join()
            case "joined":
                self.epoch = frame["epoch"]
                for cmid, text in list(self.outbox):  # again, in order; the server takes each once
                    await self.send(cmid, text)
            case "msg" if frame["seq"] == self.position + 1:
                self.position = frame["seq"]
                print(
                    f"{frame['seq']:>4}  {frame['at']}  {frame['kind']}: {frame['body']}",
                    flush=True,
                )
            case "msg" if frame["seq"] > self.position:
                await self.join()
            case "ack":
                self.outbox = [one for one in self.outbox if one[0] != frame["cmid"]]
            case "nack" if not frame["retry"]:
                self.outbox = [one for one in self.outbox if one[0] != frame["cmid"]]
                print(f"not sent: {frame['code']}", file=sys.stderr)
                await self.say("drop", room=self.room, cmid=frame["cmid"])
            case "nack" if frame["code"] != "room.earlier_refused":
                await asyncio.sleep(1)
                for cmid, text in list(self.outbox):
                    await self.send(cmid, text)
            case "resync":  # the history is at GET /api/v1/rooms/{id}/messages?after=
                self.position, self.epoch = frame["head"], frame["epoch"]
            case "ping":
                await self.say("pong")
            case "err":
                print(f"refused: {frame['code']}", file=sys.stderr)


async def main(server: str, room: str) -> None:
    client = RoomClient(server, room, os.environ["HUIZHEN_TOKEN"])
    async with asyncio.TaskGroup() as tasks:
        talking = tasks.create_task(client.run())
        while line := await asyncio.to_thread(sys.stdin.readline):
            if line.strip():
                await client.write(line.strip())
        while client.outbox:
            await asyncio.sleep(0.1)
        talking.cancel()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:3]))
