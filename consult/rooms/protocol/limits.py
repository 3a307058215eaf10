"""What one connection may do, and the words it is closed with."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

SUBPROTOCOL = "consult.v1"
VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Seconds, bytes and counts; the ones a client must know are sent in `welcome`."""

    frame: int = 64 * 1024
    hello_within: float = 5
    heartbeat: float = 20
    pong_within: float = 10
    pub_rate: float = 10
    pub_burst: int = 30
    frame_rate: float = 60
    frame_burst: int = 240
    view_rate: float = 20
    rooms: int = 16
    connections: int = 8
    page: int = 500
    replay: int = 2000
    batch: int = 64


LIMITS = Limits()


class Close(IntEnum):
    """Codes below 4500 mean: come back. From 4500 on: do not, before something has changed."""

    TOO_BIG = 1009
    INTERNAL = 1011
    RESTART = 1012
    PROTOCOL = 4400
    SLOW = 4408
    NO_PONG = 4409
    RATE = 4429
    VERSION = 4500
    UNAUTHENTICATED = 4501
    FORBIDDEN = 4503


@dataclass(slots=True)
class Bucket:
    """A token bucket: `rate` a second, `burst` at once."""

    rate: float
    burst: float
    left: float
    at: float

    @classmethod
    def full(cls, rate: float, burst: float, now: float) -> Bucket:
        return cls(rate, burst, burst, now)

    def take(self, now: float) -> bool:
        self.left = min(self.burst, self.left + (now - self.at) * self.rate)
        self.at = now
        if self.left < 1:
            return False
        self.left -= 1
        return True
