"""Collect the licences of everything we hand on into server/_web/THIRD_PARTY_NOTICES.txt.

That is the locked runtime packages of Python and the npm packages whose code is in the web app.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
RUNTIME_LOCK = ROOT / "requirements" / "run.txt"
WEB = ROOT / "web"
NOTICES = ROOT / "server" / "_web" / "THIRD_PARTY_NOTICES.txt"
LICENCE_FILE = re.compile(r"^(licen[cs]e|copying|notice|copyright|authors)", re.IGNORECASE)
RULE = "=" * 80


@dataclass(frozen=True)
class Notice:
    """One package: what it is, under which licence, and the texts it ships with."""

    name: str
    version: str
    licence: str
    home: str
    texts: tuple[str, ...]

    def __str__(self) -> str:
        heading = f"{self.name} {self.version}\nLicence: {self.licence}\n{self.home}".rstrip()
        return "\n\n".join([f"{RULE}\n{heading}", *self.texts])


def python_notices() -> Iterator[Notice]:
    """One notice per package of the runtime lock that this platform installs."""
    for name, needed_here_only in locked_names():
        try:
            package = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            if needed_here_only:
                continue
            raise SystemExit(f"{name} is locked but not installed: run `make web`") from None
        yield Notice(
            name=package.metadata["Name"],
            version=package.version,
            licence=python_licence(package),
            home=python_home(package),
            texts=tuple(python_texts(package)),
        )


def locked_names() -> Iterator[tuple[str, bool]]:
    """The name of each locked package, and whether only some platforms need it."""
    for line in RUNTIME_LOCK.read_text().splitlines():
        if found := re.match(r"([A-Za-z0-9._-]+)==", line):
            yield found[1], ";" in line


def python_licence(package: metadata.Distribution) -> str:
    """The SPDX expression where there is one; otherwise what the package says in words."""
    about = package.metadata.json
    if expression := about.get("license_expression"):
        return str(expression)
    prefix = "License :: "
    classifiers = [line for line in about.get("classifier", []) if line.startswith(prefix)]
    spoken = [line.rpartition(" :: ")[2] for line in classifiers]
    words = str(about.get("license", "")).strip().splitlines()
    return ", ".join(spoken) or next(iter(words), "not stated")


def python_home(package: metadata.Distribution) -> str:
    about = package.metadata.json
    lines = about.get("project_url", [])
    links = {label.lower(): url for label, _, url in (line.partition(", ") for line in lines)}
    homes = (links.get(label) for label in ("homepage", "source", "source code", "repository"))
    fallback = f"https://pypi.org/project/{package.metadata['Name']}/"
    return str(about.get("home_page") or next(filter(None, homes), fallback))


def python_texts(package: metadata.Distribution) -> Iterator[str]:
    for file in package.files or []:
        in_its_metadata = any(part.endswith(".dist-info") for part in file.parts)
        if in_its_metadata and LICENCE_FILE.match(file.name):
            yield Path(str(file.locate())).read_text(encoding="utf-8", errors="replace").strip()


def npm_notices() -> Iterator[Notice]:
    """One notice per production package of web/package-lock.json, direct or not."""
    lock = json.loads((WEB / "package-lock.json").read_text())
    for path, entry in sorted(lock["packages"].items()):
        if not path or entry.get("dev") or entry.get("devOptional") or entry.get("optional"):
            continue
        folder = WEB / path
        about = json.loads((folder / "package.json").read_text())
        yield Notice(
            name=about["name"],
            version=about["version"],
            licence=npm_licence(about) or licence_in_readme(folder),
            home=f"https://www.npmjs.com/package/{about['name']}",
            texts=tuple(npm_texts(folder)),
        )


def npm_licence(about: dict[str, Any]) -> str:
    """`license`, or the list of `licenses` that packages of before 2015 have."""
    older = " OR ".join(each["type"] for each in about.get("licenses", []))
    return about.get("license") or older


def licence_in_readme(folder: Path) -> str:
    """A few old packages name their licence nowhere else."""
    for file in folder.glob("[Rr][Ee][Aa][Dd][Mm][Ee]*"):
        if found := re.search(r"^#+ Licen[cs]e\s+(\S.*)$", file.read_text(), re.MULTILINE):
            return found[1]
    return "not stated"


def npm_texts(folder: Path) -> Iterator[str]:
    for file in sorted(folder.iterdir()):
        if file.is_file() and LICENCE_FILE.match(file.name):
            yield file.read_text(encoding="utf-8", errors="replace").strip()


def write() -> None:
    notices = [*python_notices(), *npm_notices()]
    contents = "\n".join(f"{n.name} {n.version}  ({n.licence})" for n in notices)
    opening = "Huizhen is licensed under Apache-2.0. It is built with the work of others:"
    NOTICES.parent.mkdir(parents=True, exist_ok=True)
    NOTICES.write_text(
        "\n\n".join([opening, contents, *map(str, notices)]) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    write()
