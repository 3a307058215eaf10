"""huizhen doctor"""

from __future__ import annotations

import argparse
import asyncio

from server.cli.terminal import locale, speak
from server.cli.upkeep.checks import Level, Result, examine
from server.settings import Settings
from server.texts import say

MARKS = {Level.OK: "ok  ", Level.WARN: "warn", Level.FAIL: "FAIL"}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Check the configuration and every part the server talks to, and say what to fix. "
        "What it writes it removes again; the server may run meanwhile. "
        "1 when something must be fixed."
    )
    parser.epilog = "example: huizhen doctor"
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, settings: Settings) -> int:
    results = asyncio.run(examine(settings, _show))
    failed = sum(result.level is Level.FAIL for result in results)
    warned = sum(result.level is Level.WARN for result in results)
    speak("doctor_failed" if failed else "doctor_fine", failed=failed, warned=warned)
    return 1 if failed else 0


def _show(result: Result) -> None:
    text = say(locale(), f"cli.doctor.{result.code}", **result.params)
    print(f"{MARKS[result.level]}  {text}", flush=True)
