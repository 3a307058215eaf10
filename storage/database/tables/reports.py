"""Opinions, answers and adoptions. A trigger keeps signed rows as they were signed."""

from __future__ import annotations

import sqlalchemy as sa

from consult.reports.opinion import AdoptionValue, OpinionState
from storage.database.metadata import metadata
from storage.database.tables.columns import (
    CODE,
    SHA256,
    col,
    instant,
    json,
    key,
    one_of,
    ref,
)

opinion = sa.Table(
    "opinion",
    metadata,
    key(),
    ref("request_id", "request.id"),
    col("version", sa.Integer()),
    col("kind", CODE),
    col("state", CODE),
    ref("author_id", "person.id"),
    json("content"),
    col("content_sha256", SHA256),
    instant("updated_at"),
    instant("signed_at", null=True),
    json("signer", null=True),
    col("correction_reason", sa.Text()),
    col("revision", sa.Integer()),
    sa.Column("interim", sa.Boolean(), nullable=False, server_default=sa.false()),
    one_of("state", OpinionState),
    sa.UniqueConstraint("request_id", "version"),
    sa.Index(
        "uq_opinion_one_draft",
        "request_id",
        unique=True,
        sqlite_where=sa.text("state = 'draft'"),
        postgresql_where=sa.text("state = 'draft'"),
    ),
)

answer = sa.Table(
    "answer",
    metadata,
    ref("opinion_id", "opinion.id", primary=True),
    sa.Column("question_no", sa.Integer(), primary_key=True),
    col("text", sa.Text()),
    col("cannot", sa.Boolean()),
    col("reason", sa.Text()),
)

adoption = sa.Table(
    "adoption",
    metadata,
    key(),
    ref("opinion_id", "opinion.id"),
    col("value", CODE),
    col("reason", sa.Text()),
    instant("order_at", null=True),
    ref("by", "person.id"),
    instant("at"),
    one_of("value", AdoptionValue),
    sa.Index(None, "opinion_id"),
)
