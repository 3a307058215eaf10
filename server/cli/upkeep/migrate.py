"""huizhen migrate"""

from __future__ import annotations

import argparse

from server.cli.terminal import speak
from server.settings import Settings
from storage.database import migrate


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = "Bring the database to the schema of this release; again does no harm."
    parser.epilog = "example: HUIZHEN_DATABASE_URL=postgresql://huizhen@/huizhen huizhen migrate"
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, settings: Settings) -> int:
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    speak("migrated", revision=migrate.upgrade(settings.database_url))
    return 0
