"""huizhen demo"""

from __future__ import annotations

import argparse
from functools import partial

from consult.access.system import SYSTEM
from server.api.client.about import DemoAccount, demo_accounts
from server.cli.terminal import locale, speak, table
from server.cli.work import bring_up_to_date, with_database
from server.network.demo import PASSWORD, RemoveDemo, make_demo, remove_demo
from server.network.demo_patients import make_demo_patients
from server.security.auth.passwords import Passwords
from server.settings import Settings
from server.texts import say
from storage.database.unit_of_work import UnitOfWork


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = "Make the demonstration network and its logins; again does no harm."
    parser.epilog = "example: huizhen demo && huizhen serve"
    parser.add_argument(
        "--remove",
        action="store_true",
        help="close its logins and agreements; what was written with them stays",
    )
    parser.add_argument(
        "--patients",
        action="store_true",
        help="also two invented patients: a referral on its way and a case on an MDT's list",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, settings: Settings) -> int:
    bring_up_to_date(settings)
    if args.remove:
        closed = with_database(
            settings, lambda uow: uow.run(remove_demo, RemoveDemo(), actor=SYSTEM)
        )
        speak("demo_removed", count=closed)
        return 0
    _print_logins(with_database(settings, partial(_make, patients=args.patients)))
    return 0


async def _make(uow: UnitOfWork, *, patients: bool) -> list[DemoAccount]:
    await make_demo(uow, Passwords())
    if patients:
        await make_demo_patients(uow)
    return await uow.look(demo_accounts)


def _print_logins(accounts: list[DemoAccount]) -> None:
    speak("demo_ready", password=PASSWORD)
    lang = locale()
    table(
        [
            (f"  {each.username}", say(lang, f"cli.role.{each.role}"), each.name, each.hospital)
            for each in accounts
        ]
    )
