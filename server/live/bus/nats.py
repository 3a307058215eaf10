"""Core NATS: at most once, and that is enough here. The one module that speaks it."""

from __future__ import annotations

import asyncio
import secrets
from collections import deque
from collections.abc import Callable
from contextlib import suppress

import nats.errors
import structlog
from nats.aio.client import Client
from nats.aio.msg import Msg

from consult.errors import Unavailable
from server.live.begun import Begun, begin
from server.live.bus.port import Hear

SUBJECTS = "huizhen."
MOST_WAITING = 20_000
PATIENCE_S = 2
# A line that says nothing any more is noticed within six seconds.
PING_EVERY_S = 2
_log = structlog.get_logger("huizhen.bus")


class BusAway(Unavailable):
    def __init__(self) -> None:
        super().__init__("bus.away")


class NatsBus:
    """`Bus` over one NATS server or cluster, which only servers of one installation may reach."""

    alone = False

    def __init__(self, url: str) -> None:
        self._url = url
        self._client = Client()
        self._waiting: deque[Begun | tuple[str, bytes]] = deque()
        self._speaking = False
        self._ready = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def connected(self) -> bool:
        return self._client.is_connected

    async def start(self, hear: Hear, back: Callable[[], None]) -> None:
        self._tasks = [
            asyncio.create_task(self._connect(hear, back), name="bus-connect"),
            asyncio.create_task(self._speak(), name="bus-speak"),
        ]

    def say(self, topic: str, word: bytes) -> None:
        if not self.connected or len(self._waiting) >= MOST_WAITING:
            return
        subject = SUBJECTS + topic
        if self._waiting or self._speaking:  # in their order
            self._waiting.append((subject, word))
        elif (begun := begin(self._client.publish(subject, word))) is not None:
            self._waiting.append(begun)
        if self._waiting:
            self._ready.set()

    async def ping(self) -> None:
        if not self.connected:
            raise BusAway
        try:
            await self._client.flush(timeout=PATIENCE_S)
        except (nats.errors.Error, OSError) as error:
            raise BusAway from error

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        with suppress(nats.errors.Error, OSError, TimeoutError):
            async with asyncio.timeout(PATIENCE_S):
                await self._client.close()

    # ---- inside

    async def _connect(self, hear: Hear, back: Callable[[], None]) -> None:
        """Tries until it succeeds; from then on the client itself comes back."""

        async def heard(message: Msg) -> None:
            hear(message.subject.removeprefix(SUBJECTS), message.data)

        async def lost() -> None:
            while self._waiting:
                if isinstance(word := self._waiting.popleft(), Begun):
                    word.drop()
            _log.warning("bus away")

        async def again() -> None:
            _log.info("bus back")
            back()

        async def failed(error: Exception) -> None:
            _log.info("bus error", error=type(error).__name__)

        await self._client.connect(
            self._url,
            name="huizhen",
            error_cb=failed,
            disconnected_cb=lost,
            reconnected_cb=again,
            max_reconnect_attempts=-1,
            reconnect_time_wait=1,
            connect_timeout=2,
            ping_interval=PING_EVERY_S,
            max_outstanding_pings=2,
            no_echo=True,
        )
        await self._client.subscribe(f"{SUBJECTS}*", cb=heard)
        await self._client.flush()
        back()

    async def _speak(self) -> None:
        while True:
            await self._ready.wait()
            self._ready.clear()
            while self._waiting:
                word = self._waiting.popleft()
                self._speaking = True
                with suppress(nats.errors.Error, OSError):
                    await (word if isinstance(word, Begun) else self._client.publish(*word))
                self._speaking = False


async def try_out(url: str) -> None:
    """Connect once, hear one's own word, leave; raises BusAway."""
    client, arrived = Client(), asyncio.Event()
    subject = f"{SUBJECTS}probe-{secrets.token_hex(6)}"

    async def heard(message: Msg) -> None:
        arrived.set()

    async def failed(error: Exception) -> None:
        pass

    try:
        async with asyncio.timeout(2 * PATIENCE_S):
            await client.connect(url, allow_reconnect=False, connect_timeout=2, error_cb=failed)
            await client.subscribe(subject, cb=heard)
            await client.publish(subject, b"probe")
            await arrived.wait()
    except (nats.errors.Error, OSError, TimeoutError) as error:
        raise BusAway from error
    finally:
        with suppress(nats.errors.Error, OSError):
            await client.close()
