"""Each audit row sealed to the one before it, so that none is changed or taken out unseen.

Number n's hash is SHA-256 of the hash of n-1 (64 hex digits) and the row's canonical line: JSON
with sorted keys, no spaces, times as ISO 8601 in UTC with microseconds.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC

from consult.access.audit import AuditEvent

BEGINNING = "0" * 64
# Named here and not read off the class: a field added later must not change what was hashed, so
# it is hashed where it says something (`changes`).
FIELDS = (
    "id",
    "at",
    "actor",
    "action",
    "subject",
    "for_org",
    "patient_id",
    "case_id",
    "purpose",
    "outcome",
    "count",
    "request_id",
)


@dataclass(frozen=True, slots=True)
class AuditLink:
    """A sealed row; `chain_no` counts from 1 without a gap."""

    chain_no: int
    event_id: str
    hash: str


def canonical(event: AuditEvent) -> bytes:
    values = {name: getattr(event, name) for name in FIELDS}
    if event.changes is not None:
        values["changes"] = event.changes
    values["at"] = event.at.astimezone(UTC).isoformat(timespec="microseconds")
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def link_hash(previous: str, event: AuditEvent) -> str:
    return hashlib.sha256(previous.encode("ascii") + canonical(event)).hexdigest()


def continue_chain(last: AuditLink | None, events: Iterable[AuditEvent]) -> list[AuditLink]:
    """The links of `events` in their order, after `last`."""
    first, previous = (last.chain_no + 1, last.hash) if last else (1, BEGINNING)
    links = []
    for number, event in enumerate(events, first):
        previous = link_hash(previous, event)
        links.append(AuditLink(number, event.id, previous))
    return links
