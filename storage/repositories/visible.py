"""The list filter: which cases an actor may see. Same source as `policy.decide`: `case_party`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from consult.access.policy import Actor, readable_orgs
from storage.database.tables.cases import case, case_party


def visible(case_id: sa.ColumnElement[str], actor: Actor, now: datetime) -> sa.ColumnElement[bool]:
    """True for rows whose `case_id` the actor may read at `now`; every list puts it in WHERE."""
    party = case_party.alias()
    return sa.exists(
        sa.select(party.c.id).where(party.c.case_id == case_id, _opens(party, actor, now))
    )


def newest_visible(actor: Actor, now: datetime, limit: int) -> sa.Select[tuple[str]]:
    """`case_id` of the newest cases the actor may read."""
    party = case_party.alias()
    cases = sa.select(party.c.case_id).where(_opens(party, actor, now)).distinct()
    return cases.order_by(party.c.case_id.desc()).limit(limit)


def _opens(party: sa.FromClause, actor: Actor, now: datetime) -> sa.ColumnElement[bool]:
    return sa.and_(
        party.c.org_id.in_(sorted(readable_orgs(actor, now))),
        party.c.since <= now,
        sa.or_(party.c.until.is_(None), party.c.until > now),
    )


def visible_ids(
    conn: sa.Connection, case_ids: Iterable[str], actor: Actor, now: datetime
) -> frozenset[str]:
    """Those of `case_ids` the actor may read."""
    wanted = sorted(set(case_ids))
    rows = conn.execute(
        sa.select(case.c.id).where(case.c.id.in_(wanted), visible(case.c.id, actor, now))
    )
    return frozenset(rows.scalars())
