"""`huizhen serve` as a process to kill, on an installation with people who are logged in."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx2

from server.settings import Settings
from storage.database.engine import open_database
from storage.database.unit_of_work import UnitOfWork
from tests.fixtures.backends import Backend
from tests.fixtures.forked import Forked, start
from tests.fixtures.live import log_in, settings_for
from tests.fixtures.seaweed import free_ports
from tests.fixtures.served import Served

WITHIN = 120
PEOPLE = ("county.doctor", "county.doctor2", "cardiologist")


@dataclass
class Installation:
    """`url` is where the server is, whether it runs or not; `cookies` by login."""

    backend: Backend
    settings: Settings
    served: Served
    environment: dict[str, str]
    cookies: dict[str, str] = field(default_factory=dict)
    process: Forked | None = None

    @property
    def url(self) -> str:
        return self.settings.public_url

    @property
    def port(self) -> int:
        return self.settings.port

    @property
    def spool(self) -> Path:
        return self.settings.spool_dir

    @property
    def log(self) -> Path:
        return self.settings.data_dir.with_suffix(".log")

    async def start(self, *arguments: str, **environment: str) -> None:
        """`huizhen serve` with these arguments; returns when it answers."""
        with self.log.open("ab") as log:
            self.process = start(
                "serve", *arguments, env=self.environment | environment, stdout=log
            )
        async with asyncio.timeout(WITHIN), httpx2.AsyncClient() as asking:
            while True:
                with contextlib.suppress(httpx2.TransportError):
                    await asking.get(f"{self.url}/healthz")
                    return
                if self.process.poll() is not None:
                    return  # a failpoint was on the way up
                await asyncio.sleep(0.05)

    async def kill(self) -> None:
        """As the power cut does."""
        await self._end("kill")

    async def stop(self) -> None:
        await self._end("terminate")

    async def _end(self, how: str) -> None:
        process, self.process = self.process, None
        if process is not None:
            getattr(process, how)()
            await process.ended()

    def workers(self) -> list[int]:
        """Process ids of the intake workers."""
        assert self.process is not None
        pid = self.process.pid
        listed = Path(f"/proc/{pid}/task/{pid}/children").read_text()
        return [int(child) for child in listed.split()]

    def http(self, who: str, *, port: int | None = None) -> httpx2.AsyncClient:
        """A browser of this person; `port` is the bad line it goes over."""
        return httpx2.AsyncClient(
            base_url=f"http://127.0.0.1:{port or self.port}",
            cookies={"huizhen_session": self.cookies[who]},
            headers={"Origin": self.url, "Accept-Language": "en"},
            timeout=WITHIN,
        )

    @contextlib.asynccontextmanager
    async def uow(self) -> AsyncIterator[UnitOfWork]:
        """The database, beside the server."""
        database = open_database(self.settings.database_url)
        try:
            yield UnitOfWork(database)
        finally:
            await database.close()


@contextlib.asynccontextmanager
async def installed(
    backend: Backend, folder: Path, **environment: str
) -> AsyncIterator[Installation]:
    """People, their logins, and a port; the server is not started."""
    settings = settings_for(backend, folder / "data", free_ports(1)[0])
    served = Served(settings)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    await served.populate()
    here = Installation(backend, settings, served, _environment(settings) | environment)
    async with here.uow() as uow:
        for who in PEOPLE:
            here.cookies[who] = await log_in(uow, served.people[who])
    try:
        yield here
    finally:
        await here.kill()


def _environment(settings: Settings) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HUIZHEN_")}
    return kept | {
        "HUIZHEN_DATA_DIR": str(settings.data_dir),
        "HUIZHEN_DATABASE_URL": settings.database_url,
        "HUIZHEN_OBJECT_STORE_URL": settings.object_store_url,
        "HUIZHEN_PORT": str(settings.port),
        "HUIZHEN_LOG_FORMAT": "json",
        "HUIZHEN_DISK_RESERVE_MIB": "0",
    }
