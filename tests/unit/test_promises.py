"""docs/promises.md: behind every promise stands a test, and every crash test stands for one."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "promises.md").read_text(encoding="utf-8")
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
PROMISES = [
    line
    for line in PAGE.splitlines()
    if line.startswith("| ") and not line.startswith(("| what fails", "| what happens"))
]


def functions_in(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_promise_names_a_test_that_exists() -> None:
    assert len(PROMISES) > 15
    for promise in PROMISES:
        named = NAMED.findall(promise)
        assert named, promise
        for file, test in named:
            assert test in functions_in(ROOT / file), f"{file}::{test}"


def test_every_crash_test_stands_for_a_promise() -> None:
    named = set(NAMED.findall(PAGE))
    there = {
        (str(path.relative_to(ROOT)), test)
        for path in (ROOT / "tests" / "crash").glob("test_*.py")
        for test in functions_in(path)
        if test.startswith("test_")
    }
    assert there - named == set()
