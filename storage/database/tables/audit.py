"""The audit trail; a trigger refuses changes and deletions."""

from __future__ import annotations

import sqlalchemy as sa

from consult.access.audit import Outcome
from storage.database.metadata import metadata
from storage.database.tables.columns import CODE, NAME, col, instant, key, one_of

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
    one_of("outcome", Outcome),
    sa.Index(None, "case_id", "at"),
    sa.Index(None, "patient_id", "at"),
    sa.Index(None, "at"),
)
