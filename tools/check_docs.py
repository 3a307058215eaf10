"""Check that the documentation still tells the truth where a program can see it.

* a relative link leads to a file that exists, and its #anchor to a heading there;
* a `make` target that is named exists;
* the page of each workflow is what its transition table says, that of the figures what they are;
* every setting (HUIZHEN_…) the server reads is explained somewhere, and none is explained in vain.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tools import definitions, workflows

ROOT = Path(__file__).resolve().parent.parent
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)")
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*$", re.MULTILINE)
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
MAKE = re.compile(r"`make ([a-z-]+)")
SETTING = re.compile(r"\bHUIZHEN_[A-Z][A-Z0-9_]*\b")
SET_BY_TESTS = {"HUIZHEN_SAMPLES", "HUIZHEN_SOAK"}


def main() -> None:
    problems = [problem for page in pages() for problem in problems_of(page)]
    problems += undocumented_settings()
    problems += [
        f"docs/{name}.md is not its table: python -m tools.workflows" for name in workflows.stale()
    ]
    if definitions.stale():
        problems.append("docs/figures.md is not its catalogue: python -m tools.definitions")
    for problem in problems:
        print(problem, file=sys.stderr)
    sys.exit(1 if problems else 0)


def pages() -> list[Path]:
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def problems_of(page: Path) -> Iterator[str]:
    text = page.read_text(encoding="utf-8")
    where = page.relative_to(ROOT)
    for target in LINK.findall(FENCE.sub("", text)):
        if not re.match(r"[a-z]+:", target) and not leads_somewhere(page, target):
            yield f"{where}: the link to {target} leads nowhere"
    for target in set(MAKE.findall(text)) - make_targets():
        yield f"{where}: there is no `make {target}`"


def leads_somewhere(page: Path, target: str) -> bool:
    path, _, anchor = target.partition("#")
    file = (page.parent / path) if path else page
    if not file.exists():
        return False
    return not anchor or file.suffix != ".md" or anchor in anchors(file)


def anchors(page: Path) -> set[str]:
    """The anchors GitHub makes of a page's headings."""
    headings = HEADING.findall(FENCE.sub("", page.read_text(encoding="utf-8")))
    return {anchor_of(heading) for heading in headings}


def anchor_of(heading: str) -> str:
    plain = re.sub(r"[`*]|\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()
    return re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")


def make_targets() -> set[str]:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))


def undocumented_settings() -> Iterator[str]:
    explained = {name for page in pages() for name in SETTING.findall(page.read_text("utf-8"))}
    for name in sorted(settings_read() - explained):
        yield f"{name} is read by the server but explained on no page of docs/ or README.md"
    for name in sorted(explained - settings_read() - SET_BY_TESTS - deployment_settings()):
        yield f"{name} is explained in the documentation but nothing reads it"


def settings_read() -> set[str]:
    """Settings are named in full or, after the prefix, as keys in server/settings.py."""
    if not (ROOT / "server").is_dir():
        return set()
    sources = (path.read_text(encoding="utf-8") for path in (ROOT / "server").rglob("*.py"))
    return {name for source in sources for name in SETTING.findall(source)}


def deployment_settings() -> set[str]:
    files = (ROOT / name for name in ("compose.yaml", "Dockerfile"))
    return {name for file in files for name in SETTING.findall(file.read_text(encoding="utf-8"))}


if __name__ == "__main__":
    main()
