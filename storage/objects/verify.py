"""Bytes are checked on their way into a store, before the last of them is handed on."""

import hashlib
import math
from typing import BinaryIO

from storage.errors import HashMismatch


class HashingReader:
    """Reads a file and raises HashMismatch instead of giving its last bytes if they are wrong.

    A store that asks for all bytes before it makes an object visible therefore never shows one
    under a wrong hash.
    """

    def __init__(self, source: BinaryIO, sha256: str, size: int) -> None:
        self._source = source
        self._expected = sha256
        self._left = size
        self._hash = hashlib.sha256()
        self._finish_if_complete()

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes, all of them unless the file ends; b"" at the announced end."""
        wanted = self._left if size < 0 else min(size, self._left)
        if wanted == 0:
            return b""
        data = self._source.read(wanted)
        self._hash.update(data)
        self._left -= len(data)
        if len(data) < wanted:
            raise HashMismatch(self._expected, self._hash.hexdigest())
        self._finish_if_complete()
        return data

    def drain(self, chunk: int) -> None:
        """Read to the end only to check it."""
        while self.read(chunk):
            pass

    def _finish_if_complete(self) -> None:
        if self._left == 0:
            self._hash.update(self._source.read(1))  # one byte too many changes the hash
            if self._hash.hexdigest() != self._expected:
                raise HashMismatch(self._expected, self._hash.hexdigest())


def span(start: int, length: int | None) -> float:
    """How many bytes to give at most; ValueError for a negative range."""
    if start < 0 or (length is not None and length < 0):
        raise ValueError("a range of bytes starts at 0 and has no negative length")
    return math.inf if length is None else length
