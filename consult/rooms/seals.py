"""The hash that fixes what had been said when an opinion was signed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from consult.rooms.room import RoomEvent


def seal_hash(events: Iterable[RoomEvent]) -> str:
    """SHA-256 over the canonical JSON of every event, in order of `seq`."""
    digest = hashlib.sha256()
    for event in events:
        line = [
            event.seq,
            event.kind,
            event.author_id,
            event.cmid,
            event.target_seq,
            event.anchor,
            event.body,
            event.at.isoformat(),
        ]
        digest.update(json.dumps(line, ensure_ascii=False, sort_keys=True).encode())
        digest.update(b"\n")
    return digest.hexdigest()
