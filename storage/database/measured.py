"""A database whose writes are timed."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeVar

from sqlalchemy import Connection

from storage.database.engine import Database

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class MeasuredDatabase:
    """`storage.database.engine.Database`; `took` gets the seconds of each write, failed or not."""

    database: Database
    took: Callable[[float], None]

    @property
    def dialect(self) -> Literal["sqlite", "postgresql"]:
        return self.database.dialect

    async def read(self, work: Callable[[Connection], T], *, single: bool = False) -> T:
        return await self.database.read(work, single=single)

    async def write(self, work: Callable[[Connection], T]) -> T:
        began = time.perf_counter()
        try:
            return await self.database.write(work)
        finally:
            self.took(time.perf_counter() - began)

    async def ping(self) -> None:
        await self.database.ping()

    async def close(self) -> None:
        await self.database.close()
