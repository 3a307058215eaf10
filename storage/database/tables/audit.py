"""The audit trail; triggers refuse changes and deletions, and queue each row to be sealed."""

from __future__ import annotations

import sqlalchemy as sa

from consult.access.audit import Outcome
from storage.database.metadata import metadata
from storage.database.tables.columns import (
    CODE,
    ID,
    NAME,
    SHA256,
    col,
    instant,
    json,
    key,
    one_of,
    ref,
)

audit_event = sa.Table(
    "audit_event",
    metadata,
    key(),
    instant("at"),
    col("actor", sa.String(36)),
    col("for_org", sa.String(36), null=True),
    col("action", CODE),
    col("subject", NAME),
    col("patient_id", sa.String(36), null=True),
    col("case_id", sa.String(36), null=True),
    col("purpose", CODE),
    col("outcome", CODE),
    col("count", sa.Integer()),
    col("request_id", sa.String(64)),
    json("changes", null=True),
    one_of("outcome", Outcome),
    sa.Index(None, "case_id", "at"),
    sa.Index(None, "patient_id", "at"),
    sa.Index(None, "at"),
)

# The chain over it (consult.access.chain), written in batches a little later.
audit_link = sa.Table(
    "audit_link",
    metadata,
    sa.Column("chain_no", sa.BigInteger(), primary_key=True, autoincrement=False),
    ref("event_id", "audit_event.id"),
    col("hash", SHA256),
    sa.UniqueConstraint("event_id"),
)

# Rows that are not sealed yet; a trigger puts them here, whoever writes SQL.
audit_pending = sa.Table("audit_pending", metadata, sa.Column("event_id", ID, primary_key=True))
