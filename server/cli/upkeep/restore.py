"""huizhen restore"""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path

from server.cli.terminal import speak
from server.cli.upkeep.progress import ProgressLine
from server.cli.work import with_parts
from server.settings import Settings
from storage.database import migrate
from storage.database.unit_of_work import new_id, system_clock
from storage.errors import StorageUnavailable
from storage.maintenance.restore import restore
from storage.maintenance.snapshot import Manifest, choose


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Fill an empty installation from a backup; the database and the object store may be of "
        "another kind than those it was made from. Refuses an installation with anything in it."
    )
    parser.epilog = "example: huizhen restore /mnt/backup/huizhen && huizhen verify"
    parser.add_argument("folder", type=Path, metavar="DIR", help="what `huizhen backup` made")
    parser.add_argument("--at", metavar="SNAPSHOT", help="a folder of DIR/snapshots, else the last")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, settings: Settings) -> int:
    place = choose(args.folder, args.at)
    revision = _prepare(settings)
    line = ProgressLine()
    epoch = new_id(system_clock())
    done: Manifest = with_parts(
        settings, partial(restore, place=place, revision=revision, epoch=epoch, tell=line)
    )
    line.clear()
    rows = sum(file.rows for file in done.tables.values())
    speak("restored", at=f"{done.made_at:%Y-%m-%d %H:%M:%S} UTC", rows=rows, objects=done.objects)
    if done.waiting:
        speak("restored_waiting", count=done.waiting)
    return 0


def _prepare(settings: Settings) -> str:
    """Make the schema where there is none; an older one belongs to somebody and is left alone."""
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        found = migrate.current(settings.database_url)
    except StorageUnavailable:  # a file that is not there yet cannot be read
        found = None
    return found or migrate.upgrade(settings.database_url) or ""
