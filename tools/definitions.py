"""Writes docs/figures.md from the catalogue and the words of the page; `--check` compares."""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path

from consult.cases.limits import DEFAULTS
from consult.figures.catalogue import CATALOGUE, Figure
from server.api.figures.words import definition_of, group_of, name_of, notes

PAGE = Path(__file__).resolve().parent.parent / "docs" / "figures.md"
LOCALE = "en"
ABOUT = """# Figures, and what each of them counts

Made by `python -m tools.definitions` from
[`consult/figures/catalogue.py`](../consult/figures/catalogue.py) and
[`server/texts/en/figures.json`](../server/texts/en/figures.json), the words the page itself
shows; do not edit. The page is `/figures`, the numbers come from `/api/v1/figures`.

## What holds for all
"""
WHO = """## Who reads what

| role | figures of | cases behind them |
|---|---|---|
| coordinator, quality officer | their own hospital | without patients; one by name with a reason |
| hospital administrator | their own hospital | without patients |
| supervisor | every hospital below the authority of their role | as a coordinator |

An area is the tree of organisations: an authority (prefecture, county) and whatever belongs to
it (*Administration* → *Hospitals* → *Part of*). Only the network's administrator changes
where a hospital stands in it. Who may read a hospital's figures is `figure_orgs` of
[`consult/access/policy.py`](../consult/access/policy.py), and every count is filtered by it.

A list names no patient and no case number. Looking one up shows number, name, sex and age,
nothing that was written; it needs a reason, leaves an audit row (`unmask_case`, purpose
`supervision`), a line in the case's room and a row in *Cases looked up by name*, which both
hospitals read.

From above, a single hospital's value over fewer than the smallest number is held back, and so
is the next smallest where it would follow from the sum; lists name such a hospital as little as
the breakdown does.

## How they are computed

What became of a request is one row (`request_course`), told anew from its steps in the
transaction of each step ([`storage/repositories/courses.py`](../storage/repositories/courses.py)),
so nothing a page shows is older than the last step. `huizhen verify` tells every row again and
names those that differ; `--rebuild` writes them anew.

Each figure is a pair of conditions on that row
([`conditions.py`](../storage/repositories/views/figures/conditions.py)), counted by the database
when it is asked (`counting.py`), the same on SQLite and PostgreSQL and as plain Python counts the
steps (`tests/factories/plain_figures.py`). `python -m bench` has the time for a year of 100,000
cases, beside one pass over their steps.
"""
NUMBERS = """## Numbers

Of the whole network, versioned with their reason: `figures` under `/api/v1/limits/network`
(*Administration* → *Time limits*). Sources differ on what the time to an order runs from.
"""


def main() -> None:
    if "--check" not in sys.argv:
        PAGE.write_text(page(), encoding="utf-8")
    elif stale():
        sys.exit("docs/figures.md is not its catalogue: python -m tools.definitions")


def stale() -> bool:
    return not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page()


def page() -> str:
    general = [f"* {note}" for note in notes(LOCALE, DEFAULTS["figures"]["fewest"])]
    parts = [ABOUT + "\n" + "\n".join(general), "## Each figure"]
    for group, figures in groupby(CATALOGUE, key=lambda figure: group_of(LOCALE, figure)):
        parts += [f"### {group}", _table(list(figures))]
    numbers = ["| number | to begin with |", "|---|---|"]
    numbers += [f"| `{name}` | {value} |" for name, value in DEFAULTS["figures"].items()]
    parts += [NUMBERS + "\n" + "\n".join(numbers), WHO]
    return "\n\n".join(part.rstrip() for part in parts) + "\n"


def _table(figures: list[Figure]) -> str:
    rows = ["| figure | key | denominator | numerator |", "|---|---|---|---|"]
    for figure in figures:
        above, below = definition_of(LOCALE, figure)
        rows.append(f"| {name_of(LOCALE, figure)} | `{figure.key}` | {below} | {above} |")
    return "\n".join(rows)


if __name__ == "__main__":
    main()
