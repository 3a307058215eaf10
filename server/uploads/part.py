"""What uploads need while the server runs: this node's spool and its finisher."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from server.uploads.finish import Finisher
from server.uploads.receive import Receivers
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
    spool = await asyncio.to_thread(Spool, settings.spool_dir)
    finisher = Finisher(
        uow=services.uow,
        spool=spool,
        objects=services.objects,
        worker=services.intake,
        node=node,
    )
    services.uploads = Uploads(node, spool, finisher)
    await finisher.start()
    try:
        yield
    finally:
        await finisher.stop()


def _node_name(data_dir: Path) -> str:
    """A name of this node's own: uploads belong to the node whose spool has their bytes."""
    path = data_dir / "node"
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        path.write_text(secrets.token_hex(6))
        return path.read_text()
