"""Bytes from a request into the spool; a newer request for the same upload ends an older one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Protocol, TypeVar
from weakref import WeakValueDictionary

from starlette.requests import ClientDisconnect, Request

from consult.errors import Conflict, Invalid
from server.errors import TooLarge
from server.uploads.tus import Checksum
from storage.intake.spool import Spool, SpoolBusy, sync

T = TypeVar("T")

# What one write to the disk holds at least, so that a thin link costs few thread hops.
WRITE_AT = 256 * 1024
# A part with a checksum is held in memory until it is verified.
MAX_CHECKED_PART = 16 * 1024 * 1024
# A long request is promised piece by piece: a killed server costs its sender no more than this.
COMMIT_EVERY = 16 * 1024 * 1024

# Seconds an older request has to take in what came, before it is ended.
GIVE_WAY = 0.5


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
        await self._end_older(upload_id)
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

    async def _end_older(self, upload_id: str) -> None:
        """A cut line may have left bytes still to be taken in; a dead one is not waited for."""
        older = self._held.get(upload_id)
        if older is None:
            return
        await asyncio.wait({older}, timeout=GIVE_WAY)
        if self._held.get(upload_id) is older and older not in self._ended:
            self._ended.add(older)
            older.cancel()


class Arriving(Protocol):
    """What is being received: known to the spool by its id, `offset` of `size` bytes are there."""

    @property
    def id(self) -> str: ...
    @property
    def offset(self) -> int: ...
    @property
    def size(self) -> int: ...


Commit = Callable[[int], Coroutine[Any, Any, None]]


async def receive(
    request: Request,
    spool: Spool,
    upload: Arriving,
    checksum: Checksum | None,
    commit: Commit,
) -> None:
    """Append the request's body; `commit` is told each offset up to which bytes are fsynced.

    What came before a cut, a newer request, or a full disk is kept. Raises Invalid when more than
    the announced bytes come, ChecksumMismatch for a damaged part, and DiskReserved.
    """
    room = upload.size - upload.offset
    blocks = _blocks(request) if checksum is None else _checked(request, checksum, room)
    writer = spool.writer(upload.id, upload.offset)
    try:
        file = await to_the_end(asyncio.to_thread(writer.__enter__))
    except SpoolBusy as error:
        raise ReceivingElsewhere("upload.busy") from error
    landing = _Landing(spool, file, upload.offset, upload.size)
    try:
        async for block in blocks:
            await to_the_end(asyncio.to_thread(landing.append, block))
            if landing.unsynced >= COMMIT_EVERY:
                await to_the_end(asyncio.to_thread(landing.sync))
                await to_the_end(commit(landing.offset))
    except ClientDisconnect:
        pass
    finally:
        await to_the_end(asyncio.to_thread(writer.__exit__, None, None, None))
        if landing.offset > upload.offset:
            await to_the_end(commit(landing.offset))


@dataclass(slots=True)
class _Landing:
    """The open file, and how far it is: true also after a write that failed half way."""

    spool: Spool
    file: BinaryIO
    offset: int
    end: int
    unsynced: int = 0

    def append(self, block: bytes) -> None:
        if len(block) > self.end - self.offset:
            raise Invalid("upload.too_many_bytes", field="body")
        self.spool.check_room(len(block))
        view = memoryview(block)
        while view:
            view = view[self.file.write(view) :]
        self.offset += len(block)
        self.unsynced += len(block)

    def sync(self) -> None:
        sync(self.file)
        self.unsynced = 0


async def to_the_end(work: Coroutine[Any, Any, T]) -> T:
    """Await what must not be left half done: a cancellation is passed on after its end.

    Without it a cancelled request would close a file its thread still writes to, or let go of
    the upload before the offset it promised is committed.
    """
    task = asyncio.ensure_future(work)
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is not None:
        if not task.cancelled():
            task.exception()
        raise cancelled
    return task.result()


async def _checked(request: Request, checksum: Checksum, room: int) -> AsyncIterator[bytes]:
    """The whole part at once, when it is what its sender says."""
    part = bytearray()
    async for block in _blocks(request):
        part += block
        if len(part) > room:
            raise Invalid("upload.too_many_bytes", field="body")
        if len(part) > MAX_CHECKED_PART:
            raise TooLarge("upload.part_too_large", limit=MAX_CHECKED_PART)
    if not checksum.fits(bytes(part)):
        raise ChecksumMismatch("upload.checksum_mismatch", field="upload-checksum")
    yield bytes(part)


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
