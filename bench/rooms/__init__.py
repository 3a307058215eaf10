"""The live rooms: B1 to B10, each beside the raw limit of the same run.

`python -m bench.rooms` prints this part alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from bench.figures import Figure
from bench.rooms import commits, fanout, killed, latency, marks, members, processes

PARTS = (fanout, latency, marks, members, commits, processes, killed)


def figures() -> Iterator[Figure]:
    for part in PARTS:
        yield from part.figures()
