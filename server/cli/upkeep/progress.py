"""How far a long command is: one line that renews itself, on a terminal only."""

from __future__ import annotations

import sys
import time

from server.cli.terminal import locale
from server.texts import say

EVERY_S = 0.2


class ProgressLine:
    """`storage.maintenance.findings.Progress` on standard error."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()
        self._stage = ""
        self._next = 0.0

    def __call__(self, stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        if not self._shown or (stage == self._stage and done < total and now < self._next):
            return
        self._stage, self._next = stage, now + EVERY_S
        text = say(locale(), "cli.progress", stage=say(locale(), f"cli.stage.{stage}"))
        print(f"\r\x1b[K{text} {done}/{total}", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Make room for a line of something else."""
        if self._shown and self._stage:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
