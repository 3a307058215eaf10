"""Who looked up which case behind a figure; triggers refuse changes and deletions."""

from __future__ import annotations

import sqlalchemy as sa

from storage.database.metadata import metadata
from storage.database.tables.columns import CODE, col, instant, key, ref

figure_unmasking = sa.Table(
    "figure_unmasking",
    metadata,
    key(),
    ref("request_id", "request.id"),
    col("figure", CODE),
    ref("by", "person.id"),
    ref("for_org", "organization.id"),
    col("reason", sa.Text()),
    instant("at"),
    sa.Index(None, "request_id"),
    sa.Index(None, "at"),
)
