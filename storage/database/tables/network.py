"""Organisations, departments and partnerships."""

from __future__ import annotations

import sqlalchemy as sa

from consult.network.capabilities import Has
from consult.network.organizations import OrgKind
from storage.database.metadata import metadata
from storage.database.tables.columns import CODE, NAME, SHA256, col, instant, json, key, one_of, ref

organization = sa.Table(
    "organization",
    metadata,
    key(),
    col("kind", CODE),
    ref("parent_id", "organization.id", null=True),
    col("level", NAME),
    col("name", NAME),
    col("time_zone", CODE),
    col("locale", CODE),
    col("phone", NAME),
    col("demo", sa.Boolean()),
    one_of("kind", OrgKind),
)

department = sa.Table(
    "department",
    metadata,
    key(),
    ref("org_id", "organization.id"),
    col("name", NAME),
    col("specialty", CODE),
    col("phone", NAME),
    sa.Index(None, "org_id"),
)

partnership = sa.Table(
    "partnership",
    metadata,
    key(),
    ref("requester_org", "organization.id"),
    ref("provider_org", "organization.id"),
    json("services"),
    instant("valid_from"),
    instant("valid_to", null=True),
    col("allows_referral", sa.Boolean()),
    sa.CheckConstraint("requester_org <> provider_org", name="pair"),
    sa.Index(None, "requester_org", "provider_org"),
)

capability_version = sa.Table(
    "capability_version",
    metadata,
    ref("org_id", "organization.id", primary=True),
    sa.Column("code", CODE, primary_key=True),
    sa.Column("version", sa.Integer(), primary_key=True),
    col("has", CODE),
    col("note", sa.Text()),
    col("since", sa.Date()),
    ref("by", "person.id"),
    instant("at"),
    one_of("has", Has),
)

protocol_version = sa.Table(
    "protocol_version",
    metadata,
    ref("org_id", "organization.id", primary=True),
    sa.Column("template", CODE, primary_key=True),
    sa.Column("version", sa.Integer(), primary_key=True),
    col("title", NAME),
    col("valid_from", sa.Date()),
    col("note", sa.Text()),
    sa.Column("object_sha256", SHA256, sa.ForeignKey("object.sha256"), nullable=True),
    col("size", sa.BigInteger()),
    ref("by", "person.id"),
    instant("at"),
)
