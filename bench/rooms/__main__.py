"""Print the rows of the rooms; arguments name parts (`fanout`, `latency`, …)."""

from __future__ import annotations

import sys

from bench.rooms import PARTS

for part in PARTS:
    if len(sys.argv) == 1 or part.__name__.rpartition(".")[2] in sys.argv[1:]:
        for figure in part.figures():
            sys.stdout.write(figure.row() + "\n")
            sys.stdout.flush()
