"""Protocols a hospital shares (诊疗规范): one PDF beside a template, in versions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtocolVersion:
    """One append-only version. Without an object it takes back all before it; `note` says why."""

    org_id: str
    template: str
    version: int
    title: str
    valid_from: date
    note: str
    object_sha256: str | None
    size: int
    by: str
    at: datetime

    @property
    def withdrawn(self) -> bool:
        return self.object_sha256 is None


def in_force(versions: Sequence[ProtocolVersion], today: date) -> ProtocolVersion | None:
    """The newest whose day has come, of those after the last withdrawal; `versions` as made."""
    for each in reversed(versions):
        if each.withdrawn:
            return None
        if each.valid_from <= today:
            return each
    return None
