"""From a backup onto an empty installation, whichever database and store it has.

The rows come in one transaction with every guard of the database in force. Rooms get a new epoch,
so that clients take up the log as it is now; logins end, because one that ended after the backup
would be open again; uploads whose bytes were on their way begin anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from consult.errors import HuizhenError
from consult.reports.opinion import OpinionState
from storage.database.engine import Database
from storage.database.metadata import metadata
from storage.database.tables.audit import audit_pending
from storage.database.tables.people import login_session
from storage.database.tables.reports import answer, opinion
from storage.database.tables.rooms import room
from storage.database.tables.uploads import upload
from storage.errors import ObjectMissing
from storage.maintenance.backup import ON_THEIR_WAY
from storage.maintenance.findings import Progress
from storage.maintenance.rows import Row, batches, read_table
from storage.maintenance.snapshot import BackupOfAnotherRelease, Manifest, read_manifest
from storage.objects import ObjectStore, object_key
from storage.repositories import audit_chain


class NotEmpty(HuizhenError):
    """restore.not_empty: something is in this table already."""

    def __init__(self, table: str) -> None:
        super().__init__("restore.not_empty", table=table)


@dataclass(frozen=True, slots=True)
class Source:
    """One snapshot: its files, and the objects beside it."""

    place: Path
    manifest: Manifest

    def rows(self, table: sa.Table) -> Iterator[Row]:
        file = self.manifest.tables[table.name]
        return read_table(table, self.place / f"{table.name}.ndjson.gz", file.sha256)

    def object(self, sha256: str) -> Path:
        return self.place.parents[1] / "objects" / object_key(sha256)


async def restore(
    database: Database,
    objects: ObjectStore,
    place: Path,
    *,
    revision: str,
    epoch: str,
    tell: Progress,
) -> Manifest:
    """Fill a migrated, empty database of this `revision`, objects first; repeat it if interrupted.

    Raises NotEmpty, BackupOfAnotherRelease, ObjectMissing, HashMismatch, StorageUnavailable.
    """
    source = Source(place, read_manifest(place))
    if source.manifest.revision != revision or set(source.manifest.tables) != set(metadata.tables):
        raise BackupOfAnotherRelease(source.manifest.revision, revision)
    await database.read(refuse_filled)
    await _put_objects(objects, source, tell)
    await database.write(partial(_fill, source=source, epoch=epoch, tell=tell))
    return source.manifest


def refuse_filled(conn: sa.Connection) -> None:
    for table in metadata.sorted_tables:
        if conn.execute(sa.select(sa.literal(1)).select_from(table).limit(1)).first():
            raise NotEmpty(table.name)


async def _put_objects(objects: ObjectStore, source: Source, tell: Progress) -> None:
    rows = list(source.rows(metadata.tables["object"]))
    for done, row in enumerate(rows, 1):
        sha256, size = row["sha256"], row["size"]
        try:
            await objects.put_file(source.object(sha256), sha256, size)
        except FileNotFoundError:
            if sha256 not in source.manifest.broken:
                raise ObjectMissing(sha256) from None
        tell("objects", done, len(rows))


def _fill(conn: sa.Connection, *, source: Source, epoch: str, tell: Progress) -> None:
    refuse_filled(conn)
    for done, table in enumerate(metadata.sorted_tables, 1):
        if table is opinion:
            _insert_opinions(conn, source)
        elif table not in (answer, login_session, audit_pending):  # answers came with opinions
            _insert(conn, table, _as_of_now(table, source.rows(table), epoch))
        tell("tables", done, len(metadata.sorted_tables))
    audit_chain.forget_sealed(conn)


def _as_of_now(table: sa.Table, rows: Iterable[Row], epoch: str) -> Iterator[Row]:
    for row in rows:
        if table is upload and row["state"] in ON_THEIR_WAY:
            continue
        yield {**row, "epoch": epoch} if table is room else row


def _insert(conn: sa.Connection, table: sa.Table, rows: Iterable[Row]) -> None:
    """A row may refer to a later one of its own table: such references are set at the end."""
    own = [key.parent.name for key in table.foreign_keys if key.column.table is table]
    later: list[Row] = []
    for batch in batches(rows):
        later += [row for row in batch if any(row[name] is not None for name in own)]
        conn.execute(sa.insert(table), [{**row, **dict.fromkeys(own)} for row in batch])
    for row in later:
        conn.execute(_by_key(table, row).values({name: row[name] for name in own}))


def _by_key(table: sa.Table, row: Row) -> Any:
    key = [column == row[column.name] for column in table.primary_key.columns]
    return sa.update(table).where(*key)


def _insert_opinions(conn: sa.Connection, source: Source) -> None:
    """Each becomes signed after its answers are there, as it was: nothing is added to a signed one.

    One request has one draft at a time, so they come one by one, drafts last.
    """
    answers: dict[str, list[Row]] = defaultdict(list)
    for row in source.rows(answer):
        answers[row["opinion_id"]].append(row)
    rows = sorted(source.rows(opinion), key=lambda row: bool(row["state"] == OpinionState.DRAFT))
    for row in rows:
        conn.execute(sa.insert(opinion), [{**row, "state": OpinionState.DRAFT.value}])
        if answers[row["id"]]:
            conn.execute(sa.insert(answer), answers[row["id"]])
        if row["state"] != OpinionState.DRAFT:
            conn.execute(_by_key(opinion, row).values(state=row["state"]))
