"""A document that comes in one request: spooled, examined and kept like any upload.

What a cut or a killed server leaves behind is in no row, and the spool's sweep takes it.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from starlette.requests import Request

from consult.actions.studies.storing import StoredFile
from consult.errors import Invalid
from server.services import Services
from server.uploads.receive import receive
from storage.intake.spool import Spool


@dataclass(frozen=True, slots=True)
class Arriving:
    id: str
    size: int
    offset: int = 0


async def take_pdf(request: Request, services: Services, arriving: Arriving) -> StoredFile | None:
    """Its bytes, confirmed by the store under their hash; None for anything but a sound PDF.

    Raises Invalid when fewer or more bytes come than announced, StorageUnavailable, DiskReserved.
    """
    if services.uploads is None:
        raise RuntimeError("uploads are not running")
    spool = services.uploads.spool
    await asyncio.to_thread(spool.create, arriving.id, arriving.size)
    try:
        await _receive(request, spool, arriving)
        return await _keep_pdf(services, spool, arriving)
    finally:
        await asyncio.to_thread(spool.remove, arriving.id)


async def _receive(request: Request, spool: Spool, arriving: Arriving) -> None:
    landed = 0

    async def note(offset: int) -> None:
        nonlocal landed
        landed = offset

    await receive(request, spool, arriving, None, note)
    if landed != arriving.size:
        raise Invalid("upload.bad_offset", field="file")


async def _keep_pdf(services: Services, spool: Spool, arriving: Arriving) -> StoredFile | None:
    folder = await asyncio.to_thread(spool.workspace, arriving.id)
    path = spool.path(arriving.id)
    found = await services.intake.examine(path, filename="", declared_type=None, out_dir=folder)
    if found.format != "pdf" or found.reason is not None:
        return None
    key = await services.objects.put_file(path, found.sha256, found.size, adopt=True)
    return StoredFile(sha256=found.sha256, size=found.size, store_key=key)
