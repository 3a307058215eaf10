"""What the asking hospital keeps for itself: drafts, tasks, merges, follow-ups, its form lists."""

from __future__ import annotations

import sqlalchemy as sa

from consult.cases.asking.follow_up import Outcome
from consult.cases.asking.task import TaskState
from storage.database.metadata import metadata
from storage.database.tables.columns import CODE, ID, NAME, col, instant, json, key, one_of, ref

case_draft = sa.Table(
    "case_draft",
    metadata,
    # The id of the case it may become, so no foreign key.
    key(),
    ref("person_id", "person.id"),
    ref("org_id", "organization.id"),
    json("body"),
    col("revision", sa.Integer()),
    instant("updated_at"),
    sa.Index(None, "person_id"),
)

case_task = sa.Table(
    "case_task",
    metadata,
    key(),
    ref("case_id", "case.id"),
    ref("org_id", "organization.id"),
    col("wanted", CODE),
    col("text", sa.Text()),
    ref("asked_by", "person.id"),
    ref("person_id", "person.id", null=True),
    col("state", CODE),
    instant("created_at"),
    instant("due_at"),
    instant("done_at", null=True),
    ref("done_by", "person.id", null=True),
    # Added later, and SQLite adds no foreign key to a table that is there.
    col("request_id", ID, null=True),
    col("version", sa.Integer()),
    one_of("state", TaskState),
    sa.Index(None, "case_id"),
    sa.Index(None, "org_id", "state"),
)

patient_merge = sa.Table(
    "patient_merge",
    metadata,
    key(),
    ref("org_id", "organization.id"),
    ref("from_id", "patient.id"),
    ref("into_id", "patient.id"),
    json("moved"),
    col("reason", sa.Text()),
    ref("by", "person.id"),
    instant("at"),
    ref("undone_by", "person.id", null=True),
    instant("undone_at", null=True),
    col("undone_reason", sa.Text()),
    sa.Index(None, "from_id"),
    sa.Index(None, "into_id"),
)

follow_up = sa.Table(
    "follow_up",
    metadata,
    ref("request_id", "request.id", primary=True),
    sa.Column("day", sa.Integer(), primary_key=True),
    ref("org_id", "organization.id"),
    instant("due_at"),
    instant("done_at", null=True),
    ref("done_by", "person.id", null=True),
    col("adopted", CODE),
    col("order_written", sa.Boolean(), null=True),
    col("outcome", CODE),
    col("note", sa.Text()),
    sa.CheckConstraint(
        "outcome = '' OR outcome IN ({})".format(", ".join(f"'{each}'" for each in Outcome)),
        name="outcome",
    ),
    sa.Index(
        "ix_follow_up_open",
        "org_id",
        "due_at",
        sqlite_where=sa.text("done_at IS NULL"),
        postgresql_where=sa.text("done_at IS NULL"),
    ),
    sa.Index(None, "done_at"),
)

form_template = sa.Table(
    "form_template",
    metadata,
    sa.Column("code", CODE, primary_key=True),
    sa.Column("version", sa.Integer(), primary_key=True),
    json("definition"),
    ref("by", "person.id"),
    instant("at"),
)

template_switch = sa.Table(
    "template_switch",
    metadata,
    ref("org_id", "organization.id", primary=True),
    sa.Column("code", CODE, primary_key=True),
    col("enabled", sa.Boolean()),
    ref("by", "person.id"),
    instant("at"),
)

code_entry = sa.Table(
    "code_entry",
    metadata,
    sa.Column("system", CODE, primary_key=True),
    sa.Column("code", CODE, primary_key=True),
    col("en", NAME),
    col("zh", NAME),
    col("vi", NAME),
    col("words", sa.Text()),
)
