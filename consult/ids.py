"""Identifiers: UUIDv7 (RFC 9562 §5.7) made from a given time and given random bytes."""

from __future__ import annotations

import re
from datetime import datetime

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def uuid7(now: datetime, entropy: bytes) -> str:
    """Sortable by creation time; `entropy` gives 10 random bytes."""
    if len(entropy) != 10:
        raise ValueError("uuid7 wants 10 bytes of entropy")
    ms = int(now.timestamp() * 1000) & ((1 << 48) - 1)
    low = int.from_bytes(entropy, "big")
    value = (
        (ms << 80) | (7 << 76) | ((low >> 64 & 0xFFF) << 64) | (0b10 << 62) | (low & (1 << 62) - 1)
    )
    digits = f"{value:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def is_id(text: str) -> bool:
    """Whether a foreign string has the shape of one of our ids."""
    return _UUID.fullmatch(text) is not None
