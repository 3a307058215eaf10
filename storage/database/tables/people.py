"""People, their logins, sessions and tokens, and their roles."""

from __future__ import annotations

import sqlalchemy as sa

from consult.network.people import AccountStatus
from consult.network.roles import Role
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

person = sa.Table(
    "person",
    metadata,
    key(),
    col("name", NAME),
    col("locale", CODE),
    col("title", NAME),
    col("phone", NAME),
    json("languages"),
    json("specialties"),
    col("licence_no", NAME),
    col("licence_valid_to", sa.Date(), null=True),
)

account = sa.Table(
    "account",
    metadata,
    key(),
    ref("person_id", "person.id"),
    sa.Column("username", sa.String(63), nullable=False, unique=True),
    col("password_hash", NAME),
    col("status", CODE),
    col("demo", sa.Boolean()),
    col("must_change_password", sa.Boolean()),
    one_of("status", AccountStatus),
    sa.Index(None, "person_id"),
)

login_session = sa.Table(
    "login_session",
    metadata,
    key(),
    ref("account_id", "account.id"),
    ref("person_id", "person.id"),
    sa.Column("token_sha256", SHA256, nullable=False, unique=True),
    instant("created_at"),
    instant("seen_at"),
    instant("expires_at"),
    col("user_agent", NAME),
    instant("revoked_at", null=True),
    sa.Index(None, "account_id"),
)

api_token = sa.Table(
    "api_token",
    metadata,
    key(),
    ref("person_id", "person.id"),
    col("name", NAME),
    sa.Column("token_sha256", SHA256, nullable=False, unique=True),
    json("scopes"),
    instant("created_at"),
    instant("expires_at", null=True),
    instant("revoked_at", null=True),
    sa.Index(None, "person_id"),
)

socket_ticket = sa.Table(
    "socket_ticket",
    metadata,
    sa.Column("secret_sha256", SHA256, primary_key=True),
    ref("person_id", "person.id"),
    col("session_id", ID, null=True),
    col("token_id", ID, null=True),
    instant("expires_at"),
    col("uses", sa.Integer()),
    sa.Index(None, "person_id"),
)

role_assignment = sa.Table(
    "role_assignment",
    metadata,
    key(),
    ref("person_id", "person.id"),
    ref("org_id", "organization.id"),
    ref("department_id", "department.id", null=True),
    col("role", CODE),
    instant("valid_from"),
    instant("valid_to", null=True),
    one_of("role", Role),
    sa.Index(None, "person_id"),
    sa.Index(None, "org_id", "role"),
)
