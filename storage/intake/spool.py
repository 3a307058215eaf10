"""Where bytes land first: appended, fsynced, and kept until the store has confirmed them.

A file's name is the upload's id and nothing a sender chose. What is on disk beyond the offset in
the database was never acknowledged and is cut off before the next byte is written.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from consult.ids import is_id


class Spool:
    """Blocking; call it from a thread. One writer per upload at a time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def path(self, upload_id: str) -> Path:
        if not is_id(upload_id):
            raise ValueError("not an upload id")
        return self.folder / f"{upload_id}.part"

    def workspace(self, upload_id: str) -> Path:
        """A fresh folder for what is made of the upload."""
        folder = self.path(upload_id).with_suffix(".work")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)
        return folder

    def create(self, upload_id: str) -> None:
        """An empty file that survives a power cut."""
        descriptor = os.open(self.path(upload_id), os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
        os.close(descriptor)
        self._sync_folder()

    @contextmanager
    def writer(self, upload_id: str, offset: int) -> Iterator[BinaryIO]:
        """Append from `offset` on; leaving the block, however, fsyncs what was written."""
        with self.path(upload_id).open("r+b", buffering=0) as file:
            file.truncate(offset)
            file.seek(offset)
            try:
                yield file
            finally:
                os.fsync(file.fileno())

    def size(self, upload_id: str) -> int | None:
        try:
            return self.path(upload_id).stat().st_size
        except FileNotFoundError:
            return None

    def remove(self, upload_id: str) -> None:
        """Forget the bytes; nothing happens when they are gone already."""
        path = self.path(upload_id)
        path.unlink(missing_ok=True)
        shutil.rmtree(path.with_suffix(".work"), ignore_errors=True)

    def check_writable(self) -> None:
        """Raises OSError when nothing could land here now."""
        probe = self.folder / ".probe"
        probe.write_bytes(b"x")
        probe.unlink()

    def _sync_folder(self) -> None:
        descriptor = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
