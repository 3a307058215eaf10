"""Points in time as others write them."""

from __future__ import annotations

from datetime import UTC, datetime


def instant_of(text: object) -> datetime | None:
    """ISO 8601 with its zone, as UTC. None for anything else, also what lies before the year 1."""
    try:
        at = datetime.fromisoformat(str(text))
        return at.astimezone(UTC) if at.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None
