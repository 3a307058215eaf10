"""escalation policies, ladders, calls by telephone, channels and notices.

Revision: 0007, after 0006.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from storage.database.append_only import append_only

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "contact_address",
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(length=255), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_contact_address_person_id_person")
        ),
        sa.PrimaryKeyConstraint("person_id", "kind", name=op.f("pk_contact_address")),
    )
    op.create_table(
        "escalation_policy",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("org_id", sa.String(length=36), nullable=False),
        sa.Column("specialty", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("after_s", JSON, nullable=False),
        sa.Column("next_after_s", sa.Integer(), nullable=False),
        sa.Column("answer_within_s", sa.Integer(), nullable=False),
        sa.Column("ends_after_s", sa.Integer(), nullable=False),
        sa.Column("again_after_s", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["org_id"], ["organization.id"], name=op.f("fk_escalation_policy_org_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escalation_policy")),
        sa.UniqueConstraint(
            "org_id",
            "specialty",
            "version",
            name=op.f("uq_escalation_policy_org_id_specialty_version"),
        ),
    )
    op.create_table(
        "notify_channel",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("org_id", sa.String(length=36), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("config", JSON, nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("callback_secret", sa.Text(), nullable=False),
        sa.Column("emergency_only", sa.Boolean(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("last_ok_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.String(length=255), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('voice', 'sms', 'wecom', 'dingtalk', 'email', 'push')",
            name=op.f("ck_notify_channel_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["organization.id"], name=op.f("fk_notify_channel_org_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notify_channel")),
    )
    op.create_table(
        "push_subscription",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("endpoint", sa.Text(), nullable=False),
        sa.Column("p256dh", sa.String(length=255), nullable=False),
        sa.Column("auth", sa.String(length=255), nullable=False),
        sa.Column("device", sa.String(length=255), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_push_subscription_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_push_subscription")),
        sa.UniqueConstraint("endpoint", name=op.f("uq_push_subscription_endpoint")),
    )
    with op.batch_alter_table("push_subscription", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_push_subscription_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "call_note",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("request_id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=True),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("phone", sa.String(length=255), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('no_answer', 'reached')", name=op.f("ck_call_note_outcome")
        ),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_call_note_by_person")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_call_note_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_call_note_request_id_request")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_note")),
    )
    with op.batch_alter_table("call_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_call_note_request_id"), ["request_id"], unique=False)

    op.create_table(
        "ladder",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("request_id", sa.String(length=36), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("plan", JSON, nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("shift_s", sa.Integer(), nullable=False),
        sa.Column("acked_by", sa.String(length=36), nullable=True),
        sa.Column("acked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("acked_via", sa.String(length=40), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('ringing', 'acknowledged', 'unanswered', 'stopped')",
            name=op.f("ck_ladder_state"),
        ),
        sa.ForeignKeyConstraint(
            ["acked_by"], ["person.id"], name=op.f("fk_ladder_acked_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_ladder_request_id_request")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ladder")),
        sa.UniqueConstraint("request_id", "round", name=op.f("uq_ladder_request_id_round")),
    )
    with op.batch_alter_table("ladder", schema=None) as batch_op:
        batch_op.create_index(
            "ix_ladder_ringing",
            ["state"],
            unique=False,
            sqlite_where=sa.text("state = 'ringing'"),
            postgresql_where=sa.text("state = 'ringing'"),
        )

    op.create_table(
        "ladder_step",
        sa.Column("ladder_id", sa.String(length=36), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("target", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=True),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("phone", sa.String(length=255), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "target IN ('line1', 'line2', 'line3', 'head', 'centre', 'list')",
            name=op.f("ck_ladder_step_target"),
        ),
        sa.ForeignKeyConstraint(
            ["ladder_id"], ["ladder.id"], name=op.f("fk_ladder_step_ladder_id_ladder")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_ladder_step_person_id_person")
        ),
        sa.PrimaryKeyConstraint("ladder_id", "no", name=op.f("pk_ladder_step")),
    )
    with op.batch_alter_table("ladder_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ladder_step_person_id"), ["person_id"], unique=False)

    op.create_table(
        "notice",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("channel_id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=True),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("locale", sa.String(length=40), nullable=False),
        sa.Column("content", JSON, nullable=False),
        sa.Column("request_id", sa.String(length=36), nullable=True),
        sa.Column("ladder_id", sa.String(length=36), nullable=True),
        sa.Column("step_no", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.String(length=255), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease_by", sa.String(length=40), nullable=False),
        sa.CheckConstraint("kind IN ('ring', 'offer', 'test')", name=op.f("ck_notice_kind")),
        sa.CheckConstraint(
            "state IN ('waiting', 'sent', 'delivered', 'answered', 'failed', 'stopped')",
            name=op.f("ck_notice_state"),
        ),
        sa.ForeignKeyConstraint(
            ["channel_id"], ["notify_channel.id"], name=op.f("fk_notice_channel_id_notify_channel")
        ),
        sa.ForeignKeyConstraint(
            ["ladder_id"], ["ladder.id"], name=op.f("fk_notice_ladder_id_ladder")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_notice_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_notice_request_id_request")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notice_ladder_id"), ["ladder_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_notice_request_id"), ["request_id"], unique=False)
        batch_op.create_index(
            "ix_notice_waiting",
            ["due_at"],
            unique=False,
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )

    # ### end Alembic commands ###
    for table in ("escalation_policy", "ladder_step", "call_note"):
        for statement in append_only(op.get_bind().dialect.name, table):
            op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("calls that were made stay recorded")
