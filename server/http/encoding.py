"""Answers as JSON: values, dataclasses and Structs; times RFC 3339 in UTC with milliseconds."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec
from starlette.responses import Response


def stamp(at: datetime) -> str:
    """`2026-11-21T06:00:00.000Z`."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def encode(value: object) -> bytes:
    """JSON of plain values, frozen dataclasses and Structs at any depth."""
    return msgspec.json.encode(_stamped(msgspec.to_builtins(value, builtin_types=(datetime,))))


def json_response(value: object, status: int = 200) -> Response:
    return Response(encode(value), status, media_type="application/json")


def _stamped(value: Any) -> Any:
    if isinstance(value, datetime):
        return stamp(value)
    if isinstance(value, dict):
        return {name: _stamped(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_stamped(item) for item in value]
    return value
