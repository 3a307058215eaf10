"""Signed opinions say what was signed."""

from __future__ import annotations

from functools import partial

import sqlalchemy as sa

from consult.reports.opinion import OpinionState, content_hash
from storage.database.engine import Database
from storage.database.tables.reports import opinion
from storage.maintenance.findings import Finding, Progress, Report, Weight
from storage.repositories.store import SqlStore


async def check_opinions(database: Database, tell: Progress, found: Report) -> int:
    signed = await database.read(_signed)
    for done, opinion_id in enumerate(signed, 1):
        if not await database.read(partial(_as_signed, opinion_id=opinion_id)):
            found(Finding(Weight.BROKEN, "opinion_changed", opinion_id))
        tell("opinions", done, len(signed))
    return len(signed)


def _signed(conn: sa.Connection) -> list[str]:
    query = sa.select(opinion.c.id).where(opinion.c.state != OpinionState.DRAFT)
    return list(conn.execute(query.order_by(opinion.c.id)).scalars())


def _as_signed(conn: sa.Connection, opinion_id: str) -> bool:
    store = SqlStore(conn)
    kept = store.opinions.get(opinion_id)
    answers = store.answers.list(opinion_id=opinion_id)
    return content_hash(kept.content, answers) == kept.content_sha256
