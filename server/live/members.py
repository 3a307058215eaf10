"""The connections in a room, and the way to all of them at once."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass

from server.live.carrier import Carrier
from server.live.mailbox import DirectMailbox, Mailbox
from server.live.parcels import Parcel


@dataclass(eq=False, slots=True)
class Member:
    """One connection in the room; `seen` is whom its client believes to be online.

    `pos` is the last event it was given; while it is abreast, the room's own position says that.
    """

    person_id: str
    mailbox: Mailbox
    pos: int
    seen: frozenset[str] = frozenset()
    live: bool = False
    catching_up: asyncio.Task[None] | None = None


class Abreast:
    """Members who have all that was handed out: a turn costs one write for each of them.

    Whoever has a carrier is not even counted: what all were written is settled now and then.
    """

    def __init__(self) -> None:
        self._carried: dict[Member, Carrier] = {}
        self._posted: dict[Member, Mailbox] = {}
        self._written = 0

    def __iter__(self) -> Iterator[Member]:
        return iter((*self._carried, *self._posted))

    def add(self, member: Member) -> None:
        if isinstance(member.mailbox, DirectMailbox):
            carrier = self._carried[member] = member.mailbox.carrier
            carrier.written -= self._written
        else:
            self._posted[member] = member.mailbox

    def discard(self, member: Member) -> None:
        if (carrier := self._carried.pop(member, None)) is not None:
            carrier.written += self._written
        self._posted.pop(member, None)

    def give(self, parcel: Parcel) -> list[Member]:
        """To all of them but those returned, who are full and no longer abreast."""
        wire = parcel.wire
        full = [member for member, carrier in self._carried.items() if carrier.carry(wire)]
        full += [member for member, mailbox in self._posted.items() if not mailbox.give(parcel)]
        for member in full:
            self.discard(member)
        self._written += len(wire)
        return full

    def settle(self) -> None:
        """Tell each carrier what was written to it since the last time."""
        for carrier in self._carried.values():
            carrier.written += self._written
        self._written = 0
