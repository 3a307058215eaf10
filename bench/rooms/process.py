"""Servers to measure, each a process of its own; mostly on the first core, us on the others."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
ALLOWED = sorted(os.sched_getaffinity(0))


@dataclass(frozen=True, slots=True)
class Server:
    """`said` is the line it wrote when it was ready."""

    process: subprocess.Popen[str]
    said: dict[str, Any]

    @property
    def port(self) -> int:
        return int(self.said["port"])

    def cpu(self) -> float:
        """Seconds of processor time of all its threads."""
        tasks = Path(f"/proc/{self.process.pid}/task").glob("*/schedstat")
        return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9

    def rss(self) -> int:
        """Bytes in memory."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        found = re.search(r"VmRSS:\s+(\d+)", status)
        return int(found[1]) * 1024 if found else 0


@contextmanager
def running(
    module: str, *arguments: str, anywhere: bool = False, **environment: str
) -> Iterator[Server]:
    """On the first core, or wherever the system puts it."""
    command = [sys.executable, "-m", f"bench.rooms.{module}", *arguments]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=None if anywhere else _first_core,  # noqa: PLW1509 - no thread runs here
    )
    try:
        assert process.stdout is not None
        lines = iter(process.stdout.readline, "")
        yield Server(process, json.loads(next(line for line in lines if line.startswith("{"))))
    finally:
        process.kill()
        process.wait()


def _first_core() -> None:
    os.sched_setaffinity(0, ALLOWED[:1])


@contextmanager
def beside() -> Iterator[None]:
    """Leave the first core to the server."""
    os.sched_setaffinity(0, ALLOWED[1:] or ALLOWED)
    try:
        yield
    finally:
        os.sched_setaffinity(0, ALLOWED)
