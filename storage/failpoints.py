"""Places where a test has the process die, or its disk fill up; nothing at all without a test.

`HUIZHEN_FAILPOINTS="spool.synced=kill"` dies when that line is reached, `"3*kill"` at the third
time, `full` raises ENOSPC there; several are separated by commas.
"""

from __future__ import annotations

import errno
import os
import signal
from collections import Counter
from collections.abc import Callable

# What is true where the name stands.
PLACES = {
    "spool.created": "the file is there, its row is not",
    "spool.written": "bytes are written and not synced",
    "spool.synced": "bytes are synced, the offset is not committed",
    "upload.grown": "the offset is committed, nobody was told",
    "finish.examined": "the worker has answered, nothing is in the store",
    "objects.checked": "the bytes are the announced ones, the object is not in place",
    "objects.placed": "the object is in place, its caller was not told",
    "finish.kept": "the store has everything, the rows are not committed",
    "finish.committed": "the rows are committed, the spool still has the bytes",
    "work.done": "the work of a transaction is done, COMMIT was not said",
    "work.committed": "the transaction is committed, nobody was told",
    "outbox.claimed": "a delivery is claimed, not delivered",
    "notice.claimed": "a notice is claimed, its gateway was not asked",
    "notice.sent": "a gateway has taken a notice, and it is not marked as sent",
    "outbox.delivered": "a delivery has gone out and is not marked as done",
}


def _nothing(place: str, /) -> None:
    """The server as people run it."""


class Armed:
    """What a test asked for, counted down; ValueError for what it cannot mean."""

    def __init__(self, wanted: str) -> None:
        self._plan: dict[str, tuple[int, str]] = {}
        self._passed: Counter[str] = Counter()
        for item in filter(None, wanted.split(",")):
            place, _, what = item.partition("=")
            times, _, deed = what.rpartition("*")
            if place not in PLACES or deed not in ("kill", "full"):
                raise ValueError(f"no such failpoint: {item}")
            self._plan[place] = (int(times or 1), deed)

    def __call__(self, place: str, /) -> None:
        times, deed = self._plan.get(place, (0, ""))
        self._passed[place] += 1
        if self._passed[place] != times:
            return
        if deed == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        raise OSError(errno.ENOSPC, f"failpoint {place}")


_wanted = os.environ.get("HUIZHEN_FAILPOINTS", "")
reach: Callable[[str], None] = Armed(_wanted) if _wanted else _nothing
