"""What a killed process left behind: bytes and folders that belong to no open upload."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta

from consult.access.system import SYSTEM
from consult.actions.studies.uploads import expire
from consult.errors import Unavailable
from consult.studies.upload import UploadState
from storage.database.unit_of_work import UnitOfWork
from storage.intake.spool import Spool
from storage.objects import ObjectStore
from storage.repositories.store import SqlStore

# An upload's file is there a moment before its row.
GRACE = timedelta(hours=1)
EVERY = timedelta(hours=1)
_log = logging.getLogger(__name__)


async def sweep(uow: UnitOfWork, spool: Spool, objects: ObjectStore, node: str) -> None:
    """Give up expired uploads, then remove what no upload of this node will be asked for."""
    for upload_id in await uow.look(lambda store: _expired(store, node, uow)):
        await uow.run(expire, upload_id, actor=SYSTEM)
    keep = await uow.look(lambda store: _open(store, node))
    swept = await asyncio.to_thread(spool.sweep, keep, GRACE)
    swept += await objects.sweep(GRACE)
    if swept:
        _log.info("swept %d leftovers of killed processes", swept)


async def keep_sweeping(uow: UnitOfWork, spool: Spool, objects: ObjectStore, node: str) -> None:
    while True:
        try:
            await sweep(uow, spool, objects, node)
        except (Unavailable, OSError) as error:
            _log.warning("sweep put off: %s", type(error).__name__)
        await asyncio.sleep(EVERY.total_seconds())


def _expired(store: SqlStore, node: str, uow: UnitOfWork) -> list[str]:
    now = uow.clock()
    receiving = store.uploads.list(node=node, state=UploadState.RECEIVING)
    return [upload.id for upload in receiving if now >= upload.expires_at]


def _open(store: SqlStore, node: str) -> frozenset[str]:
    states = [UploadState.RECEIVING, UploadState.RECEIVED]
    return frozenset(upload.id for upload in store.uploads.list(node=node, state=states))
