"""The command `huizhen`: each part is one module with its arguments and what it does."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from consult.errors import HuizhenError
from server.cli import demo, import_network, migrate, serve, tokens, users
from server.cli.terminal import Refused, speak_error
from server.settings import read_settings

COMMANDS = (serve, migrate, demo, import_network, users, tokens)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0 done, 1 failed with one line said, 2 wrong use."""
    parser = argparse.ArgumentParser(
        prog="huizhen",
        description="Consultation between hospitals; set up by HUIZHEN_… or .env, see docs",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add(commands)
    args = parser.parse_args(argv)
    try:
        return int(args.run(args, read_settings()))
    except (HuizhenError, Refused) as error:
        speak_error(error)
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError) as error:
        speak_error(Refused(str(error)))
    except KeyboardInterrupt:
        return 130
    return 1
