"""What uploads need while the server runs: this node's spool and its finisher."""

from __future__ import annotations

import asyncio
import os
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from server.uploads.finish import Finisher
from server.uploads.receive import Receivers
from server.uploads.sweep import keep_sweeping
from storage.intake.space import Reserve
from storage.intake.spool import Spool

if TYPE_CHECKING:
    from server.services import Services


@dataclass(slots=True)
class Uploads:
    node: str
    spool: Spool
    finisher: Finisher
    receivers: Receivers = field(default_factory=Receivers)


@asynccontextmanager
async def uploads(services: Services) -> AsyncIterator[None]:
    """Take up what was received before, and stop finishing when the server stops."""
    settings = services.settings
    node = await asyncio.to_thread(_node_name, settings.data_dir)
    least = settings.disk_reserve
    reserve = Reserve() if least is None else Reserve(least, share=0)
    spool = await asyncio.to_thread(Spool, settings.spool_dir, reserve)
    finisher = Finisher(
        uow=services.uow,
        spool=spool,
        objects=services.objects,
        worker=services.intake,
        node=node,
    )
    services.uploads = Uploads(node, spool, finisher)
    sweeping = asyncio.create_task(
        keep_sweeping(services.uow, spool, services.objects, node), name="sweep"
    )
    await finisher.start()
    try:
        yield
    finally:
        sweeping.cancel()
        await asyncio.gather(sweeping, return_exceptions=True)
        await finisher.stop()


def _node_name(data_dir: Path) -> str:
    """A name of this node's own: uploads belong to the node whose spool has their bytes.

    It is whole or not there: with half a name, a node would not know its own uploads again.
    """
    path = data_dir / "node"
    if not path.exists():
        made = data_dir / f".node-{secrets.token_hex(6)}"
        with made.open("w") as file:
            file.write(secrets.token_hex(6))
            file.flush()
            os.fsync(file.fileno())
        made.replace(path)
        descriptor = os.open(data_dir, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    return path.read_text().strip()
