"""multidisciplinary meetings: boards, sessions, presence, opinions, outcomes, signatures.

Revision: 0016, after 0015.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from storage.database.append_only import append_only

revision: str = "0016"
down_revision: str | None = "0015"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "mdt_board",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("org_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("required_specialties", JSON, nullable=False),
        sa.Column("calendar", JSON, nullable=False),
        sa.Column("bridge_phone", sa.String(length=255), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["org_id"], ["organization.id"], name=op.f("fk_mdt_board_org_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mdt_board")),
    )
    op.create_index(op.f("ix_mdt_board_org_id"), "mdt_board", ["org_id"], unique=False)
    op.create_table(
        "mdt_seat",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("board_id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("org_id", sa.String(length=36), nullable=False),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("specialty", sa.String(length=40), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("deputy_id", sa.String(length=36), nullable=True),
        sa.CheckConstraint(
            "part IN ('chair', 'secretary', 'member', 'presenter')", name=op.f("ck_mdt_seat_part")
        ),
        sa.ForeignKeyConstraint(
            ["board_id"], ["mdt_board.id"], name=op.f("fk_mdt_seat_board_id_mdt_board")
        ),
        sa.ForeignKeyConstraint(
            ["deputy_id"], ["person.id"], name=op.f("fk_mdt_seat_deputy_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["organization.id"], name=op.f("fk_mdt_seat_org_id_organization")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_mdt_seat_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mdt_seat")),
        sa.UniqueConstraint("board_id", "person_id", name=op.f("uq_mdt_seat_board_id_person_id")),
    )
    op.create_index(op.f("ix_mdt_seat_person_id"), "mdt_seat", ["person_id"], unique=False)
    op.create_table(
        "mdt_outcome",
        sa.Column("request_id", sa.String(length=36), nullable=False),
        sa.Column("content", JSON, nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attendance", JSON, nullable=False),
        sa.Column("quorum", JSON, nullable=True),
        sa.Column("circulated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sign_by", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_mdt_outcome_by_person")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_mdt_outcome_request_id_request")
        ),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_mdt_outcome")),
    )
    op.create_table(
        "mdt_pre_opinion",
        sa.Column("request_id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("specialty", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_mdt_pre_opinion_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_mdt_pre_opinion_request_id_request")
        ),
        sa.PrimaryKeyConstraint("request_id", "person_id", name=op.f("pk_mdt_pre_opinion")),
    )
    op.create_table(
        "mdt_session",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("board_id", sa.String(length=36), nullable=False),
        sa.Column("org_id", sa.String(length=36), nullable=False),
        sa.Column("mode", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lock_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=36), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("bridge_phone", sa.String(length=255), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("agenda", JSON, nullable=False),
        sa.Column("current_request_id", sa.String(length=36), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("mode IN ('live', 'async')", name=op.f("ck_mdt_session_mode")),
        sa.CheckConstraint(
            "state IN ('planned', 'open', 'ended', 'cancelled')", name=op.f("ck_mdt_session_state")
        ),
        sa.ForeignKeyConstraint(
            ["board_id"], ["mdt_board.id"], name=op.f("fk_mdt_session_board_id_mdt_board")
        ),
        sa.ForeignKeyConstraint(
            ["current_request_id"],
            ["request.id"],
            name=op.f("fk_mdt_session_current_request_id_request"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["organization.id"], name=op.f("fk_mdt_session_org_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mdt_session")),
    )
    op.create_index(
        op.f("ix_mdt_session_board_id_state"), "mdt_session", ["board_id", "state"], unique=False
    )
    op.create_table(
        "mdt_signature",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("request_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("specialty", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("content_sha256", sa.String(length=64), nullable=False),
        sa.Column("signer", JSON, nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "value IN ('agree', 'agree_note', 'dissent')", name=op.f("ck_mdt_signature_value")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_mdt_signature_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_mdt_signature_request_id_request")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mdt_signature")),
        sa.UniqueConstraint(
            "request_id",
            "version",
            "person_id",
            name=op.f("uq_mdt_signature_request_id_version_person_id"),
        ),
    )
    op.create_table(
        "mdt_attendee",
        sa.Column("session_id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("org_id", sa.String(length=36), nullable=False),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("specialty", sa.String(length=40), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("answer", sa.String(length=40), nullable=False),
        sa.Column("deputy_id", sa.String(length=36), nullable=True),
        sa.Column("deputy_for", sa.String(length=36), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("called_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "answer IN ('invited', 'coming', 'declined')", name=op.f("ck_mdt_attendee_answer")
        ),
        sa.CheckConstraint(
            "part IN ('chair', 'secretary', 'member', 'presenter')",
            name=op.f("ck_mdt_attendee_part"),
        ),
        sa.ForeignKeyConstraint(
            ["deputy_for"], ["person.id"], name=op.f("fk_mdt_attendee_deputy_for_person")
        ),
        sa.ForeignKeyConstraint(
            ["deputy_id"], ["person.id"], name=op.f("fk_mdt_attendee_deputy_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["organization.id"], name=op.f("fk_mdt_attendee_org_id_organization")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_mdt_attendee_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["mdt_session.id"], name=op.f("fk_mdt_attendee_session_id_mdt_session")
        ),
        sa.PrimaryKeyConstraint("session_id", "person_id", name=op.f("pk_mdt_attendee")),
    )
    op.create_index(op.f("ix_mdt_attendee_person_id"), "mdt_attendee", ["person_id"], unique=False)
    op.create_table(
        "mdt_detail",
        sa.Column("request_id", sa.String(length=36), nullable=False),
        sa.Column("board_id", sa.String(length=36), nullable=False),
        sa.Column("form", JSON, nullable=False),
        sa.Column("required_specialties", JSON, nullable=False),
        sa.Column("session_id", sa.String(length=36), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("late_reason", sa.Text(), nullable=False),
        sa.Column("opinions_opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cards", JSON, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["board_id"], ["mdt_board.id"], name=op.f("fk_mdt_detail_board_id_mdt_board")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_mdt_detail_request_id_request")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["mdt_session.id"], name=op.f("fk_mdt_detail_session_id_mdt_session")
        ),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_mdt_detail")),
    )
    op.create_index(op.f("ix_mdt_detail_board_id"), "mdt_detail", ["board_id"], unique=False)
    op.create_index(op.f("ix_mdt_detail_session_id"), "mdt_detail", ["session_id"], unique=False)
    op.create_table(
        "mdt_poll",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("board_id", sa.String(length=36), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("slots", JSON, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(length=36), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("session_id", sa.String(length=36), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'settled', 'dropped')", name=op.f("ck_mdt_poll_state")
        ),
        sa.ForeignKeyConstraint(
            ["board_id"], ["mdt_board.id"], name=op.f("fk_mdt_poll_board_id_mdt_board")
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["person.id"], name=op.f("fk_mdt_poll_made_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["mdt_session.id"], name=op.f("fk_mdt_poll_session_id_mdt_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mdt_poll")),
    )
    op.create_index(
        op.f("ix_mdt_poll_board_id_state"), "mdt_poll", ["board_id", "state"], unique=False
    )
    op.create_table(
        "mdt_presence",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("session_id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("how", sa.String(length=40), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("how IN ('link', 'phone')", name=op.f("ck_mdt_presence_how")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_mdt_presence_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["mdt_session.id"], name=op.f("fk_mdt_presence_session_id_mdt_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mdt_presence")),
    )
    op.create_index(
        op.f("ix_mdt_presence_session_id_person_id"),
        "mdt_presence",
        ["session_id", "person_id"],
        unique=False,
    )
    op.create_table(
        "mdt_poll_vote",
        sa.Column("poll_id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("votes", JSON, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_mdt_poll_vote_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["poll_id"], ["mdt_poll.id"], name=op.f("fk_mdt_poll_vote_poll_id_mdt_poll")
        ),
        sa.PrimaryKeyConstraint("poll_id", "person_id", name=op.f("pk_mdt_poll_vote")),
    )
    # ### end Alembic commands ###
    for statement in append_only(op.get_bind().dialect.name, "mdt_signature"):
        op.execute(statement)
