"""What looking after an installation finds and how far it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol


class Weight(StrEnum):
    BROKEN = "broken"  # something that was kept is not what it was
    REBUILD = "rebuild"  # can be made again from what is whole
    ORPHAN = "orphan"  # harmless, and nobody will ask for it


@dataclass(frozen=True, slots=True)
class Finding:
    """`code` has a text in every language (`cli.verify.<code>`); `subject` names the record."""

    weight: Weight
    code: str
    subject: str
    params: dict[str, object] = field(default_factory=dict)


Report = Callable[[Finding], None]


class Progress(Protocol):
    def __call__(self, stage: str, done: int, total: int) -> None:
        """`total` is what was known at the beginning of the stage."""


@dataclass(slots=True)
class Tally:
    """How much was looked at and what was found."""

    looked_at: dict[str, int] = field(default_factory=dict)
    found: list[Finding] = field(default_factory=list)

    def of(self, weight: Weight) -> list[Finding]:
        return [finding for finding in self.found if finding.weight is weight]
