"""Several server processes on one port; one that dies is started anew."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import wait
from multiprocessing.context import SpawnProcess
from types import FrameType

import structlog

from server.cli.terminal import Refused
from server.settings import Settings

# Serve until told to stop; the exit code. The flag: say where the server is.
Answer = Callable[[Settings, socket.socket, bool], int]
AT_MOST = 64
# Dying this soon after its start is a fault that starting again does not mend.
TOO_SOON_S = 5.0
TRIES = 3
_PR_SET_PDEATHSIG = 1
_log = structlog.get_logger("huizhen.workers")


def check(count: int, settings: Settings) -> None:
    """Raise Refused for what several processes cannot share."""
    if count > 1 and settings.database_url.startswith("sqlite:"):
        raise Refused(
            "--workers above 1 needs PostgreSQL (HUIZHEN_DATABASE_URL): SQLite has one writer"
        )
    if count > 1 and settings.bus_url == "memory:":
        raise Refused(
            "--workers above 1 needs NATS (HUIZHEN_BUS_URL): without it they do not hear each other"
        )


class Workers:
    """The parent: it serves nobody itself, hands signals on and waits for all."""

    def __init__(self, answer: Answer, settings: Settings, listener: socket.socket) -> None:
        self._answer = answer
        self._settings = settings
        self._listener = listener
        self._context = multiprocessing.get_context("spawn")
        self._running: dict[SpawnProcess, float] = {}
        self._stopping = False
        self._failures = 0

    def run(self, count: int) -> int:
        for told in (signal.SIGTERM, signal.SIGINT):
            signal.signal(told, self._told_to_stop)
        for number in range(count):
            self._start(number == 0)
        while self._running:
            wait([process.sentinel for process in self._running])
            for process in [one for one in self._running if one.exitcode is not None]:
                self._ended(process, self._running.pop(process))
        return 1 if self._failures >= TRIES else 0

    def _start(self, says_where: bool = False) -> None:
        process = self._context.Process(
            target=_work,
            args=(self._answer, self._settings, self._listener, says_where, os.getpid()),
        )
        process.start()
        self._running[process] = time.monotonic()

    def _ended(self, process: SpawnProcess, started: float) -> None:
        if self._stopping:
            return
        soon = time.monotonic() - started < TOO_SOON_S
        self._failures = self._failures + 1 if soon else 0
        _log.error("worker ended", code=process.exitcode)
        if self._failures >= TRIES:
            self._stop()
        else:
            self._start()

    def _told_to_stop(self, number: int, frame: FrameType | None) -> None:
        self._stop()

    def _stop(self) -> None:
        self._stopping = True
        for process in self._running:
            with suppress(ProcessLookupError):
                process.terminate()


def _work(
    answer: Answer, settings: Settings, listener: socket.socket, says_where: bool, parent: int
) -> None:
    """A worker does not outlive the parent that would restart it."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() == parent:
        sys.exit(answer(settings, listener, says_where))
