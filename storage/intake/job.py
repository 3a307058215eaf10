"""One file to examine, and how what is derived from it is written."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from consult.studies.manifest import DerivedFile, DerivedRole


@dataclass(frozen=True, slots=True)
class Job:
    """A file to examine; `filename` and `declared_type` are what its sender called it."""

    path: Path
    filename: str
    declared_type: str | None
    out_dir: Path
    scratch: Path
    max_size: int
    expected_sha256: str | None = None


def write_derived(
    job: Job, name: str, data: bytes, role: DerivedRole, media_type: str, maker: tuple[str, str]
) -> DerivedFile:
    """Writes beside, then renames, so that a killed worker leaves no half file behind."""
    unfinished = job.scratch / name
    unfinished.write_bytes(data)
    return take_derived(job, unfinished, role, media_type, maker)


def take_derived(
    job: Job, finished: Path, role: DerivedRole, media_type: str, maker: tuple[str, str]
) -> DerivedFile:
    """Takes over a finished file of the scratch folder, under its name."""
    target = job.out_dir / finished.name
    finished.replace(target)
    with target.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return DerivedFile(
        role=role,
        name=target.name,
        media_type=media_type,
        size=target.stat().st_size,
        sha256=sha256,
        maker=maker[0],
        maker_version=maker[1],
    )
