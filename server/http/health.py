"""Liveness and readiness, for whoever restarts or routes to this server."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from consult.errors import Unavailable
from server.http.encoding import json_response
from server.services import Services, services_of
from storage.database import migrate

PATIENCE_S = 5.0
UPLOADS_WAIT = "upload.disk_reserved"
BUS_AWAY = "bus.away"
SMALL_FILE = 1 << 20


async def healthz(request: Request) -> Response:
    """The process answers."""
    return json_response({"alive": True})


async def readyz(request: Request) -> Response:
    """Each part by name: `ok` or what is wrong with it; 503 unless all are ok.

    While only uploads wait for disk space the server is ready: chat and opinions go on. So it is
    while the bus is away: messages are found in the database.
    """
    services = services_of(request)
    names = tuple(CHECKS)
    found = await asyncio.gather(*(_try(CHECKS[name], services) for name in names))
    parts = dict(zip(names, found, strict=True))
    ready = all(state in ("ok", UPLOADS_WAIT, BUS_AWAY) for state in parts.values())
    return json_response({"ready": ready, "parts": parts}, 200 if ready else 503)


async def _try(check: Callable[[Services], Awaitable[None]], services: Services) -> str:
    try:
        await asyncio.wait_for(check(services), PATIENCE_S)
    except Exception as error:  # whatever is wrong with a part, the others are still named
        return getattr(error, "code", type(error).__name__)
    return "ok"


async def _database(services: Services) -> None:
    await services.database.ping()


async def _schema(services: Services) -> None:
    await asyncio.to_thread(migrate.check, services.settings.database_url)


async def _objects(services: Services) -> None:
    await services.objects.ping()


async def _spool(services: Services) -> None:
    await asyncio.to_thread(_write_probe, services)
    if services.uploads is not None:
        await asyncio.to_thread(services.uploads.spool.check_room, SMALL_FILE)


def _write_probe(services: Services) -> None:
    probe = services.settings.spool_dir / f".probe-{uuid4().hex}"
    try:
        probe.write_bytes(b"probe")
    finally:
        probe.unlink(missing_ok=True)


async def _clocks(services: Services) -> None:
    if services.dead_man is None or services.dead_man.stalled:
        raise Unavailable("clocks.stalled")


async def _bus(services: Services) -> None:
    await services.hub.neighbours.bus.ping()


CHECKS: dict[str, Callable[[Services], Awaitable[None]]] = {
    "database": _database,
    "schema": _schema,
    "objects": _objects,
    "spool": _spool,
    "clocks": _clocks,
    "bus": _bus,
}
HEALTH_ROUTES = (Route("/healthz", healthz), Route("/readyz", readyz))
