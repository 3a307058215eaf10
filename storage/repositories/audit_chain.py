"""The chain over the audit trail: sealed in batches, read again page by page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from consult.access.audit import AuditEvent
from consult.access.chain import AuditLink, continue_chain
from storage.database.tables.audit import audit_event, audit_link, audit_pending
from storage.repositories.mapping import Mapper

_EVENTS, _LINKS = Mapper(AuditEvent), Mapper(AuditLink)
_EVENT_COLUMNS = [audit_event.c[name] for name in _EVENTS.names]
_LINK_COLUMNS = [audit_link.c[name] for name in _LINKS.names]
# One process at a time continues the chain; any number that is ours alone.
_LOCK = 7_235_001


@dataclass(frozen=True, slots=True)
class Sealed:
    """A link with the row it seals; None where the row is gone."""

    link: AuditLink
    event: AuditEvent | None


def head(conn: sa.Connection) -> AuditLink | None:
    """The last link."""
    row = conn.execute(
        sa.select(*_LINK_COLUMNS).order_by(audit_link.c.chain_no.desc()).limit(1)
    ).first()
    return None if row is None else _LINKS.from_row(row)


def seal(conn: sa.Connection, most: int) -> int:
    """Continue the chain by at most so many waiting rows; how many it were.

    0 too while another process does it. In the order of their ids, which is that of their time.
    """
    if conn.dialect.name == "postgresql":
        taken = conn.execute(sa.select(sa.func.pg_try_advisory_xact_lock(_LOCK))).scalar()
        if not taken:
            return 0
    waiting = conn.execute(
        sa.select(*_EVENT_COLUMNS)
        .join(audit_pending, audit_pending.c.event_id == audit_event.c.id)
        .order_by(audit_event.c.id)
        .limit(most)
    ).all()
    links = continue_chain(head(conn), map(_EVENTS.from_row, waiting))
    if links:
        conn.execute(sa.insert(audit_link), [_LINKS.dump(link) for link in links])
        done = [link.event_id for link in links]
        conn.execute(sa.delete(audit_pending).where(audit_pending.c.event_id.in_(done)))
    return len(links)


def page(conn: sa.Connection, after: int, most: int) -> Sequence[Sealed]:
    """Links after this number, in order."""
    rows = conn.execute(
        sa.select(*_LINK_COLUMNS, *_EVENT_COLUMNS)
        .outerjoin(audit_event, audit_event.c.id == audit_link.c.event_id)
        .where(audit_link.c.chain_no > after)
        .order_by(audit_link.c.chain_no)
        .limit(most)
    )
    width = len(_LINK_COLUMNS)
    return [
        Sealed(
            _LINKS.from_row(row[:width]),
            None if row[width] is None else _EVENTS.from_row(row[width:]),
        )
        for row in rows
    ]


def count(conn: sa.Connection) -> int:
    return conn.execute(sa.select(sa.func.count()).select_from(audit_link)).scalar_one()


def waiting(conn: sa.Connection) -> int:
    """Rows that are not sealed yet."""
    return conn.execute(sa.select(sa.func.count()).select_from(audit_pending)).scalar_one()


def strays(conn: sa.Connection) -> Sequence[str]:
    """Rows that are neither sealed nor waiting to be."""
    return (
        conn.execute(
            sa.select(audit_event.c.id)
            .outerjoin(audit_link, audit_link.c.event_id == audit_event.c.id)
            .outerjoin(audit_pending, audit_pending.c.event_id == audit_event.c.id)
            .where(audit_link.c.chain_no.is_(None), audit_pending.c.event_id.is_(None))
            .order_by(audit_event.c.id)
        )
        .scalars()
        .all()
    )


def vanished(conn: sa.Connection) -> Sequence[str]:
    """Rows that went before they were sealed."""
    return (
        conn.execute(
            sa.select(audit_pending.c.event_id)
            .outerjoin(audit_event, audit_pending.c.event_id == audit_event.c.id)
            .where(audit_event.c.id.is_(None))
            .order_by(audit_pending.c.event_id)
        )
        .scalars()
        .all()
    )


def forget_sealed(conn: sa.Connection) -> None:
    """After rows and links came from a backup: what has a link waits for none."""
    linked = sa.select(audit_link.c.event_id)
    conn.execute(sa.delete(audit_pending).where(audit_pending.c.event_id.in_(linked)))
