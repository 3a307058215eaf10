"""A name as a screen on the wall may carry it."""

from __future__ import annotations

import re

_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_SHOWN = 3


def initials(name: str) -> str:
    """王某 of a Chinese name, N.V.Đ. of others; empty for nobody."""
    clean = name.strip()
    if _HAN.match(clean):
        return f"{clean[0]}某"
    words = [word for word in re.split(r"[\s\-·.]+", clean) if word]
    return "".join(f"{word[0].upper()}." for word in words[:_SHOWN])
