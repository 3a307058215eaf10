"""What lies on disk and in the store: hashed again, and compared with the rows."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path

from minio import Minio

from consult.studies.upload import UploadState
from storage.objects.s3 import read_s3_url
from tests.chaos.server import Installation
from tests.chaos.waiting import until
from tests.fixtures.backends import Backend

OPEN = [UploadState.RECEIVING, UploadState.RECEIVED]


def make_old(folder: Path) -> None:
    """As if everything in it had been left there two days ago."""
    then = time.time() - 2 * 86400
    for path in folder.iterdir():
        os.utime(path, (then, then))


async def leftovers(here: Installation) -> list[str]:
    """Names in the spool that belong to no open upload."""
    async with here.uow() as uow:
        rows = await uow.look(lambda store: store.uploads.list(state=OPEN))
    wanted = {f"{upload.id}.part" for upload in rows}
    return sorted(path.name for path in here.spool.iterdir() if path.name not in wanted)


async def all_finished(here: Installation, within: float = 120) -> None:
    """Returns when no upload is only received; nobody asks the server for it."""
    async with here.uow() as uow:

        async def none_waits() -> bool:
            return not await uow.look(lambda store: store.uploads.list(state=UploadState.RECEIVED))

        await until(none_waits, within)


def torn_objects(backend: Backend) -> tuple[list[str], int]:
    """Keys under which other bytes lie than they say, and how many objects there are."""
    found = _in_folder(backend) if backend.object_store_url.startswith("file:") else _in_s3(backend)
    torn = [key for key, data in found.items() if key.rpartition("/")[2] != _sha256(data)]
    return torn, len(found)


def _in_folder(backend: Backend) -> dict[str, bytes]:
    root = Path(backend.object_store_url.removeprefix("file:"))
    files = [path for path in root.rglob("*") if path.is_file()]
    return {str(path.relative_to(root)): path.read_bytes() for path in files}


def _in_s3(backend: Backend) -> dict[str, bytes]:
    where = read_s3_url(backend.object_store_url)
    client = Minio(
        endpoint=where.endpoint,
        access_key=where.access_key,
        secret_key=where.secret_key,
        secure=False,
        region=where.region,
    )
    found = {}
    for item in client.list_objects(bucket_name=where.bucket, recursive=True):
        answer = client.get_object(bucket_name=where.bucket, object_name=item.object_name)
        found[str(item.object_name)] = answer.read()
        answer.close()
        answer.release_conn()
    return found


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
