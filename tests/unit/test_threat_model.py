"""What docs/threat-model.md names as its proof is there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`([\w/.-]+\.(?:py|ts|tsx))`", PAGE))


def test_every_proof_is_a_file_with_tests() -> None:
    assert len(NAMED) > 20
    places = {name: (ROOT / "tests" / name, ROOT / name) for name in NAMED}
    missing = [name for name, tries in places.items() if not any(map(Path.is_file, tries))]
    assert missing == []


def test_every_test_of_security_and_hostility_is_named() -> None:
    folders = (ROOT / "tests" / name for name in ("security", "hostile", "fuzz"))
    written = {
        str(path.relative_to(ROOT / "tests"))
        for folder in folders
        for path in folder.glob("test_*.py")
    }
    assert written <= NAMED
