"""Requests with their questions, assignments and transitions."""

from __future__ import annotations

import sqlalchemy as sa

from consult.cases.appointment import AppointmentState
from consult.cases.fee import Payer
from consult.cases.request import (
    MAX_WITH_LATER_ONES,
    AssignmentState,
    Kind,
    Part,
    Urgency,
)
from storage.database.metadata import metadata
from storage.database.tables.columns import CODE, NAME, col, instant, json, key, one_of, ref
from storage.database.types import Json

# As the index of them says it, so that it is found to fit.
OF_MDT = f"kind = '{Kind.MDT.value}'"

request = sa.Table(
    "request",
    metadata,
    key(),
    ref("case_id", "case.id"),
    col("kind", CODE),
    ref("department_id", "department.id", null=True),
    col("state", CODE),
    col("version", sa.Integer()),
    ref("from_org", "organization.id"),
    # Empty in a draft that has no destination yet, so no foreign key.
    col("to_org", sa.String(36)),
    col("specialty", CODE),
    col("urgency", CODE),
    col("partnership_id", sa.String(36)),
    ref("room_id", "room.id"),
    ref("based_on_id", "request.id", null=True),
    ref("replaces_id", "request.id", null=True),
    ref("created_by", "person.id"),
    instant("created_at"),
    instant("submitted_at", null=True),
    instant("due_at", null=True),
    instant("promised_at", null=True),
    col("net_paused_s", sa.Integer()),
    sa.Column("pending_release", CODE, nullable=False, server_default=sa.text("''")),
    col("form_version", sa.Integer()),
    one_of("kind", Kind),
    one_of("urgency", Urgency),
    sa.Index(None, "case_id"),
    sa.Index(None, "room_id"),
    sa.Index(None, "to_org", "state"),
    sa.Index(None, "from_org", "state"),
    sa.Index(None, "state"),
    # Those before a team; an index by kind of all would be taken for lists of the other kinds.
    sa.Index(
        "ix_request_mdt_created_at",
        "created_at",
        sqlite_where=sa.text(OF_MDT),
        postgresql_where=sa.text(OF_MDT),
    ),
)

question = sa.Table(
    "question",
    metadata,
    ref("request_id", "request.id", primary=True),
    sa.Column("no", sa.Integer(), primary_key=True),
    col("text", sa.Text()),
    instant("asked_at", null=True),
    sa.CheckConstraint(f"no BETWEEN 1 AND {MAX_WITH_LATER_ONES}", name="no"),
)

assignment = sa.Table(
    "assignment",
    metadata,
    key(),
    ref("request_id", "request.id"),
    ref("person_id", "person.id"),
    col("part", CODE),
    col("state", CODE),
    instant("offered_at"),
    ref("offered_by", "person.id"),
    instant("answer_by", null=True),
    instant("accepted_at", null=True),
    col("reason", sa.Text()),
    one_of("part", Part),
    one_of("state", AssignmentState),
    sa.Index(None, "request_id"),
    sa.Index(None, "person_id", "state"),
    sa.Index(None, "offered_by", "request_id"),
    # At most one accepted expert per request, whatever raced.
    sa.Index(
        "uq_assignment_accepted_expert",
        "request_id",
        unique=True,
        sqlite_where=sa.text("state = 'accepted' AND part = 'expert'"),
        postgresql_where=sa.text("state = 'accepted' AND part = 'expert'"),
    ),
)

transition = sa.Table(
    "transition",
    metadata,
    ref("request_id", "request.id", primary=True),
    sa.Column("no", sa.Integer(), primary_key=True),
    col("from_state", CODE),
    col("action", CODE),
    col("to_state", CODE),
    ref("by", "person.id", null=True),
    col("for_org", NAME),
    instant("at"),
    col("reason", sa.Text()),
    sa.Column("details", Json, nullable=False, server_default=sa.text("'{}'")),
    sa.Index(None, "at"),
    # What was sent in a time, for the figures: without reading every other step of it.
    sa.Index(None, "to_state", "at"),
)

appointment = sa.Table(
    "appointment",
    metadata,
    key(),
    ref("request_id", "request.id"),
    col("state", CODE),
    instant("starts_at"),
    instant("ends_at"),
    col("link", sa.Text()),
    ref("made_by", "person.id"),
    instant("made_at"),
    instant("changed_at"),
    col("sequence", sa.Integer()),
    one_of("state", AppointmentState),
    sa.Index(None, "request_id"),
)

fee = sa.Table(
    "fee",
    metadata,
    key(),
    ref("request_id", "request.id"),
    col("amount", sa.BigInteger()),
    col("currency", CODE),
    col("payer", CODE),
    col("note", sa.Text()),
    ref("by", "person.id"),
    instant("at"),
    one_of("payer", Payer),
    sa.Index(None, "request_id"),
)

phone_entry = sa.Table(
    "phone_entry",
    metadata,
    ref("case_id", "case.id", primary=True),
    ref("entered_by", "person.id"),
    ref("entered_for_org", "organization.id"),
    col("caller", NAME),
    col("caller_phone", NAME),
    col("read_back", sa.Boolean()),
    instant("at"),
    ref("confirmed_by", "person.id", null=True),
    instant("confirmed_at", null=True),
)

limits_version = sa.Table(
    "limits_version",
    metadata,
    # "" is the network, so no foreign key.
    sa.Column("org_id", sa.String(36), primary_key=True),
    sa.Column("version", sa.Integer(), primary_key=True),
    json("data"),
    col("reason", sa.Text()),
    ref("by", "person.id"),
    instant("at"),
)
