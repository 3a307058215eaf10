"""One connection's messages into one room, kept in the order they were written.

A message that was refused holds back everything the connection wrote after it, until it is sent
again or dropped; so a sentence never overtakes the one it answers.
"""

from __future__ import annotations

from collections import deque

from consult.rooms.protocol import replies
from consult.rooms.protocol.frames import Pub
from consult.rooms.protocol.replies import Frame

BEHIND = "room.earlier_refused"


class Pipeline:
    """`flying` is being committed; `waiting` is not yet; `held` was refused and blocks the rest."""

    def __init__(self, room: str) -> None:
        self.room = room
        self.entered = False
        self.waiting: deque[Pub] = deque()
        self.flying: tuple[Pub, ...] = ()
        self.held: str | None = None

    def offer(self, pub: Pub, flaw: str | None, *, retry: bool) -> Frame | None:
        """Queue a message, or say why not; `flaw` is why this very message cannot be taken."""
        if self.held not in (None, pub.cmid):
            return self._behind(pub)
        self.held = None
        if flaw is not None:
            self.held = pub.cmid
            return replies.nack(self.room, pub.cmid, flaw, retry=retry)
        self.waiting.append(pub)
        return None

    def drop(self, cmid: str) -> None:
        if self.held == cmid:
            self.held = None

    def take(self, most: int) -> tuple[Pub, ...]:
        """What may be committed now, in one transaction; one at a time is under way.

        Plain messages go together; any other alone, so that a refusal meets the right one.
        """
        if self.flying or not self.entered or not self.waiting:
            return ()
        taken = [self.waiting.popleft()]
        while taken[0].plain and len(taken) < most and self.waiting and self.waiting[0].plain:
            taken.append(self.waiting.popleft())
        self.flying = tuple(taken)
        return self.flying

    def committed(self) -> None:
        self.flying = ()

    def refused(self, code: str, *, retry: bool) -> list[Frame]:
        """What was under way failed as a whole: its first is refused, the rest waits behind it.

        A later message refused before (`held`) needs no place of its own: it was answered, and the
        client sends everything from the first refused one again, in its order.
        """
        first, *rest = [*self.flying, *self.waiting]
        self.flying = ()
        self.waiting.clear()
        self.held = first.cmid
        nacked = [replies.nack(self.room, first.cmid, code, retry=retry)]
        return nacked + [self._behind(pub) for pub in rest]

    def abandoned(self, code: str, *, retry: bool) -> list[Frame]:
        """The room is left: what was not yet under way is given back."""
        return [replies.nack(self.room, pub.cmid, code, retry=retry) for pub in self.waiting]

    def _behind(self, pub: Pub) -> Frame:
        return replies.nack(self.room, pub.cmid, BEHIND, retry=True, after=self.held)
