"""The newest events of a room, encoded, for whoever comes back to it."""

from __future__ import annotations

from consult.rooms.protocol import replies
from consult.rooms.room import RoomEvent
from server.live.parcels import Parcel, encode

MOST = 512
MOST_BYTES = 1 << 20


class Recent:
    """Bounded; what it has not is read from the database."""

    def __init__(self) -> None:
        self._parcels: dict[int, Parcel] = {}
        self._bytes = 0

    def put(self, event: RoomEvent) -> Parcel:
        """The event's `msg`, encoded once."""
        known = self._parcels.get(event.seq)
        if known is not None:
            return known
        parcel = self._parcels[event.seq] = encode(replies.msg(event))
        self._bytes += parcel.size
        while len(self._parcels) > MOST or self._bytes > MOST_BYTES:
            self._bytes -= self._parcels.pop(next(iter(self._parcels))).size
        return parcel

    def after(self, pos: int, most: int) -> list[Parcel]:
        """Those right behind `pos`, without a gap; none when the first is not here."""
        found: list[Parcel] = []
        while len(found) < most and (parcel := self._parcels.get(pos + 1 + len(found))) is not None:
            found.append(parcel)
        return found

    def clear(self) -> None:
        self._parcels.clear()
        self._bytes = 0
