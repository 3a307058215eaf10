"""Rosters, shifts and what changes them; expert terms; shift hand-overs."""

from __future__ import annotations

import sqlalchemy as sa

from consult.duty.roster import LeaveKind, Presence
from consult.duty.swaps import SwapState
from storage.database.metadata import metadata
from storage.database.tables.columns import CODE, NAME, col, instant, key, one_of, ref

roster = sa.Table(
    "duty_roster",
    metadata,
    key(),
    ref("org_id", "organization.id"),
    col("specialty", CODE),
    col("lines", sa.Integer()),
    ref("head_id", "person.id", null=True),
    col("phone", NAME),
    col("retired", sa.Boolean()),
    col("version", sa.Integer()),
    sa.CheckConstraint("lines BETWEEN 1 AND 3", name="lines"),
    sa.UniqueConstraint("org_id", "specialty"),
)

shift = sa.Table(
    "duty_shift",
    metadata,
    key(),
    ref("roster_id", "duty_roster.id"),
    col("line", sa.Integer()),
    ref("person_id", "person.id"),
    col("weekday", sa.Integer()),
    col("starts_min", sa.Integer()),
    col("length_min", sa.Integer()),
    col("valid_from", sa.Date()),
    col("valid_to", sa.Date(), null=True),
    sa.CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
    sa.CheckConstraint("line BETWEEN 1 AND 3", name="line"),
    sa.Index(None, "roster_id"),
    sa.Index(None, "person_id"),
)

override = sa.Table(
    "duty_override",
    metadata,
    key(),
    ref("roster_id", "duty_roster.id"),
    col("line", sa.Integer()),
    ref("person_id", "person.id"),
    ref("instead_of", "person.id", null=True),
    instant("starts_at"),
    instant("ends_at"),
    col("reason", sa.Text()),
    col("swap_id", sa.String(36), null=True),
    # Also the operator, who is no person of the network.
    col("made_by", sa.String(36)),
    instant("made_at"),
    instant("ended_at", null=True),
    sa.CheckConstraint("starts_at < ends_at", name="period"),
    sa.Index(None, "roster_id", "ends_at"),
)

leave = sa.Table(
    "duty_leave",
    metadata,
    key(),
    ref("person_id", "person.id"),
    ref("org_id", "organization.id"),
    col("kind", CODE),
    instant("starts_at"),
    instant("ends_at"),
    col("note", sa.Text()),
    col("made_by", sa.String(36)),
    instant("made_at"),
    instant("ended_at", null=True),
    one_of("kind", LeaveKind),
    sa.CheckConstraint("starts_at < ends_at", name="period"),
    sa.Index(None, "person_id", "ends_at"),
)

availability = sa.Table(
    "duty_availability",
    metadata,
    ref("person_id", "person.id", primary=True),
    col("presence", CODE),
    instant("until", null=True),
    instant("since"),
    one_of("presence", Presence),
)

swap = sa.Table(
    "duty_swap",
    metadata,
    key(),
    ref("roster_id", "duty_roster.id"),
    col("line", sa.Integer()),
    ref("from_id", "person.id"),
    ref("to_id", "person.id"),
    instant("starts_at"),
    instant("ends_at"),
    col("back_line", sa.Integer(), null=True),
    instant("back_starts_at", null=True),
    instant("back_ends_at", null=True),
    col("state", CODE),
    col("proposed_by", sa.String(36)),
    instant("proposed_at"),
    instant("from_agreed_at", null=True),
    instant("to_agreed_at", null=True),
    instant("ended_at", null=True),
    col("version", sa.Integer()),
    one_of("state", SwapState),
    sa.Index(None, "roster_id", "state"),
)

term = sa.Table(
    "duty_term",
    metadata,
    key(),
    ref("person_id", "person.id"),
    ref("org_id", "organization.id"),
    col("starts", sa.Date()),
    col("ends", sa.Date(), null=True),
    ref("successor_id", "person.id", null=True),
    col("version", sa.Integer()),
    sa.UniqueConstraint("person_id", "org_id"),
)

alarm_test = sa.Table(
    "duty_alarm_test",
    metadata,
    key(),
    ref("person_id", "person.id"),
    instant("at"),
    col("device", NAME),
    sa.Index(None, "person_id", "at"),
)

handover = sa.Table(
    "duty_handover",
    metadata,
    key(),
    ref("org_id", "organization.id"),
    ref("from_id", "person.id"),
    ref("to_id", "person.id"),
    col("note", sa.Text()),
    instant("made_at"),
    instant("acknowledged_at", null=True),
    instant("withdrawn_at", null=True),
    col("version", sa.Integer()),
    sa.Index(None, "org_id", "made_at"),
    sa.Index(None, "to_id"),
)

handover_item = sa.Table(
    "duty_handover_item",
    metadata,
    ref("handover_id", "duty_handover.id", primary=True),
    ref("request_id", "request.id", primary=True),
    col("note", sa.Text()),
)
