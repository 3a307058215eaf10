"""Our own fan-out without the database: channel, mailboxes and carrier as they are shipped.

Each text that comes becomes the next event of the room. `plain` as argument leaves our carrier out.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Sequence
from typing import Any

import uvicorn
import uvloop
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket

from consult.rooms.room import EventKind, RoomEvent
from server.live.carrier import UVICORN_OPTIONS, carrier_of
from server.live.channel import Channel
from server.live.mailbox import DirectMailbox, Mailbox, QueuedMailbox, Tick
from server.live.members import Member
from storage.database.unit_of_work import new_id, system_clock
from tests.fixtures.live import Uvicorn, free_socket

ROOM, PERSON = new_id(system_clock()), new_id(system_clock())


async def nothing(room: str, after: int, limit: int) -> Sequence[RoomEvent]:
    return []


class Hall:
    def __init__(self) -> None:
        self.tick = Tick()
        self.clock = asyncio.get_running_loop().time
        spawn = asyncio.get_running_loop().create_task
        self.channel = Channel(
            id=ROOM, case_id=ROOM, epoch="1", head=0, pos=0, read=nothing, spawn=spawn
        )

    async def listen(self, socket: WebSocket) -> None:
        await socket.accept()
        mailbox, speaking = self._mailbox(socket)
        member = Member(PERSON, mailbox, pos=self.channel.pos)
        self.channel.add(member)
        try:
            while (await socket.receive())["type"] != "websocket.disconnect":
                pass
        finally:
            self.channel.remove(member)
            if speaking is not None:
                speaking.cancel()

    def _mailbox(self, socket: WebSocket) -> tuple[Mailbox, asyncio.Task[None] | None]:
        carrier = carrier_of(socket)
        if carrier is not None:
            return DirectMailbox(self.clock, self.tick, carrier), None
        mailbox = QueuedMailbox(self.clock, self.tick, socket.send)
        return mailbox, asyncio.create_task(mailbox.run())

    async def write(self, socket: WebSocket) -> None:
        await socket.accept()
        if (carrier := carrier_of(socket)) is not None:
            carrier.hear = self._say
        while (message := await socket.receive())["type"] != "websocket.disconnect":
            self._say(message["text"])

    def _say(self, text: str) -> None:
        seq = self.channel.pos + 1
        event = RoomEvent(
            room_id=ROOM,
            seq=seq,
            kind=EventKind.TEXT,
            body={"text": text},
            at=system_clock(),
            author_id=PERSON,
            cmid=ROOM,
        )
        self.channel.moved(seq, [event])


async def main(plain: bool) -> None:
    hall, bound = Hall(), free_socket()
    app = Starlette(
        routes=[WebSocketRoute("/sub", hall.listen), WebSocketRoute("/pub", hall.write)]
    )
    options: dict[str, Any] = UVICORN_OPTIONS | ({"ws": "websockets-sansio"} if plain else {})
    server = Uvicorn(uvicorn.Config(app, log_level="warning", backlog=2048, **options))
    serving = asyncio.create_task(server.serve(sockets=[bound]))
    await server.up.wait()
    sys.stdout.write(json.dumps({"port": bound.getsockname()[1]}) + "\n")
    sys.stdout.flush()
    await serving


if __name__ == "__main__":
    uvloop.run(main("plain" in sys.argv[1:]))
