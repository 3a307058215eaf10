"""What DICOMweb needs while the server runs: workers for pixels, and metadata once built."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from storage.derive.pixel_worker import PixelWorker

if TYPE_CHECKING:
    from server.services import Services

KEPT_METADATA = 64 * 2**20


@dataclass(slots=True)
class Remembered:
    """The most recently used answers by their tag, up to `limit` bytes together."""

    limit: int = KEPT_METADATA
    _size: int = 0
    _kept: OrderedDict[str, bytes] = field(default_factory=OrderedDict)

    def get(self, tag: str) -> bytes | None:
        found = self._kept.get(tag)
        if found is not None:
            self._kept.move_to_end(tag)
        return found

    def put(self, tag: str, data: bytes) -> None:
        if tag in self._kept or len(data) > self.limit // 4:
            return
        self._kept[tag] = data
        self._size += len(data)
        while self._size > self.limit:
            self._size -= len(self._kept.popitem(last=False)[1])


@dataclass(slots=True)
class DicomWeb:
    pixels: PixelWorker
    metadata: Remembered = field(default_factory=Remembered)


@asynccontextmanager
async def dicomweb(services: Services) -> AsyncIterator[None]:
    """Workers start with the first frame that must be decoded."""
    pixels = PixelWorker(processes=max(1, min(4, os.cpu_count() or 1)))
    services.dicomweb = DicomWeb(pixels)
    try:
        yield
    finally:
        await pixels.close()
