"""Deliveries that are due, claimed by a conditional update so that each has one deliverer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from consult.events import Delivery
from storage.database.tables.jobs import outbox
from storage.database.tables.requests import request
from storage.repositories.mapping import Mapper

_DELIVERIES = Mapper(Delivery)
_COLUMNS = [outbox.c[name] for name in _DELIVERIES.names]


@dataclass(frozen=True, slots=True)
class Due:
    """`stale`: the request has moved on since, nobody needs to be called for it any more.

    What belongs to no request, as a ladder's rings, is never stale: it is taken back by hand.
    """

    delivery: Delivery
    stale: bool


def due(conn: sa.Connection, now: datetime) -> Sequence[Due]:
    """Everything undelivered that nobody holds, oldest first."""
    rows = conn.execute(
        sa.select(*_COLUMNS, request.c.version)
        .outerjoin(request, request.c.id == outbox.c.subject)
        .where(outbox.c.due_at <= now, _free(now))
        .order_by(outbox.c.due_at, outbox.c.id)
    ).mappings()
    return [
        Due(_DELIVERIES.load(dict(row)), row["version"] is not None and _moved_on(row))
        for row in rows
    ]


def _moved_on(row: sa.RowMapping) -> bool:
    """A call for a request counts for the version it was made at; other calls have no request."""
    return str(row["step"]) != str(row["version"])


def waiting(conn: sa.Connection, now: datetime) -> tuple[int, datetime | None]:
    """How many are due and not delivered, and since when the oldest is."""
    query = sa.select(sa.func.count(), sa.func.min(outbox.c.due_at))
    row = conn.execute(query.where(outbox.c.done_at.is_(None), outbox.c.due_at <= now)).one()
    return int(row[0]), row[1]


def claim(
    conn: sa.Connection, ids: Iterable[str], owner: str, now: datetime, lease: timedelta
) -> set[str]:
    """Take these for `lease`; returns those that were still free."""
    taken = conn.execute(
        sa.update(outbox)
        .where(outbox.c.id.in_(sorted(ids)), _free(now))
        .values(lease_until=now + lease, lease_by=owner, attempts=outbox.c.attempts + 1)
        .returning(outbox.c.id)
    )
    return set(taken.scalars())


def finish(conn: sa.Connection, ids: Iterable[str], owner: str, now: datetime) -> set[str]:
    """Mark as delivered; returns those marked by this very call."""
    done = conn.execute(
        sa.update(outbox)
        .where(outbox.c.id.in_(sorted(ids)), outbox.c.lease_by == owner, outbox.c.done_at.is_(None))
        .values(done_at=now)
        .returning(outbox.c.id)
    )
    return set(done.scalars())


def _free(now: datetime) -> sa.ColumnElement[bool]:
    leased = sa.and_(outbox.c.lease_until.is_not(None), outbox.c.lease_until > now)
    return sa.and_(outbox.c.done_at.is_(None), sa.not_(leased))
