"""Rooms: members, the numbered log, sampled views, seals and drafts."""

from __future__ import annotations

import sqlalchemy as sa

from consult.cases.request import Part
from consult.rooms.cards import CardState
from consult.rooms.room import MAX_CMID, Mark
from consult.rooms.words import MAX_WORD
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

# What asks for an answer: request cards and urgent messages. A partial index is taken only by a
# query that says the same in the same words.
ASKING = {
    "sqlite": "({0}kind = 'card' OR json_extract({0}body, '$.urgent') = 1)",
    "postgresql": "({0}kind = 'card' OR {0}body ->> 'urgent' = 'true')",
}

room = sa.Table(
    "room",
    metadata,
    key(),
    ref("case_id", "case.id"),
    col("head_seq", sa.BigInteger()),
    col("epoch", sa.String(36)),
    sa.Index(None, "case_id"),
)

room_member = sa.Table(
    "room_member",
    metadata,
    ref("room_id", "room.id", primary=True),
    ref("person_id", "person.id", primary=True),
    ref("org_id", "organization.id"),
    col("part", CODE),
    instant("since"),
    instant("until", null=True),
    col("read_seq", sa.BigInteger()),
    col("got_seq", sa.BigInteger()),
    col("notify", CODE),
    one_of("part", Part),
    sa.Index(None, "person_id"),
)

room_event = sa.Table(
    "room_event",
    metadata,
    ref("room_id", "room.id", primary=True),
    sa.Column("seq", sa.BigInteger(), primary_key=True),
    col("kind", CODE),
    ref("author_id", "person.id", null=True),
    col("cmid", sa.String(MAX_CMID), null=True),
    col("target_seq", sa.BigInteger(), null=True),
    json("anchor", null=True),
    json("body"),
    instant("at"),
    sa.UniqueConstraint("room_id", "author_id", "cmid"),
    # What became of a message: its edits, acknowledgements, withdrawal.
    sa.Index(
        "ix_room_event_target",
        "room_id",
        "target_seq",
        sqlite_where=sa.text("target_seq IS NOT NULL"),
        postgresql_where=sa.text("target_seq IS NOT NULL"),
    ),
    sa.Index(
        "ix_room_event_asking",
        "room_id",
        "seq",
        sqlite_where=sa.text(ASKING["sqlite"].format("")),
        postgresql_where=sa.text(ASKING["postgresql"].format("")),
    ),
)

room_card = sa.Table(
    "room_card",
    metadata,
    ref("room_id", "room.id", primary=True),
    sa.Column("seq", sa.BigInteger(), primary_key=True),
    ref("case_id", "case.id"),
    ref("org_id", "organization.id"),
    ref("owner_id", "person.id", null=True),
    col("state", CODE),
    instant("at"),
    instant("due_at", null=True),
    one_of("state", CardState),
    sa.Index(None, "org_id", "state"),
    sa.Index(None, "owner_id", "state"),
)

# When each got and read what; a position that moved is a row.
room_mark = sa.Table(
    "room_mark",
    metadata,
    ref("room_id", "room.id", primary=True),
    ref("person_id", "person.id", primary=True),
    sa.Column("mark", CODE, primary_key=True),
    sa.Column("seq", sa.BigInteger(), primary_key=True),
    instant("at"),
    one_of("mark", Mark),
)

room_track = sa.Table(
    "room_track",
    metadata,
    key(),
    ref("room_id", "room.id"),
    col("after_seq", sa.BigInteger()),
    instant("at"),
    ref("by", "person.id"),
    json("view"),
    json("pointers", null=True),
    sa.Index(None, "room_id", "at"),
)

room_seal = sa.Table(
    "room_seal",
    metadata,
    ref("room_id", "room.id", primary=True),
    sa.Column("opinion_id", sa.String(36), sa.ForeignKey("opinion.id"), primary_key=True),
    col("upto_seq", sa.BigInteger()),
    col("sha256", SHA256),
    instant("at"),
)

room_draft = sa.Table(
    "room_draft",
    metadata,
    ref("room_id", "room.id", primary=True),
    ref("person_id", "person.id", primary=True),
    col("text", sa.Text()),
    instant("at"),
)

# Compared by code point, so that all words with a beginning lie together.
_WORD = sa.String(MAX_WORD).with_variant(sa.String(MAX_WORD, collation="C"), "postgresql")

# What a message is found by; made from the log, so it may be thrown away and made again.
room_word = sa.Table(
    "room_word",
    metadata,
    sa.Column("word", _WORD, primary_key=True),
    ref("room_id", "room.id", primary=True),
    sa.Column("seq", sa.BigInteger(), primary_key=True),
    sa.Index(None, "room_id", "seq"),
)

room_indexed = sa.Table(
    "room_indexed",
    metadata,
    ref("room_id", "room.id", primary=True),
    col("seq", sa.BigInteger()),
)
