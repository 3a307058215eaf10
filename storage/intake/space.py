"""How much of the disk uploads leave alone, so that chat, opinions and the database go on."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from consult.errors import HuizhenError

GIB = 1024**3


class DiskReserved(HuizhenError):
    """What is left of the disk is kept for everything that is not an upload."""

    def __init__(self) -> None:
        super().__init__("upload.disk_reserved")


@dataclass(frozen=True, slots=True)
class Reserve:
    """The larger of `least` bytes and `share` of the disk; DiskReserved below it."""

    least: int = 2 * GIB
    share: float = 0.05

    def check(self, folder: Path, wanted: int = 0) -> None:
        """Raises DiskReserved unless `wanted` more bytes may land in `folder`."""
        disk = os.statvfs(folder)
        free, total = disk.f_bavail * disk.f_frsize, disk.f_blocks * disk.f_frsize
        if free - wanted < max(self.least, self.share * total):
            raise DiskReserved
