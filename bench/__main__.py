"""`make bench`: run every benchmark and write the table of docs/benchmarks.md."""

from __future__ import annotations

import platform
import sys
from pathlib import Path

from bench import calls, dicom, ecg, ledger, login, rooms, uploads, worklists

PAGE = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"
HEAD = """# Benchmarks

Written by `make bench`. Each row is the median of repeats in one run, beside a raw limit or a peer
measured in that same run on the same machine: read the ratio, not the number. The shipped code
path is what is measured: worker, policy, audit and limits on.

"""
TABLE = (
    "| what | ours | beside | ratio | target | met | beside what |\n|---|---|---|---|---|---|---|\n"
)


def main() -> None:
    rows = []
    for part in (ecg, uploads, rooms, dicom, login, worklists, ledger, calls):
        for figure in part.figures():
            sys.stdout.write(figure.row() + "\n")
            sys.stdout.flush()
            rows.append(figure.row())
    where = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}.\n"
    PAGE.write_text(HEAD + TABLE + "\n".join(rows) + "\n\n" + where)


if __name__ == "__main__":
    main()
