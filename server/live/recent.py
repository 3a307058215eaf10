"""The newest events of a room, encoded, for whoever comes back to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from consult.rooms.protocol import replies
from consult.rooms.room import RoomEvent
from server.live.carrier import BUSY
from server.live.parcels import Parcel, bundle, encode

MOST = 512
MOST_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Mouthful:
    """Events that leave together, and how many they are."""

    count: int
    parcel: Parcel


def mouthfuls(parcels: Sequence[Parcel]) -> list[Mouthful]:
    """In their order, each as much as is sent at once."""
    made: list[Mouthful] = []
    start = 0
    while start < len(parcels):
        end, size = start + 1, parcels[start].size
        while end < len(parcels) and size + parcels[end].size <= BUSY:
            size += parcels[end].size
            end += 1
        made.append(Mouthful(end - start, bundle(parcels[start:end])))
        start = end
    return made


class Recent:
    """Bounded; what it has not is read from the database."""

    def __init__(self) -> None:
        self._parcels: dict[int, Parcel] = {}
        self._bytes = 0
        self._mouthfuls: dict[int, list[Mouthful]] = {}

    def put(self, event: RoomEvent) -> Parcel:
        """The event's `msg`, encoded once."""
        known = self._parcels.get(event.seq)
        return known or self._keep(event.seq, encode(replies.msg(event)))

    def put_encoded(self, seq: int, data: bytes) -> Parcel:
        return self._parcels.get(seq) or self._keep(seq, Parcel((data,)))

    def _keep(self, seq: int, parcel: Parcel) -> Parcel:
        self._mouthfuls.clear()
        self._parcels[seq] = parcel
        self._bytes += parcel.size
        while len(self._parcels) > MOST or self._bytes > MOST_BYTES:
            self._bytes -= self._parcels.pop(next(iter(self._parcels))).size
        return parcel

    def after(self, pos: int, most: int) -> list[Mouthful]:
        """Those right behind `pos`, without a gap; none when the first is not here.

        Whoever comes back to the same place gets the same bytes.
        """
        known = self._mouthfuls.get(pos)
        if known is None:
            found: list[Parcel] = []
            while len(found) < most and (next_ := self._parcels.get(pos + 1 + len(found))):
                found.append(next_)
            known = self._mouthfuls[pos] = mouthfuls(found)
        return known

    def clear(self) -> None:
        self._parcels.clear()
        self._mouthfuls.clear()
        self._bytes = 0
