"""One part of the benchmarks that fails takes nothing from the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bench import __main__ as bench
from bench.figures import Figure


@dataclass(frozen=True)
class Part:
    __name__: str
    breaks: bool = False

    def figures(self) -> Iterator[Figure]:
        yield Figure(f"first of {self.__name__}", 1, 2, "ms", "beside")
        if self.breaks:
            raise RuntimeError("the gateway is away")
        yield Figure(f"second of {self.__name__}", 1, 2, "ms", "beside")


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(bench, "PARTS", (Part("a"), Part("b", breaks=True), Part("c")))
    monkeypatch.setattr(bench, "PAGE", tmp_path / "page.md")
    return tmp_path / "page.md"


def test_a_part_that_fails_leaves_the_others_their_rows(page: Path) -> None:
    assert bench.main([]) == 1
    told = page.read_text()
    assert [line.split(" |")[0] for line in told.splitlines() if " of " in line[:14]] == [
        "| first of a",
        "| second of a",
        "| first of b",
        "| first of c",
        "| second of c",
    ]
    assert "failed: b" in told


def test_parts_asked_for_by_name_are_not_written_down(page: Path) -> None:
    assert bench.main(["c", "a"]) == 0
    assert bench.main(["nonsense"]) == 2
    assert not page.exists()
