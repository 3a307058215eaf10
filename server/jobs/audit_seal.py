"""Seals the audit trail: a little after a row was written, never in the way of who wrote it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial

import structlog

from server.services import Services
from storage.database.engine import Database
from storage.repositories import audit_chain

SEAL_EVERY = 15.0
# A short transaction each, so that a message waits for no chain.
AT_ONCE = 500
_log = structlog.get_logger("huizhen.audit")


class AuditSeal:
    """One per process; on one database they take turns."""

    def __init__(self, database: Database, every: float = SEAL_EVERY) -> None:
        self._database = database
        self._every = every

    async def run(self) -> None:
        while True:
            try:
                await self.seal_all()
            except Exception as error:
                _log.error("failed", error=type(error).__name__, code=getattr(error, "code", ""))
            await asyncio.sleep(self._every)

    async def seal_all(self) -> int:
        """Seal what waits; the head goes into the log, where a rewriter of the database is not."""
        sealed = 0
        while count := await self._database.write(partial(audit_chain.seal, most=AT_ONCE)):
            sealed += count
        if sealed and (head := await self._database.read(audit_chain.head)) is not None:
            _log.info("sealed", rows=sealed, head=f"{head.chain_no}:{head.hash}")
        return sealed


@asynccontextmanager
async def audit_seal(services: Services) -> AsyncIterator[None]:
    task = asyncio.create_task(AuditSeal(services.database).run(), name="audit-seal")
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
