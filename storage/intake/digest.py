"""The name every original goes by."""

from __future__ import annotations

import hashlib
from pathlib import Path


def digest(path: Path) -> tuple[str, int]:
    """SHA-256 (hex) and size of a file."""
    with path.open("rb") as file:
        hashed = hashlib.file_digest(file, "sha256").hexdigest()
        return hashed, file.tell()
