"""The port of the object store, and the keys both stores use."""

import re
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Kept:
    """An object as the store lists it; `at` is when it was put there, in UTC."""

    sha256: str
    size: int
    at: datetime


class ObjectStore(Protocol):
    """Bytes under their SHA-256 (64 lower-case hex digits); never changed once stored.

    Every call raises StorageUnavailable while the store is down. A put that was interrupted leaves
    nothing under the key and may be repeated; concurrent puts of one object are harmless.
    """

    async def put_file(self, path: Path, sha256: str, size: int, *, adopt: bool = False) -> str:
        """Store a file of `size` bytes durably; returns its key.

        With `adopt` the store may take the file itself: it may be gone afterwards, and a repeated
        call after that succeeds. Raises HashMismatch, storing nothing, if the file is not what was
        announced, and FileNotFoundError if it is not there.
        """
        ...

    async def put_bytes(self, data: bytes, sha256: str) -> str:
        """Store bytes held in memory; otherwise like `put_file`."""
        ...

    def open(
        self, sha256: str, *, start: int = 0, length: int | None = None
    ) -> AsyncGenerator[bytes]:
        """Iterate over `length` bytes from `start`, or to the end; past the end there is nothing.

        Raises ObjectMissing at the first step. Close it (`contextlib.aclosing`) if left early.
        """
        ...

    async def stat(self, sha256: str) -> int | None:
        """Size in bytes, None if there is no such object."""
        ...

    def list_keys(self) -> AsyncGenerator[Kept]:
        """Iterate over every object in order of its hash; what is not an object is left out.

        Close it (`contextlib.aclosing`) if left early.
        """
        ...

    async def delete(self, sha256: str) -> None:
        """Remove an object no row names any more; nothing happens if there is none."""
        ...

    async def sweep(self, grace: timedelta) -> int:
        """Remove what interrupted puts left and nobody wrote to for `grace`; returns how many."""
        ...

    async def ping(self) -> None:
        """Raise StorageUnavailable unless objects can be stored now."""
        ...

    async def close(self) -> None: ...


def object_key(sha256: str) -> str:
    """`sha256/ab/cd/abcd…`; ValueError for anything but a SHA-256 in lower-case hex."""
    if not _SHA256.fullmatch(sha256):
        raise ValueError("not a SHA-256 in lower-case hex")
    return f"sha256/{sha256[:2]}/{sha256[2:4]}/{sha256}"


def sha256_of(key: str) -> str | None:
    """The hash a key was made of, None for anything else."""
    sha256 = key.rpartition("/")[2]
    return sha256 if _SHA256.fullmatch(sha256) and object_key(sha256) == key else None
