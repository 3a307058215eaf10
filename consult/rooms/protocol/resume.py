"""Whether a client that comes back can be given what it missed, or must load afresh."""

from __future__ import annotations

from consult.rooms.protocol.limits import LIMITS
from consult.rooms.room import Room


def resync_reason(room: Room, after: int, epoch: str | None) -> str | None:
    """None: replay from `after`. Else why not: another log, a number never given, or too many."""
    if epoch is not None and epoch != room.epoch:
        return "epoch"
    if after > room.head_seq:
        return "ahead"
    if room.head_seq - after > LIMITS.replay:
        return "behind"
    return None
