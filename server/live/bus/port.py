"""What the hub asks of a bus."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

# The topic (a room's id, or `EVERYONE`) and the word, as bytes.
Hear = Callable[[str, bytes], None]
EVERYONE = "all"


class Bus(Protocol):
    """Belongs to one event loop. Nothing said is kept for who is not there."""

    @property
    def alone(self) -> bool:
        """Whether there can be no other process."""

    @property
    def connected(self) -> bool: ...

    async def start(self, hear: Hear, back: Callable[[], None]) -> None:
        """Returns at once, connected or not; `back` is called whenever it is connected again.

        `hear` gets every word, this process's own as well.
        """

    def say(self, topic: str, word: bytes) -> None:
        """Never waits; the word is dropped while there is no connection."""

    async def ping(self) -> None:
        """Raise `BusAway` unless a word to oneself arrives now."""

    async def stop(self) -> None: ...
