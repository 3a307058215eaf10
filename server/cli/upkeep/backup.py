"""huizhen backup"""

from __future__ import annotations

import argparse
import sys
from functools import partial
from pathlib import Path

from server.cli.terminal import locale, speak
from server.cli.upkeep.progress import ProgressLine
from server.cli.work import with_parts
from server.settings import Settings
from server.texts import say
from storage.database.unit_of_work import system_clock
from storage.maintenance.backup import Backup, backup


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Copy the rows of one moment and every object they name into a folder; the next backup "
        "into it copies only new objects. The server may run meanwhile. The folder holds "
        "patients' data: keep it on an encrypted disk."
    )
    parser.epilog = "example: huizhen backup /mnt/backup/huizhen"
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, settings: Settings) -> int:
    line = ProgressLine()
    work = partial(backup, folder=args.folder, now=system_clock(), tell=line)
    made: Backup = with_parts(settings, work)
    line.clear()
    manifest = made.manifest
    rows = sum(file.rows for file in manifest.tables.values())
    speak(
        "backup_made",
        folder=made.folder,
        rows=rows,
        objects=manifest.objects,
        mib=-(-manifest.bytes // 2**20),
        copied=made.copied,
    )
    if manifest.waiting:
        speak("backup_waiting", count=manifest.waiting)
    for sha256 in manifest.broken:
        print(say(locale(), "cli.backup_broken", subject=sha256), file=sys.stderr)
    return 1 if manifest.broken else 0
