"""The examination of one uploaded file, in a process that may be lost over it."""

from __future__ import annotations

import asyncio
import logging
import tempfile
from pathlib import Path
from typing import Any

from consult.studies.manifest import Manifest
from consult.studies.reasons import Reason
from storage.intake.digest import digest
from storage.intake.pool import IntakeUnavailable, WorkerDied, WorkerPool

__all__ = ["IntakeUnavailable", "IntakeWorker"]

_log = logging.getLogger(__name__)
_DERIVED_NAMES = frozenset(
    {"recording.ecg1", "preview.jpg", "preview.png"}
    | {"instance.json.gz", "frames.json.gz", "instance.plain.dcm"}
)


class IntakeWorker(WorkerPool):
    """Workers at the intake door."""

    async def examine(
        self,
        path: Path,
        *,
        filename: str,
        declared_type: str | None,
        out_dir: Path,
        expected_sha256: str | None = None,
    ) -> Manifest:
        """What the file at `path` is; derived files are written into `out_dir`.

        Any content gives a manifest: a worker that crashes, stalls or runs out of memory over
        a file makes that file an unreadable attachment. Raises IntakeUnavailable, OSError.
        """
        try:
            with tempfile.TemporaryDirectory(prefix=".job-", dir=out_dir) as scratch:
                job = _job(path, filename, declared_type, out_dir, expected_sha256)
                size = await asyncio.to_thread(_size, path)
                return _accepted(await self.ask(job, scratch, size), out_dir)
        except WorkerDied as death:
            _log.warning("intake worker gave up on a file: %s", death.reason.value)
            return await asyncio.to_thread(_unread, path, death.reason, expected_sha256)


def _job(
    path: Path,
    filename: str,
    declared_type: str | None,
    out_dir: Path,
    expected_sha256: str | None,
) -> dict[str, str | None]:
    return {
        "do": "examine",
        "path": str(path.absolute()),
        "filename": filename,
        "declared_type": declared_type,
        "out_dir": str(out_dir.absolute()),
        "expected_sha256": expected_sha256,
    }


def _size(path: Path) -> int:
    return path.stat().st_size


def _accepted(reply: dict[str, Any], out_dir: Path) -> Manifest:
    """The manifest of a reply, believed only as far as it can be checked."""
    try:
        manifest = Manifest.from_json(reply["manifest"])
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise WorkerDied(Reason.CRASHED) from error
    for item in manifest.derived:
        path = out_dir / item.name
        if item.name not in _DERIVED_NAMES or path.is_symlink() or not path.is_file():
            raise WorkerDied(Reason.CRASHED)
    return manifest


def _unread(path: Path, reason: Reason, expected_sha256: str | None) -> Manifest:
    sha256, size = digest(path)
    if expected_sha256 and expected_sha256.lower() != sha256:
        reason = Reason.HASH_MISMATCH
    seen = Manifest(sha256, size, "application/octet-stream", "attachment", "unknown")
    return seen.with_reason(reason)
