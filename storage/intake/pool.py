"""Warm, killable processes that read foreign files, so that the server never does."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
import tempfile
from asyncio.subprocess import DEVNULL, PIPE, Process
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from consult.studies.reasons import Reason
from storage.intake.limits import MIB, WorkerLimits

_ROOT = Path(__file__).resolve().parents[2]
_START_SECONDS = 60.0
_MAX_REPLY = 8 * MIB


class IntakeUnavailable(RuntimeError):
    """No worker could start or write: a fault of this machine, not of the file. Try again."""


class WorkerDied(Exception):
    """The process was lost over a file, for this reason."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


class WorkerPool:
    """A pool of `processes` workers. Use as an async context manager, or call `close`.

    Processes start with `start` or the first file, are replaced after a crash, a kill or
    `limits.jobs_per_process` files, and have none of the server's environment.
    """

    def __init__(self, *, processes: int = 1, limits: WorkerLimits | None = None) -> None:
        self.limits = limits or WorkerLimits()
        self._slots = [_Slot(self.limits) for _ in range(processes)]
        # The one used last comes first: idle processes are not even started.
        self._free: asyncio.LifoQueue[_Slot] = asyncio.LifoQueue()
        for slot in self._slots:
            self._free.put_nowait(slot)

    @property
    def pids(self) -> tuple[int, ...]:
        """Process ids of the running workers."""
        return tuple(slot.process.pid for slot in self._slots if slot.process)

    @property
    def starts(self) -> int:
        """How many processes were started so far."""
        return sum(slot.starts for slot in self._slots)

    async def start(self) -> None:
        """Starts every worker; raises IntakeUnavailable."""
        await asyncio.gather(*(slot.ensure() for slot in self._slots))

    async def close(self) -> None:
        """Ends every worker."""
        await asyncio.gather(*(slot.kill() for slot in self._slots))

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def ask(self, job: dict[str, Any], scratch: str, size: int) -> dict[str, Any]:
        """One job over a file of `size` bytes; raises WorkerDied, IntakeUnavailable."""
        slot = await self._free.get()
        try:
            seconds = self.limits.wall(size)
            return await slot.ask({**job, "scratch": os.path.abspath(scratch)}, seconds)
        finally:
            self._free.put_nowait(slot)


class _Slot:
    """One place in the pool and the process in it, if any."""

    def __init__(self, limits: WorkerLimits) -> None:
        self._limits = limits
        self.process: Process | None = None
        self._jobs = 0
        self.starts = 0

    async def ensure(self) -> Process:
        if self.process is not None and self.process.returncode is None:
            return self.process
        await self.kill()
        self.process = await _spawn(self._limits)
        self.starts += 1
        self._jobs = 0
        try:
            await asyncio.wait_for(_read(self.process), _START_SECONDS)
        except (WorkerDied, TimeoutError) as error:
            await self.kill()
            raise IntakeUnavailable("the worker process did not start") from error
        return self.process

    async def ask(self, job: dict[str, Any], seconds: float) -> dict[str, Any]:
        """One exchange; whatever goes wrong, the process is gone afterwards. Raises WorkerDied."""
        process = await self.ensure()
        try:
            reply = await asyncio.wait_for(_exchange(process, job), seconds)
        except TimeoutError as error:
            await self.kill()
            raise WorkerDied(Reason.TIMEOUT) from error
        except (
            BaseException
        ):  # also when our caller is cancelled: the reply would be the next job's
            await self.kill()
            raise
        self._jobs += 1
        if "failure" in reply or self._jobs >= self._limits.jobs_per_process:
            await self.kill()
        if reply.get("failure") == "memory":
            raise WorkerDied(Reason.MEMORY)
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
        raise WorkerDied(Reason.CRASHED) from error
    code = await process.wait()
    raise WorkerDied(Reason.TIMEOUT if code == -signal.SIGXCPU else Reason.CRASHED)
