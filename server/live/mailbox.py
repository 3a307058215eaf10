"""What one connection still has to be sent. Putting something in never waits.

Two kinds: letters keep their order and none is lost; of the latest-wins kind only the newest per
key is kept, and it goes out on the next tick, unless letters pile up.
"""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Coroutine
from typing import Any

from starlette.types import Message

from server.live.begun import Begun, begin
from server.live.carrier import BUSY, FULL, Carrier
from server.live.parcels import Parcel, bundle

STALLED_AFTER = 15.0
TICK = 0.04

Key = tuple[str, ...]
Latest = Callable[[], Parcel | None]
Clock = Callable[[], float]
Send = Callable[[Message], Coroutine[Any, None, None]]


class Tick:
    """Sends what is of the latest-wins kind, of every mailbox that has some."""

    def __init__(self) -> None:
        self._waiting: set[Mailbox] = set()

    def wants(self, mailbox: Mailbox) -> None:
        if not self._waiting:
            asyncio.get_running_loop().call_later(TICK, self._go)
        self._waiting.add(mailbox)

    def _go(self) -> None:
        waiting, self._waiting = self._waiting, set()
        for mailbox in waiting:
            if not mailbox.send_latest():
                self.wants(mailbox)


class Mailbox(ABC):
    __slots__ = ("_clock", "_closed", "_latest", "_progress", "_tick")

    def __init__(self, clock: Clock, tick: Tick) -> None:
        self._clock = clock
        self._tick = tick
        self._latest: dict[Key, Latest] = {}
        self._closed = False
        self._progress = clock()

    @property
    @abstractmethod
    def size(self) -> int:
        """Bytes that wait."""

    @property
    def full(self) -> bool:
        """No more events of a room: the member reads them from the database later."""
        return self.size > FULL

    @abstractmethod
    def post(self, parcel: Parcel) -> None: ...

    def give(self, parcel: Parcel) -> bool:
        """`post`, unless it is full."""
        if self.full:
            return False
        self.post(parcel)
        return True

    @abstractmethod
    async def roomy(self) -> None:
        """Wait until it was emptied, after it had been full."""

    @abstractmethod
    def stalled(self) -> bool:
        """Something waits, and nothing has gone out for too long; asked about every second."""

    def offer(self, key: Key, latest: Latest) -> None:
        """Replaces what was offered under the key; it is made when its turn comes."""
        self._latest[key] = latest
        self._tick.wants(self)

    def send_latest(self) -> bool:
        """Whether it could; letters that wait come first."""
        if self.size > BUSY:
            return self._closed
        parcels = [parcel for make in self._latest.values() if (parcel := make()) is not None]
        self._latest.clear()
        if parcels:
            self.post(bundle(parcels))
        return True

    def forget(self, room: str) -> None:
        """Drop the latest-wins frames of a room that was left; their keys name it second."""
        for key in [key for key in self._latest if key[1:2] == (room,)]:
            del self._latest[key]

    def close(self) -> None:
        """Nothing more goes out."""
        self._closed = True
        self._latest.clear()


class QueuedMailbox(Mailbox):
    """What ASGI allows: each frame is awaited on its own.

    While nothing waits, `send` is begun at once, and mostly ends at once; only when the peer keeps
    it waiting does the task that empties the mailbox (`run`) take over.
    """

    __slots__ = ("_begun", "_letters", "_ready", "_roomy", "_send", "_size")

    def __init__(self, clock: Clock, tick: Tick, send: Send) -> None:
        super().__init__(clock, tick)
        self._send = send
        self._begun: Begun | None = None
        self._letters: deque[Parcel] = deque()
        self._ready = asyncio.Event()
        self._roomy = asyncio.Event()
        self._roomy.set()
        self._size = 0

    @property
    def size(self) -> int:
        return self._size

    def post(self, parcel: Parcel) -> None:
        if self._closed:
            return
        if not self._size:
            if self._sent_at_once(parcel):
                return
            self._progress = self._clock()
        self._letters.append(parcel)
        self._size += parcel.size
        if self.full:
            self._roomy.clear()
        self._ready.set()

    def give(self, parcel: Parcel) -> bool:
        if self._size > FULL:
            return False
        if self._size or self._closed or not self._sent_at_once(parcel):
            self.post(parcel)
        return True

    def _sent_at_once(self, parcel: Parcel) -> bool:
        if len(parcel.messages) > 1:
            return False
        self._begun = begin(self._send(parcel.messages[0]))
        return self._begun is None

    async def run(self) -> None:
        """Send what waits, for ever; raises what sending raises."""
        while True:
            while not self._letters:
                self._ready.clear()
                await self._ready.wait()
            begun, self._begun = self._begun, None
            parcel = self._letters.popleft()
            if begun is not None:
                await begun
            else:
                for message in parcel.messages:
                    await self._send(message)
            self._sent(parcel)

    def _sent(self, parcel: Parcel) -> None:
        self._size -= parcel.size
        self._progress = self._clock()
        if self._size <= BUSY:
            self._roomy.set()

    async def roomy(self) -> None:
        await self._roomy.wait()

    def stalled(self) -> bool:
        return self._size > 0 and self._clock() - self._progress > STALLED_AFTER


class DirectMailbox(Mailbox):
    """Hands everything to the transport at once and counts what that still holds."""

    __slots__ = ("_drained", "carrier")

    def __init__(self, clock: Clock, tick: Tick, carrier: Carrier) -> None:
        super().__init__(clock, tick)
        self.carrier = carrier
        self._drained = 0

    @property
    def size(self) -> int:
        return self.carrier.backlog()

    def post(self, parcel: Parcel) -> None:
        wire = parcel.wire
        self.carrier.written += len(wire)
        self.carrier.write(wire)

    async def roomy(self) -> None:
        await self.carrier.writable.wait()

    def stalled(self) -> bool:
        left = self.carrier.backlog()
        drained = self.carrier.written - left
        if not left or drained > self._drained:
            self._drained, self._progress = drained, self._clock()
        return left > 0 and self._clock() - self._progress > STALLED_AFTER

    def close(self) -> None:
        super().close()
        self.carrier.hush()
