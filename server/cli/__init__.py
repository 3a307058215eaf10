"""The command `huizhen`: each part is one module with its arguments and what it does."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from consult.errors import HuizhenError
from server.cli.terminal import Refused, speak_error
from server.settings import read_settings

# name: its module, imported when it is asked for, and a line of help
COMMANDS = {
    "serve": ("serving.serve", "run the server"),
    "migrate": ("upkeep.migrate", "bring the database to the schema of this release"),
    "demo": ("network.demo", "make the demonstration network, or take it away"),
    "import": (
        "network.import_network",
        "create or update hospitals, agreements and people from a table",
    ),
    "import-codes": ("network.import_codes", "put a table of ICD-10 codes in"),
    "user": ("network.users", "logins from the server's own console"),
    "token": ("network.tokens", "bearer tokens for programs"),
    "tls": ("serving.tls", "certificates for a network of its own: an authority and the server's"),
    "doctor": ("upkeep.doctor", "check the configuration and every part, and say what to fix"),
    "verify": ("upkeep.verify", "look whether everything that was kept is whole"),
    "backup": ("upkeep.backup", "copy everything into a folder, again only what is new"),
    "restore": ("upkeep.restore", "fill an empty installation from a backup"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0 done, 1 failed with one line said, 2 wrong use."""
    argv = sys.argv[1:] if argv is None else list(argv)
    args = _parser(argv[0] if argv else "").parse_args(argv)
    try:
        return int(args.run(args, read_settings()))
    except (HuizhenError, Refused) as error:
        speak_error(error)
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        speak_error(Refused(f"{place}{error.strerror or error}"))
    except ValueError as error:
        speak_error(Refused(str(error)))
    except KeyboardInterrupt:
        return 130
    return 1


class _Parser(argparse.ArgumentParser):
    """Wrong use is one line; `--help` tells the rest."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"huizhen: {message} ({self.prog} --help)\n")


def _parser(asked_for: str) -> argparse.ArgumentParser:
    parser = _Parser(
        prog="huizhen",
        description="Consultation between hospitals; set up by HUIZHEN_… or .env, see docs",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, (module, text) in COMMANDS.items():
        command = commands.add_parser(name, help=text)
        if name == asked_for:
            import_module(f"server.cli.{module}").arguments(command)
    return parser
