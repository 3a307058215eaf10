"""A unit of work for one command: the database opened, used and closed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from typing import TypeVar

from server.cli.terminal import speak
from server.settings import Settings
from storage.database import migrate
from storage.database.engine import Database, open_database
from storage.database.unit_of_work import UnitOfWork
from storage.errors import SchemaOutdated, StorageUnavailable
from storage.objects import ObjectStore, open_object_store

R = TypeVar("R")
Parts = Callable[[Database, ObjectStore], Awaitable[R]]


def bring_up_to_date(settings: Settings) -> None:
    """Migrate an empty or older database; a newer one is refused and not touched."""
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        migrate.check(settings.database_url)
    except (SchemaOutdated, StorageUnavailable):  # a file that is not there yet cannot be read
        speak("migrated", revision=migrate.upgrade(settings.database_url))


def with_database(settings: Settings, work: Callable[[UnitOfWork], Awaitable[R]]) -> R:
    """Run `work` on the installation's database, which must be of this release."""

    async def run() -> R:
        database = open_database(settings.database_url)
        try:
            return await work(UnitOfWork(database))
        finally:
            await database.close()

    migrate.check(settings.database_url)
    return asyncio.run(run())


def with_parts(settings: Settings, work: Parts[R]) -> R:
    """Run `work` on the installation's database and object store."""

    async def run() -> R:
        async with AsyncExitStack() as stack:
            database = open_database(settings.database_url)
            stack.push_async_callback(database.close)
            objects = open_object_store(settings.object_store_url)
            stack.push_async_callback(objects.close)
            return await work(database, objects)

    migrate.check(settings.database_url)
    return asyncio.run(run())
