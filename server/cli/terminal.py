"""Speaking with the operator: in the language of the terminal, one line for a mistake."""

from __future__ import annotations

import getpass
import os
import sys

from consult.errors import HuizhenError
from server.settings import SettingsError
from server.texts import choose_locale, say


class Refused(Exception):
    """What the operator asked for cannot be done; the message says why."""


def locale() -> str:
    """From LC_ALL, LC_MESSAGES or LANG."""
    named = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    found = next((name for name in named if name), "en")
    return choose_locale(found.partition(".")[0].replace("_", "-"))


def speak(key: str, **params: object) -> None:
    """A text of `texts/*/cli.json` on standard output."""
    print(say(locale(), f"cli.{key}", **params), flush=True)


def speak_error(error: HuizhenError | Refused) -> None:
    if isinstance(error, SettingsError) or not isinstance(error, HuizhenError):
        text = str(error)
    else:
        text = say(locale(), f"errors.{error.code}", **error.params)
    print(f"huizhen: {text}", file=sys.stderr)


def ask_password(prompt: str) -> str:
    """Twice from a terminal, or one line of standard input from a program."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass(f"{prompt}: ")
    if getpass.getpass(f"{prompt} (again): ") != first:
        raise Refused(say(locale(), "cli.passwords_differ"))
    return first


def table(rows: list[tuple[str, ...]]) -> None:
    """Columns of equal width; a Chinese character takes two places."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        )
        print("  ".join(cells).rstrip())


def _width(text: str) -> int:
    return sum(2 if 0x2E80 <= ord(mark) <= 0xFFEF else 1 for mark in text)
