"""`make bench`: run every benchmark and write the table of docs/benchmarks.md.

Arguments name parts (`ARGS="worklists latency"`), which are then printed and not written down. A
part that fails leaves the others their rows; it is told at the end, and by the exit code.
"""

from __future__ import annotations

import platform
import sys
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from bench import calls, dicom, ecg, ledger, login, rooms, uploads, worklists
from bench.figures import Figure

PAGE = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"
HEAD = """# Benchmarks

Written by `make bench`. Each row is the median of repeats in one run, beside a raw limit or a peer
measured in that same run on the same machine: read the ratio, not the number. The shipped code
path is what is measured: worker, policy, audit and limits on.

"""
TABLE = (
    "| what | ours | beside | ratio | target | met | beside what |\n|---|---|---|---|---|---|---|\n"
)


class Part(Protocol):
    __name__: str

    def figures(self) -> Iterator[Figure]: ...


PARTS: tuple[Part, ...] = (ecg, uploads, *rooms.PARTS, dicom, login, worklists, ledger, calls)


def main(names: list[str]) -> int:
    parts = {part.__name__.rpartition(".")[2]: part for part in PARTS}
    if unknown := set(names) - set(parts):
        sys.stderr.write(
            f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(parts)}\n"
        )
        return 2
    rows: list[str] = []
    failed: list[str] = []
    for name in names or parts:
        began = time.monotonic()
        try:
            for figure in parts[name].figures():
                rows.append(figure.row())
                sys.stdout.write(figure.row() + "\n")
                sys.stdout.flush()
        except Exception:
            failed.append(name)
            traceback.print_exc()
        sys.stderr.write(f"{name}: {time.monotonic() - began:.0f} s\n")
    if not names:
        PAGE.write_text(page(rows, failed))
    if failed:
        sys.stderr.write(f"failed: {', '.join(failed)}\n")
    return 1 if failed else 0


def page(rows: list[str], failed: list[str]) -> str:
    where = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}.\n"
    missing = (
        f"\nNot measured in this run, because it failed: {', '.join(failed)}.\n" if failed else ""
    )
    return HEAD + TABLE + "\n".join(rows) + "\n\n" + where + missing


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
