"""Boards, their sessions, who was there, and what was said and decided of each case."""

from __future__ import annotations

import sqlalchemy as sa

from consult.mdt.board import SeatPart
from consult.mdt.outcome import SignatureValue
from consult.mdt.poll import PollState
from consult.mdt.session import Answer, How, Mode, SessionState
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

board = sa.Table(
    "mdt_board",
    metadata,
    key(),
    ref("org_id", "organization.id"),
    col("name", NAME),
    json("required_specialties"),
    json("calendar"),
    col("bridge_phone", NAME),
    col("active", sa.Boolean()),
    col("version", sa.Integer()),
    sa.Index(None, "org_id"),
)

seat = sa.Table(
    "mdt_seat",
    metadata,
    key(),
    ref("board_id", "mdt_board.id"),
    ref("person_id", "person.id"),
    ref("org_id", "organization.id"),
    col("part", CODE),
    col("specialty", CODE),
    col("required", sa.Boolean()),
    ref("deputy_id", "person.id", null=True),
    one_of("part", SeatPart),
    sa.UniqueConstraint("board_id", "person_id"),
    sa.Index(None, "person_id"),
)

poll = sa.Table(
    "mdt_poll",
    metadata,
    key(),
    ref("board_id", "mdt_board.id"),
    col("state", CODE),
    json("slots"),
    col("note", sa.Text()),
    ref("made_by", "person.id"),
    instant("made_at"),
    ref("session_id", "mdt_session.id", null=True),
    col("version", sa.Integer()),
    one_of("state", PollState),
    sa.Index(None, "board_id", "state"),
)

poll_vote = sa.Table(
    "mdt_poll_vote",
    metadata,
    ref("poll_id", "mdt_poll.id", primary=True),
    ref("person_id", "person.id", primary=True),
    json("votes"),
    instant("at"),
)

session = sa.Table(
    "mdt_session",
    metadata,
    key(),
    ref("board_id", "mdt_board.id"),
    ref("org_id", "organization.id"),
    col("mode", CODE),
    col("state", CODE),
    instant("starts_at"),
    instant("ends_at"),
    instant("lock_at"),
    # Also the operator, who is no person of the network.
    col("made_by", ID),
    instant("made_at"),
    col("bridge_phone", NAME),
    col("link", sa.Text()),
    json("agenda"),
    ref("current_request_id", "request.id", null=True),
    instant("published_at", null=True),
    instant("opened_at", null=True),
    instant("ended_at", null=True),
    col("version", sa.Integer()),
    one_of("mode", Mode),
    one_of("state", SessionState),
    sa.Index(None, "board_id", "state"),
    sa.Index(None, "state"),
)

attendee = sa.Table(
    "mdt_attendee",
    metadata,
    ref("session_id", "mdt_session.id", primary=True),
    ref("person_id", "person.id", primary=True),
    ref("org_id", "organization.id"),
    col("part", CODE),
    col("specialty", CODE),
    col("required", sa.Boolean()),
    col("answer", CODE),
    ref("deputy_id", "person.id", null=True),
    ref("deputy_for", "person.id", null=True),
    col("reason", sa.Text()),
    instant("called_at", null=True),
    one_of("part", SeatPart),
    one_of("answer", Answer),
    sa.Index(None, "person_id"),
)

presence = sa.Table(
    "mdt_presence",
    metadata,
    key(),
    ref("session_id", "mdt_session.id"),
    ref("person_id", "person.id"),
    col("how", CODE),
    instant("joined_at"),
    instant("seen_at"),
    instant("left_at", null=True),
    one_of("how", How),
    sa.Index(None, "session_id", "person_id"),
)

detail = sa.Table(
    "mdt_detail",
    metadata,
    ref("request_id", "request.id", primary=True),
    ref("board_id", "mdt_board.id"),
    json("form"),
    json("required_specialties"),
    ref("session_id", "mdt_session.id", null=True),
    col("minutes", sa.Integer()),
    col("late_reason", sa.Text()),
    instant("opinions_opened_at", null=True),
    instant("started_at", null=True),
    instant("ended_at", null=True),
    json("cards"),
    col("version", sa.Integer()),
    sa.Index(None, "board_id"),
    sa.Index(None, "session_id"),
)

pre_opinion = sa.Table(
    "mdt_pre_opinion",
    metadata,
    ref("request_id", "request.id", primary=True),
    ref("person_id", "person.id", primary=True),
    col("specialty", CODE),
    col("text", sa.Text()),
    instant("updated_at"),
    col("revision", sa.Integer()),
)

outcome = sa.Table(
    "mdt_outcome",
    metadata,
    ref("request_id", "request.id", primary=True),
    json("content"),
    ref("by", "person.id"),
    instant("updated_at"),
    json("attendance"),
    json("quorum", null=True),
    instant("circulated_at", null=True),
    instant("sign_by", null=True),
    col("version", sa.Integer()),
    col("revision", sa.Integer()),
)

signature = sa.Table(
    "mdt_signature",
    metadata,
    key(),
    ref("request_id", "request.id"),
    col("version", sa.Integer()),
    ref("person_id", "person.id"),
    col("part", CODE),
    col("specialty", CODE),
    col("value", CODE),
    col("text", sa.Text()),
    col("content_sha256", SHA256),
    json("signer"),
    instant("signed_at"),
    one_of("value", SignatureValue),
    sa.UniqueConstraint("request_id", "version", "person_id"),
)
