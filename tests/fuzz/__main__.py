"""`python -m tests.fuzz NAME [FOLDER]`: with atheris installed, guided by coverage, without end."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.fuzz.test_mutants import EVERY, attack, seeds


def main(name: str, rest: list[str]) -> None:
    atheris = importlib.import_module("atheris")
    with TemporaryDirectory() as corpus:
        for number, data in enumerate(seeds(name)):
            (Path(corpus) / f"{number}").write_bytes(data)
        atheris.instrument_all()
        atheris.Setup([sys.argv[0], corpus, *rest], lambda data: attack(EVERY[name], data))
        atheris.Fuzz()


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in EVERY:
        sys.exit(f"usage: python -m tests.fuzz {'|'.join(EVERY)}")
    main(sys.argv[1], sys.argv[2:])
