"""Objects as files: written aside, synced, then renamed into place."""

import asyncio
import errno
import hashlib
import os
import time
from collections.abc import AsyncGenerator, Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

from storage.errors import HashMismatch, ObjectMissing, StorageUnavailable
from storage.failpoints import reach
from storage.objects.port import Kept, object_key, sha256_of
from storage.objects.verify import HashingReader, span

T = TypeVar("T")

THREADS = 8
CHUNK = 1 << 20


@contextmanager
def reachable() -> Iterator[None]:
    """Turn failures of the folder or its disk into StorageUnavailable."""
    try:
        yield
    except OSError as error:
        raise StorageUnavailable("storage") from error


class FileStore:
    """ObjectStore in a folder of this machine, mode 700; see storage.objects.port.

    `incoming/` holds what is being written; a crash leaves files there and never under a key.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._incoming = root / "incoming"
        self._synced: set[Path] = set()
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="objects")

    async def put_file(self, path: Path, sha256: str, size: int, *, adopt: bool = False) -> str:
        key = object_key(sha256)
        await self._run(partial(self._put_file, path, sha256, size, adopt))
        return key

    async def put_bytes(self, data: bytes, sha256: str) -> str:
        key = object_key(sha256)
        await self._run(partial(self._put_bytes, data, sha256))
        return key

    async def open(
        self, sha256: str, *, start: int = 0, length: int | None = None
    ) -> AsyncGenerator[bytes]:
        path = self._root / object_key(sha256)
        left = span(start, length)
        while chunk := await self._run(partial(_read, path, sha256, start, left)):
            yield chunk
            start += len(chunk)
            left -= len(chunk)

    async def stat(self, sha256: str) -> int | None:
        return await self._run(partial(_size, self._root / object_key(sha256)))

    async def list_keys(self) -> AsyncGenerator[Kept]:
        for first in await self._run(partial(_names, self._root / "sha256")):
            for second in await self._run(partial(_names, first)):
                for kept in await self._run(partial(_kept, self._root, second)):
                    yield kept

    async def delete(self, sha256: str) -> None:
        await self._run(partial(_remove, self._root / object_key(sha256)))

    async def sweep(self, grace: timedelta) -> int:
        return await self._run(partial(self._sweep, time.time() - grace.total_seconds()))

    async def ping(self) -> None:
        await self._run(self._probe)

    async def close(self) -> None:
        await asyncio.to_thread(self._threads.shutdown)

    async def _run(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    def _put_file(self, path: Path, sha256: str, size: int, adopt: bool) -> None:
        final = self._root / object_key(sha256)
        try:
            source = path.open("rb")
        except FileNotFoundError:
            if adopt and _size(final) == size:
                return  # taken by an earlier call whose caller did not live to hear of it
            raise
        with source:
            if adopt:
                HashingReader(source, sha256, size).drain(CHUNK)
                if self._take(path, final):
                    return
                source.seek(0)
            reader = HashingReader(source, sha256, size)
            self._write(final, iter(partial(reader.read, CHUNK), b""))

    def _put_bytes(self, data: bytes, sha256: str) -> None:
        found = hashlib.sha256(data).hexdigest()
        if found != sha256:
            raise HashMismatch(sha256, found)
        self._write(self._root / object_key(sha256), [data])

    def _take(self, path: Path, final: Path) -> bool:
        """Rename the file into place; False if it lies on another filesystem."""
        with reachable():
            try:
                self._place(path, final)
            except OSError as error:
                if error.errno == errno.EXDEV:
                    return False
                raise
        return True

    def _write(self, final: Path, chunks: Iterable[bytes]) -> None:
        with reachable(), self._aside() as aside:
            with aside.open("xb") as target:
                target.writelines(chunks)
            self._place(aside, final)

    def _place(self, complete: Path, final: Path) -> None:
        """Sync a complete file, then rename it over whatever is under its key.

        Replacing equal bytes is harmless, and it repairs an object the disk has damaged.
        """
        complete.chmod(0o400)
        _sync(complete)
        self._make_folder(final.parent)
        reach("objects.checked")
        complete.replace(final)
        _sync(final.parent)
        reach("objects.placed")

    def _make_folder(self, folder: Path) -> None:
        """Create a folder so that it survives a power cut, whoever else creates it meanwhile."""
        if folder in self._synced:
            return
        if folder == self._root:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        else:
            self._make_folder(folder.parent)
            folder.mkdir(mode=0o700, exist_ok=True)
        _sync(folder.parent)
        self._synced.add(folder)

    @contextmanager
    def _aside(self) -> Iterator[Path]:
        self._make_folder(self._incoming)
        aside = self._incoming / uuid4().hex
        try:
            yield aside
        finally:
            aside.unlink(missing_ok=True)

    def _sweep(self, before: float) -> int:
        with reachable():
            if not self._incoming.is_dir():
                return 0
            old = [path for path in self._incoming.iterdir() if path.stat().st_mtime < before]
            for path in old:
                path.unlink(missing_ok=True)
        return len(old)

    def _probe(self) -> None:
        with reachable(), self._aside() as aside:
            aside.touch(mode=0o600)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _size(path: Path) -> int | None:
    with reachable():
        try:
            return path.stat().st_size
        except FileNotFoundError:
            return None


def _names(folder: Path) -> list[Path]:
    with reachable():
        try:
            return sorted(path for path in folder.iterdir() if path.is_dir())
        except FileNotFoundError:
            return []


def _kept(root: Path, folder: Path) -> list[Kept]:
    found = []
    with reachable():
        for path in sorted(folder.iterdir()):
            if sha256 := sha256_of(path.relative_to(root).as_posix()):
                stat = path.stat()
                at = datetime.fromtimestamp(stat.st_mtime, UTC)
                found.append(Kept(sha256, stat.st_size, at))
    return found


def _remove(path: Path) -> None:
    with reachable():
        path.unlink(missing_ok=True)


def _read(path: Path, sha256: str, start: int, left: float) -> bytes:
    """One chunk; a reader that waits for a slow link holds no descriptor and no thread."""
    with reachable():
        try:
            with path.open("rb") as file:
                file.seek(start)
                return file.read(int(min(left, CHUNK)))
        except FileNotFoundError:
            raise ObjectMissing(sha256) from None
