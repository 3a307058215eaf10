"""Timers, the outbox, and counters: what must go on after a restart."""

from __future__ import annotations

import sqlalchemy as sa

from storage.database.metadata import metadata
from storage.database.tables.columns import CODE, NAME, col, instant, json, key


def _lease_table(name: str) -> sa.Table:
    """Rows claimed by a conditional update; each (subject, kind, step) exists once."""
    return sa.Table(
        name,
        metadata,
        key(),
        col("subject", NAME),
        col("kind", CODE),
        col("step", CODE),
        json("payload"),
        instant("due_at"),
        instant("lease_until", null=True),
        col("lease_by", CODE),
        col("attempts", sa.Integer()),
        instant("done_at", null=True),
        sa.UniqueConstraint("subject", "kind", "step"),
        sa.Index(
            f"ix_{name}_open",
            "due_at",
            sqlite_where=sa.text("done_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL"),
        ),
    )


timer = _lease_table("timer")
outbox = _lease_table("outbox")

counter = sa.Table(
    "counter",
    metadata,
    sa.Column("name", NAME, primary_key=True),
    col("value", sa.BigInteger()),
)
