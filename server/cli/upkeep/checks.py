"""What `huizhen doctor` looks at; each check says one line, and a failed one hides no other."""

from __future__ import annotations

import asyncio
import hashlib
import os
import secrets
import stat
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing, closing
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from functools import partial
from urllib.parse import urlsplit

from consult.errors import HuizhenError, Unavailable
from server.live.bus.nats import BusAway, try_out
from server.network.demo import has_demo_accounts
from server.security.tls.serving import certificate_state
from server.settings import Settings, is_loopback
from storage.database import migrate
from storage.database.clock import newest
from storage.database.engine import Database, open_database
from storage.database.unit_of_work import UnitOfWork, system_clock
from storage.errors import DatabaseNewer, SchemaOutdated
from storage.intake.space import DiskReserved, Reserve
from storage.intake.worker import IntakeUnavailable, IntakeWorker
from storage.maintenance.database_version import database_version
from storage.objects import open_object_store

PATIENCE_S = 60
# Clocks of two machines differ a little; more puts deadlines and logins wrong.
CLOCK_TOLERANCE = timedelta(seconds=30)
GIB = 1024**3


class Level(StrEnum):
    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


CERTIFICATE_LEVELS = {"good": Level.OK, "ends_soon": Level.WARN}


@dataclass(frozen=True, slots=True)
class Result:
    """`code` has a text in every language (`cli.doctor.<code>`), with what to do."""

    level: Level
    code: str
    params: dict[str, object] = field(default_factory=dict)


Check = Callable[[Settings], AsyncIterator[Result]]


async def examine(settings: Settings, show: Callable[[Result], None]) -> list[Result]:
    """Every check in turn; `show` gets each result when it is there."""
    results = []
    for check in CHECKS:
        async for result in _guarded(check, settings):
            results.append(result)
            show(result)
    return results


async def _guarded(check: Check, settings: Settings) -> AsyncIterator[Result]:
    """A fault of a check is a result as well; its words may hold a password and stay out."""
    name = check.__name__.strip("_")
    try:
        async with asyncio.timeout(PATIENCE_S):
            async for result in check(settings):
                yield result
    except Exception as error:
        why = error.code if isinstance(error, HuizhenError) else type(error).__name__
        yield _fail("check_failed", check=name, why=why)


def _ok(code: str, **params: object) -> Result:
    return Result(Level.OK, code, params)


def _warn(code: str, **params: object) -> Result:
    return Result(Level.WARN, code, params)


def _fail(code: str, **params: object) -> Result:
    return Result(Level.FAIL, code, params)


async def _address(settings: Settings) -> AsyncIterator[Result]:
    """People must reach the address they are told, and the line must be private."""
    url = settings.public_url
    public = not is_loopback(settings.public_host)
    if public and not settings.https:
        yield _warn("address_plain", url=url)
    elif not public and not is_loopback(settings.host):
        yield _fail("address_local", url=url, host=settings.host)
    else:
        yield _ok("address", url=url)


async def _certificate(settings: Settings) -> AsyncIterator[Result]:
    if (found := certificate_state(settings, system_clock())) is not None:
        state, params = found
        yield Result(CERTIFICATE_LEVELS.get(state, Level.FAIL), f"certificate_{state}", params)


async def _secret(settings: Settings) -> AsyncIterator[Result]:
    if settings.secret_key:
        yield _ok("secret_set")
        return
    path = settings.data_dir / "secret.key"
    if not path.exists():
        yield _ok("secret_later", path=path)
    elif mode := stat.S_IMODE(path.stat().st_mode) & 0o077:
        yield _fail("secret_open", path=path, mode=f"{mode:03o}")
    else:
        yield _ok("secret_file", path=path)


async def _folder(settings: Settings) -> AsyncIterator[Result]:
    """The data folder is ours alone, and has room for uploads."""
    folder = settings.data_dir
    if not folder.is_dir():
        yield _warn("folder_none", path=folder)
        return
    probe = folder / f".probe-{secrets.token_hex(6)}"
    try:
        probe.write_bytes(b"probe")
    except OSError as error:
        yield _fail("folder_locked", path=folder, why=error.strerror or "")
        return
    finally:
        probe.unlink(missing_ok=True)
    disk = os.statvfs(folder)
    free = f"{disk.f_bavail * disk.f_frsize / GIB:.1f}"
    least = settings.disk_reserve
    try:
        (Reserve() if least is None else Reserve(least, share=0)).check(folder)
    except DiskReserved:
        yield _fail("folder_full", path=folder, free=free)
        return
    yield _ok("folder", path=folder, free=free)


async def _database(settings: Settings) -> AsyncIterator[Result]:
    url = settings.database_url
    try:
        found = await asyncio.to_thread(migrate.current, url)
        if found is None:
            yield _warn("schema_none")
            return
        await asyncio.to_thread(migrate.check, url)
    except Unavailable:
        if urlsplit(url).scheme == "sqlite" and not os.path.exists(urlsplit(url).path):
            yield _warn("schema_none")
        else:
            yield _fail("database_down", where=_without_secret(url))
        return
    except SchemaOutdated as error:
        yield _warn("schema_old", **error.params)
        return
    except DatabaseNewer as error:
        yield _fail("schema_newer", **error.params)
        return
    if await asyncio.to_thread(migrate.drift, url):
        yield _fail("schema_drift", revision=found)
    database = open_database(url)
    try:
        async for result in _open_database(settings, database, found):
            yield result
    finally:
        await database.close()


async def _open_database(
    settings: Settings, database: Database, revision: str
) -> AsyncIterator[Result]:
    await database.ping()
    version = await database.read(database_version)
    yield _ok("database", version=version, revision=revision)
    last = await database.read(newest)
    ahead = (last or system_clock()) - system_clock()
    if ahead > CLOCK_TOLERANCE:
        yield _fail("clock_behind", seconds=int(ahead.total_seconds()))
    else:
        yield _ok("clock", now=f"{system_clock():%Y-%m-%d %H:%M:%S}")
    public = settings.https or not is_loopback(settings.host)
    demo = await UnitOfWork(database).look(has_demo_accounts)
    if demo and public:
        yield _fail("demo_public")
    elif demo:
        yield _warn("demo")


async def _objects(settings: Settings) -> AsyncIterator[Result]:
    """Written, read back and removed again, whatever the bucket's own rights are."""
    where = _without_secret(settings.object_store_url)
    data = secrets.token_bytes(64)
    sha256 = hashlib.sha256(data).hexdigest()
    objects = open_object_store(settings.object_store_url)
    try:
        await objects.ping()
        await objects.put_bytes(data, sha256)
        async with aclosing(objects.open(sha256)) as chunks:
            back = b"".join([chunk async for chunk in chunks])
        await objects.delete(sha256)
        gone = await objects.stat(sha256) is None
    except Unavailable:
        yield _fail("objects_down", where=where)
        return
    finally:
        await objects.close()
    yield (
        _ok("objects", where=where)
        if back == data and gone
        else _fail("objects_wrong", where=where)
    )


async def _worker(settings: Settings) -> AsyncIterator[Result]:
    """The process that reads foreign files starts, with its limits."""
    try:
        async with IntakeWorker():
            yield _ok("worker")
    except IntakeUnavailable:
        yield _fail("worker_down")


async def _port(settings: Settings) -> AsyncIterator[Result]:
    import socket

    with closing(socket.socket()) as probe:
        probe.settimeout(2)
        host = settings.host if settings.host not in ("0.0.0.0", "::") else "127.0.0.1"  # noqa: S104
        taken = await asyncio.to_thread(partial(probe.connect_ex, (host, settings.port))) == 0
    place = f"{settings.host}:{settings.port}"
    yield _ok("port_taken" if taken else "port_free", place=place)


def _without_secret(url: str) -> str:
    """Where it is, without key, secret, user or password."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


async def _bus(settings: Settings) -> AsyncIterator[Result]:
    """A word of one's own comes back over it."""
    where = _without_secret(settings.bus_url)
    if settings.bus_url == "memory:":
        yield _ok("bus_one")
        return
    try:
        await try_out(settings.bus_url)
    except BusAway:
        yield _warn("bus_away", where=where)
    else:
        yield _ok("bus", where=where)


CHECKS: tuple[Check, ...] = (
    _address,
    _port,
    _certificate,
    _secret,
    _folder,
    _database,
    _objects,
    _bus,
    _worker,
)
