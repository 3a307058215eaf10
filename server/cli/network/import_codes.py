"""huizhen import-codes"""

from __future__ import annotations

import argparse
import io
from pathlib import Path

from consult.access.system import SYSTEM
from consult.actions.asking.lists import ImportCodes, import_codes
from server.api.asking.codes_file import read_codes
from server.cli.terminal import speak
from server.cli.work import bring_up_to_date, with_database
from server.settings import Settings


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Put the national table of ICD-10 in: a head line with code and any of en, zh, vi."
    )
    parser.epilog = "example: huizhen import-codes icd10-china.csv"
    parser.add_argument("file", type=Path, help="the table, UTF-8 or GB18030")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, settings: Settings) -> int:
    rows = tuple(read_codes(io.StringIO(_text(args.file.read_bytes()))))
    bring_up_to_date(settings)
    done = with_database(
        settings, lambda uow: uow.run(import_codes, ImportCodes(rows), actor=SYSTEM)
    )
    speak("codes_imported", count=done)
    return 0


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")
