"""The client of docs/protocol.md that loses nothing, with a line that breaks when it is told to."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from websockets.exceptions import ConnectionClosed, InvalidMessage, InvalidStatus

from tests.fixtures.live import Client, Frame, open_socket

AT_ONCE = 16
GONE = (ConnectionClosed, InvalidMessage, InvalidStatus, OSError, EOFError, TimeoutError)
SILENCE = 35.0
AGAIN_AFTER = 0.05


class Aborted(Exception):
    """The line broke."""


@dataclass
class Talker:
    """One person at one device. `shown` is what the screen has, in its order."""

    url: str
    cookie: str
    room: str
    outbox: deque[str] = field(default_factory=deque)
    pos: int = 0
    epoch: str | None = None
    shown: list[tuple[int, str | None]] = field(default_factory=list)
    acked: dict[str, int] = field(default_factory=dict)
    aborts: int = 0
    rejoined: int = 0
    refused: list[str] = field(default_factory=list)
    breaks_in: Callable[[], int | None] = lambda: None
    moved: asyncio.Event = field(default_factory=asyncio.Event)
    load: Callable[[int, int], Awaitable[list[Frame]]] | None = None
    _line: Client | None = None
    _sent: int = 0
    _left: int | None = None

    async def write(self, *cmids: str) -> None:
        """Into the outbox, and out when there is a line."""
        self.outbox.extend(cmids)
        if self._line is not None:
            with suppress(ConnectionClosed):
                await self._speak(self._line)

    async def run(self) -> None:
        """For ever: connect, resume, talk; come back whatever happens."""
        while True:
            try:
                await self._once()
            except Aborted:
                self.aborts += 1
            except GONE:
                await asyncio.sleep(AGAIN_AFTER)
            self.moved.set()

    async def until(self, done: Callable[[], bool], within: float = 120) -> None:
        """Returns when `done`; looked at whenever something was heard."""
        async with asyncio.timeout(within):
            while not done():
                self.moved.clear()
                await self.moved.wait()

    async def _once(self) -> None:
        self._left = self.breaks_in()
        async with open_socket(self.url, self.cookie) as client:
            try:
                await self._resume(client)
                self._line = client
                while True:
                    async with asyncio.timeout(SILENCE):
                        text = await client.socket.recv()
                    await self._hear(client, json.loads(text))
                    self._break_now_and_then(client)
                    await self._speak(client)
            finally:
                self._line = None
                client.socket.transport.abort()

    def _break_now_and_then(self, client: Client) -> None:
        if self._left is None:
            return
        self._left -= 1
        if self._left < 0:
            client.socket.transport.abort()
            raise Aborted

    async def _resume(self, client: Client) -> None:
        await client.say("hello", v=1)
        self._sent = 0
        await self._join(client)
        await self._speak(client)

    async def _join(self, client: Client) -> None:
        known = {"epoch": self.epoch} if self.epoch else {}
        await client.say("join", id=1, room=self.room, after=self.pos, **known)

    async def _speak(self, client: Client) -> None:
        """What waits in the outbox, in its order, a few at a time."""
        while self._sent < min(len(self.outbox), AT_ONCE):
            self._sent += 1
            await client.pub(self.room, self.outbox[self._sent - 1], "in order, once")

    async def _hear(self, client: Client, frame: Frame) -> None:
        match frame["t"]:
            case "ping":
                await client.say("pong")
            case "joined":
                self.epoch = frame["epoch"]
            case "msg":
                await self._show(client, frame)
            case "ack":
                self._acknowledged(frame)
            case "nack":
                await self._refused(frame)
            case "resync":
                await self._reload(frame)
            case "err":
                assert frame.get("status") is None, frame
                await asyncio.sleep(AGAIN_AFTER)
                await self._join(client)
        self.moved.set()

    async def _show(self, client: Client, msg: Frame) -> None:
        if msg["seq"] == self.pos + 1:
            self._put(msg)
        elif msg["seq"] > self.pos:
            self.rejoined += 1
            await self._join(client)

    def _put(self, msg: dict[str, Any]) -> None:
        self.shown.append((msg["seq"], msg["cmid"]))
        self.pos = msg["seq"]

    def _acknowledged(self, ack: Frame) -> None:
        assert ack["cmid"] not in self.acked, "acknowledged twice on one line"
        assert self.outbox[0] == ack["cmid"], "acknowledged out of order"
        self.outbox.popleft()
        self._sent -= 1
        self.acked[ack["cmid"]] = ack["seq"]

    async def _refused(self, nack: Frame) -> None:
        self.refused.append(nack["code"])
        if nack["code"] == "room.earlier_refused":
            return
        assert nack["retry"], nack
        await asyncio.sleep(AGAIN_AFTER)
        self._sent = self.outbox.index(nack["cmid"])

    async def _reload(self, frame: Frame) -> None:
        assert self.load is not None, frame
        if frame["reason"] in ("epoch", "ahead"):
            self.shown.clear()
            self.pos = 0
        self.epoch = frame["epoch"]
        for msg in await self.load(self.pos, frame["head"]):
            self._put(msg)
