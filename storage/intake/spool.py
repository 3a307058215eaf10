"""Where bytes land first: appended, fsynced, and kept until the store has confirmed them.

A file's name is the upload's id and nothing a sender chose. What is on disk beyond the offset in
the database was never acknowledged and is cut off before the next byte is written.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

from consult.ids import is_id
from storage.failpoints import reach
from storage.intake.space import Reserve


class SpoolDamaged(OSError):
    """Bytes that were promised are not here any more: the disk was exchanged or cleared."""


class SpoolBusy(BlockingIOError):
    """Another process of this node is writing the upload."""


class Spool:
    """Blocking; call it from a thread. One writer per upload at a time."""

    def __init__(self, folder: Path, reserve: Reserve | None = None) -> None:
        self.folder = folder
        self._reserve = reserve or Reserve()
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

    def create(self, upload_id: str, size: int = 0) -> None:
        """An empty file that survives a power cut. Raises DiskReserved if `size` finds no room."""
        self.check_room(size)
        descriptor = os.open(self.path(upload_id), os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
        os.close(descriptor)
        try:
            self._sync_folder()
            reach("spool.created")
        except OSError:
            self.remove(upload_id)
            raise

    @contextmanager
    def writer(self, upload_id: str, offset: int) -> Iterator[BinaryIO]:
        """Append from `offset` on; leaving the block, however, fsyncs what was written.

        Raises SpoolDamaged when fewer than `offset` bytes are there: a hole is never filled;
        SpoolBusy while another process of this node writes.
        """
        self.check_whole(upload_id, offset)
        with self.path(upload_id).open("r+b", buffering=0) as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise SpoolBusy(f"upload {upload_id} is being written") from error
            file.truncate(offset)
            file.seek(offset)
            try:
                yield file
            finally:
                sync(file)

    def check_whole(self, upload_id: str, size: int) -> None:
        """Raises SpoolDamaged unless at least `size` bytes are here."""
        found = self.size(upload_id)
        if found is None or found < size:
            raise SpoolDamaged(f"upload {upload_id} is not whole in the spool")

    def check_room(self, wanted: int = 0) -> None:
        """Raises DiskReserved when so many bytes have to wait for space."""
        self._reserve.check(self.folder, wanted)

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

    def sweep(self, keep: Collection[str], grace: timedelta) -> int:
        """Remove what belongs to none of the uploads `keep` and was not touched for `grace`."""
        before = time.time() - grace.total_seconds()
        swept = 0
        for path in list(self.folder.iterdir()):
            if path.stem not in keep and _touched(path) < before:
                _discard(path)
                swept += 1
        return swept

    def _sync_folder(self) -> None:
        descriptor = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def sync(file: BinaryIO) -> None:
    """What was written so far survives a power cut."""
    reach("spool.written")
    os.fsync(file.fileno())
    reach("spool.synced")


def _touched(path: Path) -> float:
    try:
        return path.lstat().st_mtime
    except FileNotFoundError:
        return time.time()


def _discard(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
