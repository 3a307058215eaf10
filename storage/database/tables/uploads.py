"""Uploads and the objects that hold their bytes."""

from __future__ import annotations

import sqlalchemy as sa

from consult.studies.upload import UploadState
from storage.database.metadata import metadata
from storage.database.tables.columns import CODE, NAME, SHA256, col, instant, key, one_of, ref

upload = sa.Table(
    "upload",
    metadata,
    key(),
    col("batch", sa.String(64)),
    col("path", sa.Text()),
    col("node", CODE),
    ref("org_id", "organization.id"),
    ref("person_id", "person.id"),
    ref("case_id", "case.id", null=True),
    col("name", NAME),
    col("size", sa.BigInteger()),
    col("encoding", CODE),
    col("media_type", sa.String(100)),
    col("sha256", SHA256),
    col("offset", sa.BigInteger()),
    col("state", CODE),
    col("reason", NAME),
    col("item_kind", CODE),
    col("item_id", sa.String(36)),
    instant("created_at"),
    instant("expires_at"),
    one_of("state", UploadState),
    sa.CheckConstraint('"offset" BETWEEN 0 AND size', name="offset"),
    sa.Index(None, "node", "state"),
    sa.Index(None, "case_id"),
    sa.Index(None, "person_id", "id"),
)

stored_object = sa.Table(
    "object",
    metadata,
    sa.Column("sha256", SHA256, primary_key=True),
    col("size", sa.BigInteger()),
    col("state", CODE),
    col("store_key", NAME),
    instant("verified_at"),
    one_of("state", ("spooled", "stored", "missing")),
)
