"""The view one person shows to the others in a room: one presenter, and of their views the newest.

Several processes hold it, each for its own people; `merge` brings them to the same end in whatever
order their words arrive.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Word = dict[str, Any]


@dataclass(slots=True)
class SharedView:
    """`turn` counts how often presenting changed hands, `clk` the presenter's views in it."""

    turn: int = 0
    presenter: str | None = None
    by: str | None = None
    v: dict[str, object] | None = None
    clk: int = 0
    _shown_in: int = field(default=0)

    def take(self, person: str) -> None:
        """Whoever takes it has it."""
        if self.presenter != person:
            self.turn += 1
            self.presenter = person

    def release(self, person: str) -> bool:
        """The last view stays for who comes later. False: it was not theirs."""
        if self.presenter != person:
            return False
        self.turn += 1
        self.presenter = None
        return True

    def show(self, person: str, clk: int, v: dict[str, object]) -> bool | None:
        """None: not the presenter. False: older than what is shown."""
        if self.presenter != person:
            return None
        if (self.turn, person, clk) <= self._shown:
            return False
        self._shown_in, self.clk, self.by, self.v = self.turn, clk, person, v
        return True

    def recall(self, by: str, v: dict[str, object]) -> None:
        """What was shown before the server was started anew."""
        if self.turn == 0 and self.v is None:
            self.by, self.v = by, v

    @property
    def _shown(self) -> tuple[int, str, int]:
        """Of two who began at once in two processes the same one wins as for presenting."""
        return self._shown_in, self.by or "", self.clk

    # ---- between processes

    def word(self) -> Word | None:
        if self.turn == 0:
            return None
        return {
            "turn": self.turn,
            "presenter": self.presenter,
            "by": self.by,
            "v": self.v,
            "clk": self.clk,
            "shown_in": self._shown_in,
        }

    def merge(self, word: Word) -> tuple[bool, bool]:
        """Whether the presenter and whether the view changed; the higher turn and clock win."""
        turned = (word["turn"], word["presenter"] or "") > (self.turn, self.presenter or "")
        if turned:
            self.turn, self.presenter = int(word["turn"]), word["presenter"]
        newer = (word["shown_in"], word["by"] or "", word["clk"]) > self._shown
        if newer:
            self._shown_in, self.clk = int(word["shown_in"]), int(word["clk"])
            self.by, self.v = word["by"], word["v"]
        return turned, newer
