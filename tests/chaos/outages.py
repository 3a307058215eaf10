"""Parts that are not there for a while: the object store, the database."""

from __future__ import annotations

import asyncio
import os
import pwd
import signal
import sqlite3
import subprocess
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing, suppress
from pathlib import Path
from urllib.parse import urlsplit

from tests.chaos.proxy import chaos
from tests.fixtures.backends import Backend
from tests.fixtures.postgres import PostgresServer

Outage = Callable[[], AbstractAsyncContextManager[None]]


@asynccontextmanager
async def store_that_fails(backend: Backend) -> AsyncIterator[tuple[Backend, Outage]]:
    """The backend with an object store that can be taken away: a folder, or S3 over a bad line."""
    if backend.object_store_url.startswith("file:"):
        root = Path(backend.object_store_url.removeprefix("file:"))
        yield backend, lambda: _folder_away(root)
        return
    where = urlsplit(backend.object_store_url)
    async with chaos(where.port or 0) as proxy:

        @asynccontextmanager
        async def away() -> AsyncIterator[None]:
            await proxy.refuse()
            yield
            await proxy.open()

        url = backend.object_store_url.replace(f":{where.port}/", f":{proxy.port}/")
        yield backend._replace(object_store_url=url), away


@asynccontextmanager
async def _folder_away(root: Path) -> AsyncIterator[None]:
    """The disk is not mounted."""
    aside = root.with_name("objects-away")
    root.rename(aside)
    root.write_bytes(b"not a folder")
    yield
    root.unlink()
    aside.rename(root)


@asynccontextmanager
async def database_away(
    backend: Backend, server: Callable[[], PostgresServer]
) -> AsyncIterator[None]:
    """PostgreSQL is stopped and started again; a SQLite file is locked by somebody else."""
    if backend.database_url.startswith("sqlite"):
        path = backend.database_url.removeprefix("sqlite:///")
        with closing(sqlite3.connect(path, isolation_level=None)) as somebody:
            somebody.execute("BEGIN IMMEDIATE")
            yield
            somebody.execute("ROLLBACK")
        return
    postgres = server()
    data = await asyncio.to_thread(_data_of, postgres)
    await asyncio.to_thread(_pg_ctl, postgres, data, "-m", "fast", "stop")
    yield
    options = f"-h '' -k {postgres.socket}"
    log = str(data / "log")
    await asyncio.to_thread(_pg_ctl, postgres, data, "-o", options, "-l", log, "start")


@asynccontextmanager
async def database_silent(postgres: PostgresServer) -> AsyncIterator[None]:
    """PostgreSQL is there and says nothing: its machine hangs, or the line to it is dead."""
    data = await asyncio.to_thread(_data_of, postgres)
    postmaster = (data / "postmaster.pid").read_text().split()[0]
    children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text()
    stopped = [int(pid) for pid in (postmaster, *children.split())]
    for pid in stopped:
        os.kill(pid, signal.SIGSTOP)
    yield
    for pid in stopped:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGCONT)


def _data_of(postgres: PostgresServer) -> Path:
    found = subprocess.run(
        [postgres.psql, "-qXtA", "-c", "SHOW data_directory", postgres.url("postgres")],
        check=True,
        capture_output=True,
        text=True,
    )
    return Path(found.stdout.strip())


def _pg_ctl(postgres: PostgresServer, data: Path, *words: str) -> None:
    owner = pwd.getpwuid(data.stat().st_uid)
    become = {"user": owner.pw_name, "group": owner.pw_gid} if os.geteuid() == 0 else {}
    subprocess.run(
        [postgres.psql.with_name("pg_ctl"), "-D", data, "-w", *words],
        check=True,
        cwd="/",
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **become,  # type: ignore[call-overload]
    )
