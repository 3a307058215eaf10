"""huizhen verify"""

from __future__ import annotations

import argparse
import re
import sys

from consult.access.chain import AuditLink
from consult.errors import Unavailable
from server.cli.terminal import locale, speak, speak_error
from server.cli.upkeep.progress import ProgressLine
from server.cli.work import with_database, with_parts
from server.settings import Settings
from server.texts import say
from storage.database.unit_of_work import system_clock
from storage.maintenance.findings import Finding, Tally, Weight
from storage.maintenance.verify import verify
from storage.repositories import audit_chain

MOST_SHOWN = 100
NOT_LOOKED_AT = 2


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Look at everything that was kept: objects by their hash, the audit trail and its chain, "
        "rooms without a gap, seals, "
        "signed opinions, what figures are counted over, guards of the database. "
        "The server may run meanwhile. "
        "0: all is whole; 1: something is broken, the first record named; 2: could not look."
    )
    parser.add_argument(
        "--audit-head",
        type=_head,
        metavar="NUMBER:HASH",
        help="an end of the audit chain kept elsewhere, from an earlier run or from the log",
    )
    parser.add_argument(
        "--rebuild",
        action="store_true",
        help="make again what figures are counted over, where the recorded steps say otherwise",
    )
    parser.epilog = "example: huizhen verify && echo all is whole"
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, settings: Settings) -> int:
    line = ProgressLine()
    shown = _Shown(line)
    try:
        tally = with_parts(
            settings,
            lambda database, objects: verify(
                database,
                objects,
                now=system_clock(),
                tell=line,
                report=shown,
                audit_head=args.audit_head,
                rebuild=args.rebuild,
            ),
        )
    except Unavailable as error:
        line.clear()
        speak_error(error)
        return NOT_LOOKED_AT
    line.clear()
    speak_head(settings)
    return _sum_up(tally)


def speak_head(settings: Settings) -> None:
    """To be kept where who could rewrite the database cannot."""
    head = with_database(settings, lambda uow: uow.database.read(audit_chain.head))
    if head is not None:
        speak("verify_audit_head", head=f"{head.chain_no}:{head.hash}")


def _head(text: str) -> AuditLink:
    found = re.fullmatch(r"([0-9]{1,18}):([0-9a-f]{64})", text)
    if found is None:
        raise argparse.ArgumentTypeError("NUMBER:HASH as an earlier run printed it")
    return AuditLink(int(found[1]), "", found[2])


class _Shown:
    """Prints the findings, the first hundred of each weight."""

    def __init__(self, line: ProgressLine) -> None:
        self._line = line
        self._count = dict.fromkeys(Weight, 0)

    def __call__(self, finding: Finding) -> None:
        self._count[finding.weight] += 1
        if self._count[finding.weight] <= MOST_SHOWN:
            self._line.clear()
            print(words(finding), file=sys.stderr)


def words(finding: Finding) -> str:
    lang = locale()
    weight = say(lang, f"cli.weight.{finding.weight}")
    text = say(lang, f"cli.verify.{finding.code}", subject=finding.subject, **finding.params)
    return f"{weight}: {text}"


def _sum_up(tally: Tally) -> int:
    speak("verify_looked", **tally.looked_at)
    for weight in (Weight.REBUILD, Weight.ORPHAN):
        if count := len(tally.of(weight)):
            speak(f"verify_{weight}", count=count)
    broken = tally.of(Weight.BROKEN)
    if broken:
        speak("verify_broken", count=len(broken), first=words(broken[0]))
        return 1
    speak("verify_whole")
    return 0
