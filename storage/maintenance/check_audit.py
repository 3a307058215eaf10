"""The audit trail: every row as it was sealed, none gone, none that was never sealed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from consult.access.chain import BEGINNING, AuditLink, link_hash
from storage.database.engine import Database
from storage.maintenance.findings import Finding, Progress, Report, Weight
from storage.repositories import audit_chain
from storage.repositories.audit_chain import Sealed

PAGE = 2000
START = AuditLink(0, "", BEGINNING)


async def check_audit(
    database: Database, tell: Progress, found: Report, head: AuditLink | None = None
) -> int:
    """Rows looked at. `head` is an older end of the chain somebody kept elsewhere."""
    total = await database.read(audit_chain.count)
    last = START
    while page := await database.read(partial(audit_chain.page, after=last.chain_no, most=PAGE)):
        for sealed in page:
            for finding in _look(last, sealed, head):
                found(finding)
            last = sealed.link
        tell("audit", last.chain_no, total)
    if head is not None and head.chain_no > last.chain_no:
        found(_broken("audit_cut", str(head.chain_no), last=last.chain_no))
    for event_id in await database.read(audit_chain.vanished):
        found(_broken("audit_missing", event_id))
    for event_id in await database.read(audit_chain.strays):
        found(_broken("audit_unsealed", event_id))
    return last.chain_no


def _look(last: AuditLink, sealed: Sealed, head: AuditLink | None) -> Iterator[Finding]:
    link = sealed.link
    if link.chain_no != last.chain_no + 1:
        yield _broken("audit_gap", str(last.chain_no + 1))
    elif sealed.event is None:
        yield _broken("audit_missing", link.event_id)
    elif link_hash(last.hash, sealed.event) != link.hash:
        yield _broken("audit_changed", link.event_id, number=link.chain_no)
    if head is not None and head.chain_no == link.chain_no and head.hash != link.hash:
        yield _broken("audit_rewritten", str(link.chain_no))


def _broken(code: str, subject: str, **params: object) -> Finding:
    return Finding(Weight.BROKEN, code, subject, params)
