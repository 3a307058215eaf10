"""A folder of backups: snapshots of the rows, and the objects all of them share.

DIR/objects/sha256/ab/cd/…      each object once, whichever snapshots name it
DIR/snapshots/20261121T060000Z/ one packed file of lines per table, and manifest.json, written last
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from consult.errors import HuizhenError
from storage.maintenance.rows import private

FORMAT = 1
_STAMP = re.compile(r"\d{8}T\d{6}Z")


class NoBackup(HuizhenError):
    """backup.not_there: the folder has no whole snapshot (of that name)."""

    def __init__(self, folder: Path) -> None:
        super().__init__("backup.not_there", folder=str(folder))


class BackupOfAnotherRelease(HuizhenError):
    """backup.other_release: restore it with the release that made it, then upgrade."""

    def __init__(self, found: object, wanted: object) -> None:
        super().__init__("backup.other_release", found=found, wanted=wanted)


@dataclass(frozen=True, slots=True)
class TableFile:
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """`revision` is the schema the rows fit; `waiting` uploads had bytes only in a spool.

    `broken` objects were not whole when the backup was made and are not in it.
    """

    made_at: datetime
    revision: str
    tables: dict[str, TableFile]
    objects: int
    bytes: int
    waiting: int
    broken: list[str]


def stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def snapshots(folder: Path) -> list[Path]:
    """Whole snapshots, the oldest first."""
    found = (folder / "snapshots").glob("*/manifest.json")
    return sorted(path.parent for path in found if _STAMP.fullmatch(path.parent.name))


def choose(folder: Path, name: str | None) -> Path:
    """The snapshot of this name, else the newest; raises NoBackup."""
    found = [path for path in snapshots(folder) if name in (None, path.name)]
    if not found:
        raise NoBackup(folder)
    return found[-1]


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Synced and renamed into place: a snapshot has a manifest when it is whole."""
    values = {"format": FORMAT, **asdict(manifest), "made_at": manifest.made_at.isoformat()}
    aside = folder / ".manifest.json"
    with open(aside, "w", encoding="utf-8", opener=private) as file:
        json.dump(values, file, indent=2)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(folder / "manifest.json")
    sync_folder(folder)
    sync_folder(folder.parent)


def read_manifest(folder: Path) -> Manifest:
    values = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    if (found := values.pop("format")) != FORMAT:
        raise BackupOfAnotherRelease(found, FORMAT)
    tables = {name: TableFile(**file) for name, file in values.pop("tables").items()}
    made_at = datetime.fromisoformat(values.pop("made_at"))
    return Manifest(made_at=made_at, tables=tables, **values)


def sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
