"""Whose case was looked up behind a figure, by whom and why (核查): append-only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmasking:
    id: str
    request_id: str
    figure: str
    by: str
    for_org: str
    reason: str
    at: datetime
