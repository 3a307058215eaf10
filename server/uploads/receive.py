"""Bytes from a request into the spool; a newer request for the same upload ends an older one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import BinaryIO
from weakref import WeakValueDictionary

from starlette.requests import ClientDisconnect, Request

from consult.errors import Conflict, Invalid
from server.uploads.tus import Checksum
from storage.intake.spool import Spool

# What one write to the disk holds at least, so that a thin link costs few thread hops.
WRITE_AT = 256 * 1024
# A part with a checksum is held in memory until it is verified.
MAX_CHECKED_PART = 16 * 1024 * 1024


class ChecksumMismatch(Invalid):
    """tus answers 460: the part was damaged on the way and not one byte of it was kept."""


class ReceivingElsewhere(Conflict):
    """tus answers 423: the older request has not let go yet."""


@dataclass
class Receivers:
    """Who is writing to which upload on this node."""

    _held: dict[str, asyncio.Task[object]] = field(default_factory=dict)
    _ended: set[asyncio.Task[object]] = field(default_factory=set)
    _locks: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)

    @asynccontextmanager
    async def only(self, upload_id: str) -> AsyncIterator[None]:
        """Be the one receiver; a request left hanging by a dead link is ended first."""
        older = self._held.get(upload_id)
        if older is not None:
            self._ended.add(older)
            older.cancel()
        lock = self._locks.setdefault(upload_id, asyncio.Lock())
        async with lock:
            task = asyncio.current_task()
            if task is None:
                raise ReceivingElsewhere("upload.busy")
            self._held[upload_id] = task
            try:
                yield
            except asyncio.CancelledError:
                if task not in self._ended:
                    raise
                task.uncancel()
                raise ReceivingElsewhere("upload.busy") from None
            finally:
                self._ended.discard(task)
                if self._held.get(upload_id) is task:
                    del self._held[upload_id]


@dataclass(slots=True)
class Progress:
    """How far the spool is: true also after a cut, a cancellation or an error."""

    offset: int
    end: int

    @property
    def room(self) -> int:
        return self.end - self.offset


async def receive(
    request: Request, spool: Spool, upload_id: str, progress: Progress, checksum: Checksum | None
) -> None:
    """Append the request's body; what came before a cut is kept, and `progress` says how much.

    Raises Invalid when more than the announced bytes come, ChecksumMismatch for a damaged part.
    """
    if checksum is not None:
        await _receive_checked(request, spool, upload_id, progress, checksum)
        return
    writer = spool.writer(upload_id, progress.offset)
    file = await asyncio.to_thread(writer.__enter__)
    written = 0
    try:
        async for block in _blocks(request):
            if len(block) > progress.room - written:
                raise Invalid("upload.too_many_bytes", field="body")
            await asyncio.shield(asyncio.to_thread(_write, file, block))
            written += len(block)
    except ClientDisconnect:
        pass
    finally:
        await asyncio.shield(asyncio.to_thread(writer.__exit__, None, None, None))
        progress.offset += written


async def _receive_checked(
    request: Request, spool: Spool, upload_id: str, progress: Progress, checksum: Checksum
) -> None:
    part = bytearray()
    async for block in _blocks(request):
        part += block
        if len(part) > min(progress.room, MAX_CHECKED_PART):
            raise Invalid("upload.too_many_bytes", field="body")
    if not checksum.fits(bytes(part)):
        raise ChecksumMismatch("upload.checksum_mismatch", field="upload-checksum")

    def append() -> None:
        with spool.writer(upload_id, progress.offset) as file:
            _write(file, bytes(part))

    await asyncio.to_thread(append)
    progress.offset += len(part)


async def _blocks(request: Request) -> AsyncIterator[bytes]:
    """The body in blocks of a useful size; what came before a cut is given out before it."""
    pending = bytearray()
    try:
        async for chunk in request.stream():
            pending += chunk
            if len(pending) >= WRITE_AT:
                yield bytes(pending)
                pending.clear()
    except ClientDisconnect:
        if pending:
            yield bytes(pending)
        raise
    if pending:
        yield bytes(pending)


def _write(file: BinaryIO, block: bytes) -> None:
    view = memoryview(block)
    while view:
        view = view[file.write(view) :]
