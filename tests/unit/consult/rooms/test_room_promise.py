"""The promise to the writer: each sentence once, in the order it was written."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from consult.rooms.protocol import replies
from consult.rooms.protocol.dialogue import Dialogue
from consult.rooms.protocol.effects import Commit, Effect, HangUp, Send
from consult.rooms.protocol.frames import Join
from consult.rooms.room import Posted
from tests.unit.consult.rooms.frames import ROOM, pub, say

AT = datetime(2026, 11, 21, 6, tzinfo=UTC)


class Writer:
    """A client as docs/protocol.md tells it: an ordered outbox, resent from the refused one on."""

    def __init__(self) -> None:
        self.outbox: list[str] = []
        self.wire: deque[str] = deque()
        self.written = 0

    def write(self) -> None:
        self.written += 1
        self.outbox.append(f"m{self.written:03}")
        self.wire.append(pub(self.outbox[-1]))

    def hear(self, frame: replies.Frame) -> None:
        if frame["t"] == "ack" and frame["cmid"] in self.outbox:
            self.outbox.remove(str(frame["cmid"]))
        elif frame["t"] == "nack" and frame["code"] != "room.earlier_refused":
            start = self.outbox.index(str(frame["cmid"])) if frame["cmid"] in self.outbox else 0
            self.wire.extend(pub(cmid) for cmid in self.outbox[start:])

    def come_back(self) -> None:
        self.wire = deque([say(t="hello", v=1), say(t="join", room=ROOM)])
        self.wire.extend(pub(cmid) for cmid in self.outbox)


class Story:
    """A writer, the connection of the moment, and commits that may outlive their connection."""

    def __init__(self) -> None:
        self.log: list[str] = []
        self.pending: deque[tuple[Dialogue, Commit]] = deque()
        self.writer = Writer()
        self.now = 0.0
        self.lose()

    def lose(self) -> None:
        self.dialogue = Dialogue(self.now)
        self.writer.come_back()

    def write(self) -> None:
        self.writer.write()

    def carry(self) -> None:
        if self.writer.wire:
            self.now += 1
            self._perform(self.dialogue.receive(self.writer.wire.popleft(), self.now))

    def commit(self) -> None:
        if self.pending:
            dialogue, commit = self.pending.popleft()
            self._tell(
                dialogue, dialogue.committed(commit, [self._store(p.cmid) for p in commit.pubs])
            )

    def fail(self) -> None:
        if self.pending:
            dialogue, commit = self.pending.popleft()
            self._tell(dialogue, dialogue.refused(commit, "database.unavailable", retry=True))

    def settle(self) -> None:
        while self.writer.wire or self.pending:
            self.carry()
            self.commit()

    def _store(self, cmid: str) -> Posted:
        dup = cmid in self.log
        if not dup:
            self.log.append(cmid)
        return Posted(room_id=ROOM, cmid=cmid, seq=self.log.index(cmid) + 1, at=AT, dup=dup)

    def _tell(self, dialogue: Dialogue, effects: Iterable[Effect]) -> None:
        if dialogue is self.dialogue:
            self._perform(effects)

    def _perform(self, effects: Iterable[Effect]) -> None:
        for effect in effects:
            match effect:
                case Send(frame):
                    self.writer.hear(frame)
                case Commit():
                    self.pending.append((self.dialogue, effect))
                case Join():
                    self._perform(self.dialogue.entered(ROOM))
                case HangUp(code):
                    raise AssertionError(code)


MOVES = st.lists(
    st.sampled_from(["write", "write", "write", "carry", "carry", "commit", "fail", "lose"]),
    max_size=60,
)


@settings(max_examples=300)
@given(MOVES)
def test_each_sentence_once_and_in_order_whatever_fails(moves):
    """Failures, lost connections and replies that never came: nothing lost, doubled, overtaken."""
    story = Story()
    for move in moves:
        getattr(story, move)()
    story.settle()
    assert story.writer.outbox == []
    assert story.log == [f"m{n + 1:03}" for n in range(story.writer.written)]
