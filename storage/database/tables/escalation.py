"""Ladders and what leaves the house for them."""

from __future__ import annotations

import sqlalchemy as sa

from consult.escalation.ladder import CallOutcome, LadderState
from consult.escalation.notices import ChannelKind, NoticeKind, NoticeState
from consult.escalation.policy import Target
from storage.database.metadata import metadata
from storage.database.tables.columns import CODE, NAME, col, instant, json, key, one_of, ref

policy = sa.Table(
    "escalation_policy",
    metadata,
    key(),
    ref("org_id", "organization.id"),
    col("specialty", CODE),
    col("version", sa.Integer()),
    json("after_s"),
    col("next_after_s", sa.Integer()),
    col("answer_within_s", sa.Integer()),
    col("ends_after_s", sa.Integer()),
    col("again_after_s", sa.Integer()),
    col("active", sa.Boolean()),
    col("reason", sa.Text()),
    col("by", sa.String(36)),
    instant("at"),
    sa.UniqueConstraint("org_id", "specialty", "version"),
)

ladder = sa.Table(
    "ladder",
    metadata,
    key(),
    ref("request_id", "request.id"),
    col("round", sa.Integer()),
    col("state", CODE),
    json("plan"),
    instant("started_at"),
    col("shift_s", sa.Integer()),
    ref("acked_by", "person.id", null=True),
    instant("acked_at", null=True),
    col("acked_via", CODE),
    instant("ended_at", null=True),
    col("version", sa.Integer()),
    one_of("state", LadderState),
    sa.UniqueConstraint("request_id", "round"),
    sa.Index(
        "ix_ladder_ringing",
        "state",
        sqlite_where=sa.text("state = 'ringing'"),
        postgresql_where=sa.text("state = 'ringing'"),
    ),
)

ladder_step = sa.Table(
    "ladder_step",
    metadata,
    ref("ladder_id", "ladder.id", primary=True),
    sa.Column("no", sa.Integer(), primary_key=True),
    col("target", CODE),
    ref("person_id", "person.id", null=True),
    col("name", NAME),
    col("phone", NAME),
    instant("at"),
    one_of("target", Target),
    sa.Index(None, "person_id"),
)

call_note = sa.Table(
    "call_note",
    metadata,
    key(),
    ref("request_id", "request.id"),
    ref("person_id", "person.id", null=True),
    col("name", NAME),
    col("phone", NAME),
    col("outcome", CODE),
    ref("by", "person.id"),
    instant("at"),
    one_of("outcome", CallOutcome),
    sa.Index(None, "request_id"),
)

channel = sa.Table(
    "notify_channel",
    metadata,
    key(),
    ref("org_id", "organization.id", null=True),
    col("kind", CODE),
    col("name", NAME),
    json("config"),
    col("secret", sa.Text()),
    col("callback_secret", sa.Text()),
    col("emergency_only", sa.Boolean()),
    col("enabled", sa.Boolean()),
    instant("last_ok_at", null=True),
    instant("last_failed_at", null=True),
    col("last_error", NAME),
    col("version", sa.Integer()),
    one_of("kind", ChannelKind),
)

notice = sa.Table(
    "notice",
    metadata,
    key(),
    col("kind", CODE),
    ref("channel_id", "notify_channel.id"),
    ref("person_id", "person.id", null=True),
    col("address", sa.Text()),
    col("locale", CODE),
    json("content"),
    ref("request_id", "request.id", null=True),
    ref("ladder_id", "ladder.id", null=True),
    col("step_no", sa.Integer()),
    col("state", CODE),
    instant("due_at"),
    instant("made_at"),
    instant("sent_at", null=True),
    instant("settled_at", null=True),
    col("error", NAME),
    col("attempts", sa.Integer()),
    instant("lease_until", null=True),
    col("lease_by", CODE),
    one_of("kind", NoticeKind),
    one_of("state", NoticeState),
    sa.Index(None, "ladder_id"),
    sa.Index(None, "request_id"),
    sa.Index(
        "ix_notice_waiting",
        "due_at",
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    ),
)

contact_address = sa.Table(
    "contact_address",
    metadata,
    ref("person_id", "person.id", primary=True),
    sa.Column("kind", CODE, primary_key=True),
    col("value", NAME),
)

push_subscription = sa.Table(
    "push_subscription",
    metadata,
    key(),
    ref("person_id", "person.id"),
    col("endpoint", sa.Text()),
    col("p256dh", NAME),
    col("auth", NAME),
    col("device", NAME),
    instant("created_at"),
    sa.UniqueConstraint("endpoint"),
    sa.Index(None, "person_id"),
)
