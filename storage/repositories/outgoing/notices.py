"""Notices that are to go out, claimed by a conditional update; may repeat after a crash."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from consult.escalation.notices import Channel, Notice, NoticeState, PushSubscription
from storage.database.tables.escalation import channel, notice, push_subscription
from storage.database.tables.requests import request
from storage.repositories.mapping import Mapper
from storage.repositories.store import SqlStore

_NOTICES = Mapper(Notice)
_COLUMNS = [notice.c[name] for name in _NOTICES.names]
WAITING = NoticeState.WAITING.value


@dataclass(frozen=True, slots=True)
class Claimed:
    """One to send now, with its channel and, for a push, the browser it goes to."""

    notice: Notice
    channel: Channel
    subscription: PushSubscription | None


def due(conn: sa.Connection, now: datetime, limit: int) -> Sequence[str]:
    """Ids of what waits, is due, and nobody holds, oldest first."""
    query = (
        sa.select(notice.c.id)
        .where(notice.c.due_at <= now, _free(now))
        .order_by(notice.c.due_at, notice.c.id)
        .limit(limit)
    )
    return list(conn.execute(query).scalars())


def claim(
    conn: sa.Connection, ids: Sequence[str], owner: str, now: datetime, lease: timedelta
) -> list[Claimed]:
    """Take those that are still free."""
    rows = conn.execute(
        sa.update(notice)
        .where(notice.c.id.in_(ids), _free(now))
        .values(lease_until=now + lease, lease_by=owner, attempts=notice.c.attempts + 1)
        .returning(*_COLUMNS)
    ).mappings()
    mine = [_NOTICES.load(dict(row)) for row in rows]
    store = SqlStore(conn)
    channels = {each.id: each for each in store.channels.list(id=[n.channel_id for n in mine])}
    pushed = store.push_subscriptions.list(id=[n.address for n in mine])
    subscriptions = {each.id: each for each in pushed}
    return [Claimed(n, channels[n.channel_id], subscriptions.get(n.address)) for n in mine]


def finish(
    conn: sa.Connection,
    item: Claimed,
    owner: str,
    now: datetime,
    *,
    state: NoticeState,
    error: str = "",
    again_at: datetime | None = None,
) -> bool:
    """Say what came of it; False when it was stopped meanwhile, or is another's by now."""
    values = {
        "state": state.value,
        "error": error[:255],
        "lease_until": None,
        "lease_by": "",
        "sent_at": now if state is NoticeState.SENT else None,
        "settled_at": now if state is NoticeState.FAILED else None,
    }
    if again_at is not None:
        values["due_at"] = again_at
    done = conn.execute(
        sa.update(notice)
        .where(notice.c.id == item.notice.id, notice.c.state == WAITING, notice.c.lease_by == owner)
        .values(values)
    )
    told = {"last_ok_at": now} if not error else {"last_failed_at": now, "last_error": error[:255]}
    conn.execute(sa.update(channel).where(channel.c.id == item.channel.id).values(told))
    return done.rowcount == 1


def forget_subscription(conn: sa.Connection, subscription_id: str) -> None:
    """The browser has unsubscribed."""
    conn.execute(sa.delete(push_subscription).where(push_subscription.c.id == subscription_id))


def topics(conn: sa.Connection, request_id: str | None) -> list[str]:
    """Who looks again when something about this request's notices changes."""
    if request_id is None:
        return []
    row = conn.execute(
        sa.select(request.c.case_id, request.c.from_org, request.c.to_org).where(
            request.c.id == request_id
        )
    ).one()
    return [f"case:{row.case_id}", f"org:{row.from_org}", f"org:{row.to_org}"]


def _free(now: datetime) -> sa.ColumnElement[bool]:
    leased = sa.and_(notice.c.lease_until.is_not(None), notice.c.lease_until > now)
    return sa.and_(notice.c.state == WAITING, sa.not_(leased))
