"""huizhen import"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from server.cli.terminal import locale, speak, table
from server.cli.work import bring_up_to_date, with_database
from server.network.import_file import import_network
from server.network.lookup import ImportRefused
from server.security.auth.passwords import Passwords
from server.settings import Settings
from server.texts import say

MOST_SHOWN = 100


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = "Create or update a network from a CSV table, see docs/import.md."
    parser.epilog = "example: huizhen import examples/network.csv"
    parser.add_argument("file", type=Path, help="the table, UTF-8 or GB18030")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, settings: Settings) -> int:
    data = args.file.read_bytes()
    bring_up_to_date(settings)
    try:
        done = with_database(settings, lambda uow: import_network(uow, Passwords(), data))
    except ImportRefused as refused:
        _print_errors(refused)
        raise
    if not done.written:
        speak("import_nothing_new")
    for kind, count in done.written.items():
        speak("import_written", kind=say(locale(), f"cli.kind.{kind}"), count=count)
    if done.passwords:
        speak("import_passwords")
        table([(f"  {name}", password) for name, password in done.passwords.items()])
    return 0


def _print_errors(refused: ImportRefused) -> None:
    lang = locale()
    for error in refused.errors[:MOST_SHOWN]:
        reason = say(lang, f"errors.{error.code}", **error.params)
        line = say(lang, "cli.import_error", line=error.line, column=error.column, reason=reason)
        print(line, file=sys.stderr)
