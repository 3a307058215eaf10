"""What the server has to do because of a frame or because time went by."""

from __future__ import annotations

from dataclasses import dataclass

from consult.rooms.protocol.frames import Join, Leave, Passing, Pub, UpTo
from consult.rooms.protocol.limits import Close
from consult.rooms.protocol.replies import Frame


@dataclass(frozen=True, slots=True)
class Send:
    frame: Frame


@dataclass(frozen=True, slots=True)
class HangUp:
    code: Close


@dataclass(frozen=True, slots=True)
class Greet:
    """Answer `hello`: send `welcome` and begin to send notes and alarms."""


@dataclass(frozen=True, slots=True)
class Commit:
    """Store these together, then tell the dialogue `committed` or `refused`."""

    room: str
    pubs: tuple[Pub, ...]


# Join: look, then tell the dialogue `entered` or `turned_away`. The others: just do it.
Effect = Send | HangUp | Greet | Commit | Join | Leave | UpTo | Passing
