"""From received to stored: examined in the worker, kept by the store, then one commit.

A received upload is a promise: whatever fails on the way (store down, worker killed, power cut),
it is tried again until it is stored or refused for a reason.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from consult.access.system import SYSTEM
from consult.actions.studies.storing import StoredFile, StoreUpload, store_upload
from consult.actions.studies.uploads import MAX_SIZE
from consult.errors import Invalid, Unavailable
from consult.studies.manifest import DerivedFile, Manifest
from consult.studies.reasons import Reason
from consult.studies.upload import Upload, UploadState
from storage.database.unit_of_work import UnitOfWork
from storage.failpoints import reach
from storage.intake.content_encoding import gunzip
from storage.intake.digest import digest
from storage.intake.spool import Spool
from storage.intake.worker import IntakeWorker
from storage.objects import ObjectStore

_log = logging.getLogger(__name__)
RETRY_FIRST = 1.0
RETRY_LAST = 60.0
LOOK_EVERY = 1.0
AT_ONCE = 2


@dataclass
class Finisher:
    """Owns every received upload of this node until it is stored or refused."""

    uow: UnitOfWork
    spool: Spool
    objects: ObjectStore
    worker: IntakeWorker
    node: str
    _running: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _all_back: asyncio.Event = field(default_factory=asyncio.Event)
    _failed: dict[str, asyncio.Event] = field(default_factory=dict)
    _slots: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    async def start(self) -> None:
        """Take up what an earlier process received and did not finish."""
        self._all_back.set()
        waiting = await self.uow.look(
            lambda store: store.uploads.list(node=self.node, state=UploadState.RECEIVED)
        )
        for upload in waiting:
            _ = self.finish(upload.id)

    async def stop(self) -> None:
        running = list(self._running.values())
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    def finish(self, upload_id: str) -> asyncio.Task[None]:
        """Begin (or join) the finishing of a received upload."""
        running = self._running.get(upload_id)
        if running is None:
            running = asyncio.create_task(self._until_done(upload_id), name=f"finish {upload_id}")
            self._running[upload_id] = running
            running.add_done_callback(lambda _: self._forget(upload_id))
        return running

    def _forget(self, upload_id: str) -> None:
        del self._running[upload_id]
        self._failed.pop(upload_id, None)

    async def wait(self, upload_id: str, seconds: float) -> None:
        """Give the first try a moment, so that most senders learn the end in one answer."""
        task = self.finish(upload_id)
        if not self._all_back.is_set():
            return
        failed = asyncio.ensure_future(self._failed_once(upload_id).wait())
        await asyncio.wait({task, failed}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        failed.cancel()

    def _failed_once(self, upload_id: str) -> asyncio.Event:
        return self._failed.setdefault(upload_id, asyncio.Event())

    async def _until_done(self, upload_id: str) -> None:
        pause = RETRY_FIRST
        while True:
            async with self._slots:
                if await self._done_in_turn(upload_id):
                    return
            await asyncio.sleep(pause)
            pause = min(RETRY_LAST, pause * 2)

    async def _done_in_turn(self, upload_id: str) -> bool:
        """Try; while a part of the server is down, wait for it and let no later upload pass.

        False when all parts are there and this upload fails by itself: the others go on.
        """
        tries = 2
        while tries:
            try:
                await self._finish_once(upload_id)
            except Exception as error:
                why = type(error).__name__
            else:
                self._all_back.set()
                return True
            self._failed_once(upload_id).set()
            if await self._all_there():
                tries -= 1
                _log.warning("upload %s waits: %s", upload_id, why)
            else:
                await self._some_time()
        return False

    async def _some_time(self) -> None:
        """Until another look; whoever finds everything back wakes those who wait as well."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._all_back.wait(), LOOK_EVERY)

    async def _all_there(self) -> bool:
        try:
            await self.uow.database.ping()
            await self.objects.ping()
        except Unavailable:
            if self._all_back.is_set():
                _log.warning("received uploads wait for a part that is away")
            self._all_back.clear()
            return False
        self._all_back.set()
        return True

    async def _finish_once(self, upload_id: str) -> None:
        upload = await self.uow.look(lambda store: store.uploads.get(upload_id))
        if upload.state is not UploadState.RECEIVED:
            await asyncio.to_thread(self.spool.remove, upload_id)
            return
        await asyncio.to_thread(self.spool.check_whole, upload_id, upload.size)
        folder = await asyncio.to_thread(self.spool.workspace, upload_id)
        manifest, source = await self._examine(upload, folder)
        reach("finish.examined")
        original: StoredFile | None = None
        derived: tuple[StoredFile, ...] = ()
        if manifest.kind != "refused":
            original = await self._keep(source, manifest.sha256, manifest.size, folder)
            derived = tuple([await self._keep_derived(made, folder) for made in manifest.derived])
        reach("finish.kept")
        await self.uow.run(
            store_upload,
            StoreUpload(upload_id=upload_id, manifest=manifest, original=original, derived=derived),
            actor=SYSTEM,
        )
        reach("finish.committed")
        await asyncio.to_thread(self.spool.remove, upload_id)

    async def _examine(self, upload: Upload, folder: Path) -> tuple[Manifest, Path]:
        source = self.spool.path(upload.id)
        if upload.encoding == "gzip":
            packed, source = source, folder / "decoded"
            try:
                await asyncio.to_thread(gunzip, packed, source, limit=MAX_SIZE)
            except Invalid as error:
                return await _unpackable(packed, error), packed
        manifest = await self._ask(upload, source, folder / "derived")
        if manifest.reason is Reason.CRASHED:  # the file's fault only if it happens twice
            manifest = await self._ask(upload, source, folder / "derived")
        return manifest, source

    async def _ask(self, upload: Upload, source: Path, out: Path) -> Manifest:
        await asyncio.to_thread(_empty, out)
        return await self.worker.examine(
            source,
            filename=upload.name,
            declared_type=upload.media_type or None,
            out_dir=out,
            expected_sha256=upload.sha256 or None,
        )

    async def _keep_derived(self, made: DerivedFile, folder: Path) -> StoredFile:
        return await self._keep(folder / "derived" / made.name, made.sha256, made.size, folder)

    async def _keep(self, source: Path, sha256: str, size: int, folder: Path) -> StoredFile:
        """Store a second name of the file: the spool keeps its own until the commit."""
        twin = folder / f"{sha256}.twin"
        await asyncio.to_thread(_link, source, twin)
        key = await self.objects.put_file(twin, sha256, size, adopt=True)
        twin.unlink(missing_ok=True)
        return StoredFile(sha256=sha256, size=size, store_key=key)


def _empty(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)


def _link(source: Path, twin: Path) -> None:
    twin.unlink(missing_ok=True)
    os.link(source, twin)


async def _unpackable(packed: Path, error: Invalid) -> Manifest:
    """A bomb is refused; a damaged gzip is kept as it came, unread."""
    sha256, size = await asyncio.to_thread(digest, packed)
    bomb = error.code == "upload.inflates_too_large"
    return Manifest(
        sha256=sha256,
        size=size,
        media_type="application/gzip",
        kind="refused" if bomb else "attachment",
        format="gzip",
        reason=Reason.INFLATES_TOO_LARGE if bomb else Reason.CORRUPT,
    )
