"""Warm, killable processes that read foreign files, so that the server never does."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import signal
import sys
import tempfile
from asyncio.subprocess import DEVNULL, PIPE, Process
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any

from consult.studies.manifest import Manifest
from consult.studies.reasons import Reason
from storage.intake.digest import digest
from storage.intake.limits import MIB, WorkerLimits

_log = logging.getLogger(__name__)
_ROOT = Path(__file__).resolve().parents[2]
_START_SECONDS = 60.0
_MAX_REPLY = 8 * MIB
_DERIVED_NAMES = frozenset({"recording.ecg1", "preview.jpg", "preview.png"})


class IntakeUnavailable(RuntimeError):
    """No worker could start or write: a fault of this machine, not of the file. Try again."""


class _Died(Exception):
    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


class IntakeWorker:
    """A pool of `processes` workers. Use as an async context manager, or call `close`.

    Processes start with `start` or the first file, are replaced after a crash, a kill or
    `limits.jobs_per_process` files, and have none of the server's environment.
    """

    def __init__(self, *, processes: int = 1, limits: WorkerLimits | None = None) -> None:
        self._limits = limits or WorkerLimits()
        self._slots = [_Slot(self._limits) for _ in range(processes)]
        self._free: asyncio.Queue[_Slot] = asyncio.Queue()
        for slot in self._slots:
            self._free.put_nowait(slot)

    @property
    def pids(self) -> tuple[int, ...]:
        """Process ids of the running workers."""
        return tuple(slot.process.pid for slot in self._slots if slot.process)

    async def start(self) -> None:
        """Starts every worker; raises IntakeUnavailable."""
        await asyncio.gather(*(slot.ensure() for slot in self._slots))

    async def close(self) -> None:
        """Ends every worker."""
        await asyncio.gather(*(slot.kill() for slot in self._slots))

    async def __aenter__(self) -> IntakeWorker:
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

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
        slot = await self._free.get()
        try:
            with tempfile.TemporaryDirectory(prefix=".job-", dir=out_dir) as scratch:
                job = _job(path, filename, declared_type, out_dir, expected_sha256)
                seconds = self._limits.wall(await asyncio.to_thread(_size, path))
                reply = await slot.ask({**job, "scratch": os.path.abspath(scratch)}, seconds)
                return _accepted(reply, out_dir)
        except _Died as death:
            _log.warning("intake worker gave up on a file: %s", death.reason.value)
            return await asyncio.to_thread(_unread, path, death.reason, expected_sha256)
        finally:
            self._free.put_nowait(slot)


def _job(
    path: Path,
    filename: str,
    declared_type: str | None,
    out_dir: Path,
    expected_sha256: str | None,
) -> dict[str, str | None]:
    return {
        "path": str(path.absolute()),
        "filename": filename,
        "declared_type": declared_type,
        "out_dir": str(out_dir.absolute()),
        "expected_sha256": expected_sha256,
    }


def _size(path: Path) -> int:
    return path.stat().st_size


class _Slot:
    """One place in the pool and the process in it, if any."""

    def __init__(self, limits: WorkerLimits) -> None:
        self._limits = limits
        self.process: Process | None = None
        self._jobs = 0

    async def ensure(self) -> Process:
        if self.process is not None and self.process.returncode is None:
            return self.process
        await self.kill()
        self.process = await _spawn(self._limits)
        self._jobs = 0
        try:
            await asyncio.wait_for(_read(self.process), _START_SECONDS)
        except (_Died, TimeoutError) as error:
            await self.kill()
            raise IntakeUnavailable("the worker process did not start") from error
        return self.process

    async def ask(self, job: dict[str, Any], seconds: float) -> dict[str, Any]:
        """One exchange; whatever goes wrong, the process is gone afterwards. Raises _Died."""
        process = await self.ensure()
        try:
            reply = await asyncio.wait_for(_exchange(process, job), seconds)
        except TimeoutError as error:
            await self.kill()
            raise _Died(Reason.TIMEOUT) from error
        except (
            BaseException
        ):  # also when our caller is cancelled: the reply would be the next job's
            await self.kill()
            raise
        self._jobs += 1
        if "failure" in reply or self._jobs >= self._limits.jobs_per_process:
            await self.kill()
        if reply.get("failure") == "memory":
            raise _Died(Reason.MEMORY)
        if "failure" in reply:
            raise IntakeUnavailable("the worker could not write its results")
        return reply

    async def kill(self) -> None:
        process, self.process = self.process, None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        if process.stdin is not None:
            process.stdin.close()


async def _spawn(limits: WorkerLimits) -> Process:
    command = (sys.executable, "-P", "-m", "storage.intake.worker_main", json.dumps(asdict(limits)))
    try:
        return await asyncio.create_subprocess_exec(
            *command,
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,  # parsers quote patients' data in their messages
            limit=_MAX_REPLY,
            env={"PYTHONPATH": str(_ROOT), "LANG": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1"},
            cwd=tempfile.gettempdir(),
            start_new_session=True,
        )
    except OSError as error:
        raise IntakeUnavailable("the worker process did not start") from error


async def _exchange(process: Process, job: dict[str, Any]) -> dict[str, Any]:
    assert process.stdin is not None  # noqa: S101 - opened as a pipe above
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        process.stdin.write(json.dumps(job).encode() + b"\n")
        await process.stdin.drain()
    return await _read(process)


async def _read(process: Process) -> dict[str, Any]:
    assert process.stdout is not None  # noqa: S101 - opened as a pipe above
    try:
        line = await process.stdout.readline()
        if line.endswith(b"\n"):
            reply: dict[str, Any] = json.loads(line)
            return reply
    except ValueError as error:
        raise _Died(Reason.CRASHED) from error
    code = await process.wait()
    raise _Died(Reason.TIMEOUT if code == -signal.SIGXCPU else Reason.CRASHED)


def _accepted(reply: dict[str, Any], out_dir: Path) -> Manifest:
    """The manifest of a reply, believed only as far as it can be checked."""
    try:
        manifest = Manifest.from_json(reply["manifest"])
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise _Died(Reason.CRASHED) from error
    for item in manifest.derived:
        path = out_dir / item.name
        if item.name not in _DERIVED_NAMES or path.is_symlink() or not path.is_file():
            raise _Died(Reason.CRASHED)
    return manifest


def _unread(path: Path, reason: Reason, expected_sha256: str | None) -> Manifest:
    sha256, size = digest(path)
    if expected_sha256 and expected_sha256.lower() != sha256:
        reason = Reason.HASH_MISMATCH
    seen = Manifest(sha256, size, "application/octet-stream", "attachment", "unknown")
    return seen.with_reason(reason)
