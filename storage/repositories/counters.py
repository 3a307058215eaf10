"""Counters by name: 1, 2, 3… given out inside the caller's transaction."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from storage.database.tables.jobs import counter


class SqlCounters:
    """`consult.ports.Counters`; the upsert locks the counter's row until the commit."""

    def __init__(self, conn: sa.Connection) -> None:
        self._conn = conn

    def next(self, name: str) -> int:
        insert = postgresql.insert if self._conn.dialect.name == "postgresql" else sqlite.insert
        statement = (
            insert(counter)
            .values(name=name, value=1)
            .on_conflict_do_update(
                index_elements=[counter.c.name], set_={"value": counter.c.value + 1}
            )
            .returning(counter.c.value)
        )
        return int(self._conn.execute(statement).scalar_one())
