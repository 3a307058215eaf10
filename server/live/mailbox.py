"""What one connection still has to be sent. Putting something in never waits.

Two kinds: letters keep their order and none is lost; of the latest-wins kind only the newest per
key is kept, and it waits while letters pile up.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import NamedTuple

import msgspec

from consult.rooms.protocol.replies import Frame

BUSY = 64 * 1024
FULL = 256 * 1024
STALLED_AFTER = 15.0

Key = tuple[str, ...]


class Parcel(NamedTuple):
    """A frame encoded once, however many it goes to; `size` in bytes."""

    text: str
    size: int


def encode(frame: Frame) -> Parcel:
    data = msgspec.json.encode(frame)
    return Parcel(data.decode(), len(data))


Latest = Callable[[], Parcel | None]


class Mailbox:
    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._letters: deque[Parcel] = deque()
        self._latest: dict[Key, Latest] = {}
        self._ready = asyncio.Event()
        self._roomy = asyncio.Event()
        self._roomy.set()
        self._progress = clock()
        self.size = 0

    @property
    def full(self) -> bool:
        """No more events of a room: the member reads them from the database later."""
        return self.size > FULL

    def post(self, parcel: Parcel) -> None:
        if not self.size:
            self._progress = self._clock()
        self._letters.append(parcel)
        self.size += parcel.size
        if self.full:
            self._roomy.clear()
        self._ready.set()

    def offer(self, key: Key, latest: Latest) -> None:
        """Replaces what was offered under the key; it is made when its turn comes."""
        self._latest[key] = latest
        self._ready.set()

    def forget(self, room: str) -> None:
        """Drop the latest-wins frames of a room that was left; their keys name it second."""
        for key in [key for key in self._latest if key[1:2] == (room,)]:
            del self._latest[key]

    async def take(self) -> Parcel:
        """The next to send; its size counts until `sent`."""
        while True:
            if self._letters:
                return self._letters.popleft()
            if self._latest and self.size <= BUSY:
                parcel = self._latest.pop(next(iter(self._latest)))()
                if parcel is not None:
                    self.size += parcel.size
                    return parcel
                continue
            self._ready.clear()
            await self._ready.wait()

    def sent(self, parcel: Parcel) -> None:
        self.size -= parcel.size
        self._progress = self._clock()
        if self.size <= BUSY:
            self._roomy.set()

    async def roomy(self) -> None:
        """Wait until it was emptied, after it had been full."""
        await self._roomy.wait()

    def stalled(self) -> bool:
        """Something waits, and nothing has gone out for too long."""
        return self.size > 0 and self._clock() - self._progress > STALLED_AFTER
