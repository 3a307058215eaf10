"""Timers as rows: set and dropped with what they belong to, found when they are due."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from consult.errors import Duplicate
from consult.timers import Timer
from storage.database.tables.jobs import timer
from storage.repositories.row_statements import RowStatements
from storage.repositories.rows import Rows

_ROWS = RowStatements(timer, Timer)
_TIMERS = _ROWS.mapper
_COLUMNS = [timer.c[name] for name in _TIMERS.names]
_OPEN = timer.c.done_at.is_(None)


class SqlTimers:
    """`consult.timers.Timers` over the connection of a transaction."""

    def __init__(self, conn: sa.Connection) -> None:
        self._conn = conn

    def set(self, item: Timer) -> None:
        if self._move(item):
            return
        try:
            Rows(self._conn, _ROWS).add(item)
        except Duplicate:  # done already, or set by another server in this moment
            self._move(item)

    def _move(self, item: Timer) -> bool:
        same = (
            timer.c.subject == item.subject,
            timer.c.kind == item.kind,
            timer.c.step == item.step,
        )
        values = {"due_at": item.due_at, "payload": item.payload, "lease_until": None}
        moved = self._conn.execute(sa.update(timer).where(*same, _OPEN).values(values))
        return moved.rowcount == 1

    def drop(self, subject: str, kind: str | None = None) -> None:
        self._conn.execute(sa.delete(timer).where(*_of(subject, kind)))

    def open(self, subject: str, kind: str | None = None) -> Sequence[Timer]:
        query = sa.select(*_COLUMNS).where(*_of(subject, kind)).order_by(timer.c.due_at, timer.c.id)
        return [_TIMERS.load(dict(row)) for row in self._conn.execute(query).mappings()]

    def finish(self, timer_id: str, now: datetime) -> bool:
        done = sa.update(timer).where(timer.c.id == timer_id, _OPEN).values(done_at=now)
        return self._conn.execute(done).rowcount == 1


def _of(subject: str, kind: str | None) -> list[sa.ColumnElement[bool]]:
    where = [timer.c.subject == subject, _OPEN]
    return where if kind is None else [*where, timer.c.kind == kind]


@dataclass(frozen=True, slots=True)
class Look:
    """What is due now, and when the next one will be; `oldest` is due and not done since then."""

    due: Sequence[Timer]
    next_at: datetime | None
    oldest: datetime | None


def look(conn: sa.Connection, kinds: Collection[str], now: datetime, limit: int) -> Look:
    """Open timers of these kinds; one that failed lately waits until its lease is over."""
    ours = (timer.c.kind.in_(sorted(kinds)), _OPEN)
    held = sa.and_(timer.c.lease_until.is_not(None), timer.c.lease_until > now)
    rows = conn.execute(
        sa.select(*_COLUMNS)
        .where(*ours, timer.c.due_at <= now, sa.not_(held))
        .order_by(timer.c.due_at, timer.c.id)
        .limit(limit)
    ).mappings()
    due = [_TIMERS.load(dict(row)) for row in rows]
    later = sa.select(sa.func.min(timer.c.due_at)).where(*ours, timer.c.due_at > now)
    first = sa.select(sa.func.min(timer.c.due_at)).where(*ours, timer.c.due_at <= now)
    return Look(due, conn.execute(later).scalar(), conn.execute(first).scalar())


def hold(conn: sa.Connection, timer_id: str, until: datetime, owner: str) -> None:
    """It failed: not before `until`, by whomever."""
    conn.execute(
        sa.update(timer)
        .where(timer.c.id == timer_id, _OPEN)
        .values(lease_until=until, lease_by=owner, attempts=timer.c.attempts + 1)
    )
