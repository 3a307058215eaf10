"""Where the recordings the project may not ship are, if they are here at all."""

from __future__ import annotations

import csv
import os
import re
from pathlib import Path

import pytest

ROOT = Path(os.environ.get("HUIZHEN_SAMPLES", "../shared/samples"))
needs_samples = pytest.mark.skipif(
    not (ROOT / "MANIFEST.tsv").is_file(),
    reason="HUIZHEN_SAMPLES points at no sample files",
)


def rows(*formats: str) -> list[dict[str, str]]:
    """Rows of the manifest of these formats; empty where there are no samples."""
    if not (ROOT / "MANIFEST.tsv").is_file():
        return []
    with (ROOT / "MANIFEST.tsv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file, delimiter="\t"))
    return [row for row in found if not formats or row["format"] in formats]


def facts(row: dict[str, str]) -> dict[str, str]:
    """The independently verified facts of a recording, as name → text."""
    first = row["verified_facts"].split(" | ")[0]
    pairs = re.findall(r"(?:^|[;: ])(\w+)=([^;]*)", first)
    return dict(pairs)
