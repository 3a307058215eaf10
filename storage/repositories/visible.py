"""The list filter: which cases an actor may see. Same source as `policy.decide`: `case_party`."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from consult.access.policy import Actor, readable_orgs
from storage.database.tables.cases import case_party


def visible(case_id: sa.ColumnElement[str], actor: Actor, now: datetime) -> sa.ColumnElement[bool]:
    """True for rows whose `case_id` the actor may read at `now`; every list puts it in WHERE."""
    party = case_party.alias()
    return sa.exists(
        sa.select(party.c.id).where(
            party.c.case_id == case_id,
            party.c.org_id.in_(sorted(readable_orgs(actor, now))),
            party.c.since <= now,
            sa.or_(party.c.until.is_(None), party.c.until > now),
        )
    )
