"""A copy of everything: the rows of one moment, then the objects they name.

Objects are only ever added, so those named by the snapshot are still there when they are copied.
What an earlier backup copied into the same folder is not copied again.
"""

from __future__ import annotations

from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import sqlalchemy as sa
from alembic.migration import MigrationContext

from consult.studies.upload import UploadState
from storage.database import tables
from storage.database.engine import Database
from storage.database.metadata import metadata
from storage.database.tables.uploads import stored_object, upload
from storage.errors import HashMismatch, ObjectMissing
from storage.maintenance.findings import Progress
from storage.maintenance.rows import write_table
from storage.maintenance.snapshot import Manifest, TableFile, stamp, write_manifest
from storage.objects import ObjectStore
from storage.objects.files import FileStore

__all__ = ["Backup", "backup", "tables"]
ON_THEIR_WAY = (UploadState.RECEIVING, UploadState.RECEIVED)


@dataclass(frozen=True, slots=True)
class Backup:
    folder: Path
    manifest: Manifest
    copied: int


async def backup(
    database: Database, objects: ObjectStore, folder: Path, *, now: datetime, tell: Progress
) -> Backup:
    """Add a snapshot to `folder`; whatever interrupts it, repeat it.

    An object that is not whole is named in the manifest and left out. Raises StorageUnavailable.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    place = folder / "snapshots" / stamp(now)
    place.parent.mkdir(mode=0o700, exist_ok=True)
    place.mkdir(mode=0o700)

    def read(conn: sa.Connection) -> tuple[str, dict[str, TableFile], list[tuple[str, int]], int]:
        # The first query fixes the moment all of them see, on both databases.
        written = {}
        for done, table in enumerate(metadata.sorted_tables, 1):
            written[table.name] = TableFile(*write_table(conn, table, _file(place, table.name)))
            tell("tables", done, len(metadata.sorted_tables))
        return _revision(conn), written, _objects(conn), _waiting(conn)

    revision, written, named, waiting = await database.read(read)
    copied, broken = await _copy(objects, folder / "objects", named, tell)
    manifest = Manifest(
        made_at=now,
        revision=revision,
        tables=written,
        objects=len(named),
        bytes=sum(size for _, size in named),
        waiting=waiting,
        broken=broken,
    )
    write_manifest(place, manifest)
    return Backup(place, manifest, copied)


def _file(place: Path, table: str) -> Path:
    return place / f"{table}.ndjson.gz"


def _revision(conn: sa.Connection) -> str:
    return MigrationContext.configure(conn).get_current_revision() or ""


def _objects(conn: sa.Connection) -> list[tuple[str, int]]:
    query = sa.select(stored_object.c.sha256, stored_object.c.size)
    return [(sha256, size) for sha256, size in conn.execute(query.order_by(stored_object.c.sha256))]


def _waiting(conn: sa.Connection) -> int:
    query = sa.select(sa.func.count()).where(upload.c.state.in_(ON_THEIR_WAY))
    return int(conn.execute(query).scalar_one())


async def _copy(
    objects: ObjectStore, root: Path, named: list[tuple[str, int]], tell: Progress
) -> tuple[int, list[str]]:
    """How many were new, and which are not whole."""
    copies, copied = FileStore(root), 0
    broken: list[str] = []
    try:
        for done, (sha256, size) in enumerate(named, 1):
            if await copies.stat(sha256) != size:
                try:
                    await _copy_one(objects, copies, root, sha256, size)
                    copied += 1
                except (HashMismatch, ObjectMissing):  # the others are wanted all the more
                    broken.append(sha256)
            tell("objects", done, len(named))
    finally:
        await copies.close()
    return copied, broken


async def _copy_one(
    objects: ObjectStore, copies: FileStore, root: Path, sha256: str, size: int
) -> None:
    """Aside first; the store of the copies takes it only when its hash is right."""
    root.mkdir(mode=0o700, exist_ok=True)
    aside = root / f".copying-{uuid4().hex}"
    try:
        aside.touch(mode=0o600, exist_ok=False)
        with aside.open("wb") as file:
            async with aclosing(objects.open(sha256)) as chunks:
                async for chunk in chunks:
                    file.write(chunk)
        await copies.put_file(aside, sha256, size, adopt=True)
    finally:
        aside.unlink(missing_ok=True)
