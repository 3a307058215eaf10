"""Bodies that never end, and too many callers: on a server of its own, with limits of a moment."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, closing, suppress
from typing import Any

import pytest
import uvicorn

from server.security.web.connections import GuardedProtocol, is_proxy

pytestmark = pytest.mark.anyio
HEAD = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n"
GET = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"


class Impatient(GuardedProtocol):
    body_window = 0.2
    most = 4
    looks = 0
    looked: asyncio.Event

    def _look(self) -> None:
        super()._look()
        type(self).looks += 1
        if self.looks >= 3:
            self.looked.set()


class App:
    """Reads the body when it may; `went` when its caller was cut off."""

    def __init__(self) -> None:
        self.may_read, self.went = asyncio.Event(), asyncio.Event()
        self.may_read.set()
        self.size = 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await self.may_read.wait()
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                self.went.set()
                return
            self.size += len(message["body"])
            more = message["more_body"]
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"done"})


@asynccontextmanager
async def serving(app: App, **options: Any) -> AsyncIterator[int]:
    Impatient.looks, Impatient.looked = 0, asyncio.Event()
    config = uvicorn.Config(app, http=Impatient, lifespan="off", log_config=None, **options)
    server = uvicorn.Server(config)
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        task = asyncio.create_task(server.serve(sockets=[listener]))
        try:
            yield listener.getsockname()[1]
        finally:
            server.should_exit = True
            await task


@asynccontextmanager
async def call(port: int) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        yield reader, writer
    finally:
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()


async def fill(stack: AsyncExitStack, port: int, places: int) -> None:
    """So many callers who were answered and stay."""
    for _ in range(places):
        reader, writer = await stack.enter_async_context(call(port))
        writer.write(GET)
        assert (await reader.readuntil(b"done")).startswith(b"HTTP/1.1 200")


async def turned_away(port: int) -> bool:
    async with call(port) as (reader, _):
        return (await asyncio.wait_for(reader.read(), 60)).startswith(b"HTTP/1.1 503")


@pytest.mark.parametrize("first", [b"", b"x" * 100], ids=("nothing", "little"))
async def test_a_body_that_never_comes_is_given_up(first: bytes) -> None:
    app = App()
    async with serving(app) as port, call(port) as (reader, writer):
        writer.write(HEAD + first)
        assert await asyncio.wait_for(reader.read(), 60) == b""
        await asyncio.wait_for(app.went.wait(), 60)
        assert app.size == len(first)


async def test_a_slow_reader_of_ours_is_waited_for() -> None:
    """Three windows pass in which nothing is read."""
    app = App()
    app.may_read.clear()
    async with serving(app) as port, call(port) as (reader, writer):
        writer.write(HEAD + b"x" * 1_000_000)
        await asyncio.wait_for(Impatient.looked.wait(), 60)
        app.may_read.set()
        assert (await asyncio.wait_for(reader.read(100), 60)).startswith(b"HTTP/1.1 200")
        assert app.size == 1_000_000


async def test_who_comes_when_all_places_are_taken_is_told_to_come_back() -> None:
    async with (
        serving(App(), forwarded_allow_ips="127.0.0.1") as port,
        AsyncExitStack() as stack,
    ):
        await fill(stack, port, 4)
        assert await turned_away(port)


async def test_one_address_takes_half_of_the_places_at_most() -> None:
    async with (
        serving(App(), forwarded_allow_ips="192.0.2.1") as port,
        AsyncExitStack() as stack,
    ):
        await fill(stack, port, 2)
        assert await turned_away(port)


@pytest.mark.parametrize(
    ("trusted", "proxy"),
    [
        ("*", True),
        ("10.0.0.1,10.0.0.2", True),
        (["10.0.0.0/24"], True),
        ("10.0.0.3", False),
        ("", False),
        (None, False),
        ("not an address", False),
    ],
)
def test_who_is_a_proxy(trusted: Any, proxy: bool) -> None:
    assert is_proxy("10.0.0.2", trusted) is proxy
