"""A number for each request: in its answer, its audit rows and the log."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

from starlette.types import Scope

from consult.ids import uuid7

HEADER = "x-request-id"


def give_trace(scope: Scope) -> str:
    """Number a request; foreign numbers are not believed."""
    trace = uuid7(datetime.now(UTC), secrets.token_bytes(10))
    scope.setdefault("state", {})["trace"] = trace
    return trace


def trace_of(scope: Scope) -> str:
    trace: str = scope.get("state", {}).get("trace", "")
    return trace
