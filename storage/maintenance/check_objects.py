"""Objects: each hashed again from its bytes, and none that no row names."""

from __future__ import annotations

import hashlib
from contextlib import aclosing
from datetime import datetime, timedelta

import sqlalchemy as sa

from storage.database.engine import Database
from storage.database.tables.network import protocol_version
from storage.database.tables.studies import attachment, derivative, ecg, instance
from storage.database.tables.uploads import stored_object
from storage.errors import ObjectMissing
from storage.maintenance.findings import Finding, Progress, Report, Weight
from storage.objects import Kept, ObjectStore

# A server keeps the bytes a moment before it writes their row.
GRACE = timedelta(hours=1)
BATCH = 500


async def check_objects(
    database: Database, objects: ObjectStore, tell: Progress, found: Report
) -> int:
    """Read every byte of every object; a derived file that is gone can be made again."""
    rows, derived = await database.read(_kept)
    for done, (sha256, size) in enumerate(rows, 1):
        code = await _wrong(objects, sha256, size)
        if code == "object_missing" and sha256 in derived:
            found(Finding(Weight.REBUILD, "derived_missing", sha256))
        elif code is not None:
            found(Finding(Weight.BROKEN, code, sha256))
        tell("objects", done, len(rows))
    return len(rows)


def _kept(conn: sa.Connection) -> tuple[list[tuple[str, int]], frozenset[str]]:
    """Every object with its size, and the hashes that are nothing but derivatives."""
    table = stored_object
    rows = conn.execute(sa.select(table.c.sha256, table.c.size).order_by(table.c.sha256))
    kinds = (instance, ecg, attachment, protocol_version)
    originals = sa.union(*(sa.select(each.c.object_sha256) for each in kinds))
    made = set(conn.execute(sa.select(derivative.c.object_sha256)).scalars())
    made -= set(conn.execute(originals).scalars())
    return [(sha256, size) for sha256, size in rows], frozenset(filter(None, made))


async def _wrong(objects: ObjectStore, sha256: str, size: int) -> str | None:
    digest, length = hashlib.sha256(), 0
    try:
        async with aclosing(objects.open(sha256)) as chunks:
            async for chunk in chunks:
                digest.update(chunk)
                length += len(chunk)
    except ObjectMissing:
        return "object_missing"
    return None if (digest.hexdigest(), length) == (sha256, size) else "object_damaged"


async def check_orphans(
    database: Database, objects: ObjectStore, now: datetime, tell: Progress, found: Report
) -> int:
    """What the store holds and no row names; younger than an hour it may be on its way."""
    seen = 0
    batch: list[Kept] = []
    async with aclosing(objects.list_keys()) as listed:
        async for kept in listed:
            seen += 1
            if now - kept.at > GRACE:
                batch.append(kept)
            if len(batch) >= BATCH:
                await _report_unnamed(database, batch, found)
                batch = []
                tell("listed", seen, seen)
    await _report_unnamed(database, batch, found)
    return seen


async def _report_unnamed(database: Database, batch: list[Kept], found: Report) -> None:
    wanted = [kept.sha256 for kept in batch]
    query = sa.select(stored_object.c.sha256).where(stored_object.c.sha256.in_(wanted))
    named = await database.read(lambda conn: set(conn.execute(query).scalars()))
    for kept in batch:
        if kept.sha256 not in named:
            found(Finding(Weight.ORPHAN, "orphan", kept.sha256, {"size": kept.size}))
