"""rosters, shifts and what changes them, expert terms, shift hand-overs.

Revision: 0004, after 0003.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "duty_alarm_test",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("device", sa.String(length=255), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_duty_alarm_test_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_alarm_test")),
    )
    with op.batch_alter_table("duty_alarm_test", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_duty_alarm_test_person_id_at"), ["person_id", "at"], unique=False
        )

    op.create_table(
        "duty_availability",
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("presence", sa.String(length=40), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "presence IN ('available', 'busy', 'away')", name=op.f("ck_duty_availability_presence")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_duty_availability_person_id_person")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_duty_availability")),
    )
    op.create_table(
        "duty_handover",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("org_id", sa.String(length=36), nullable=False),
        sa.Column("from_id", sa.String(length=36), nullable=False),
        sa.Column("to_id", sa.String(length=36), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["from_id"], ["person.id"], name=op.f("fk_duty_handover_from_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["organization.id"], name=op.f("fk_duty_handover_org_id_organization")
        ),
        sa.ForeignKeyConstraint(
            ["to_id"], ["person.id"], name=op.f("fk_duty_handover_to_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_handover")),
    )
    with op.batch_alter_table("duty_handover", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_duty_handover_org_id_made_at"), ["org_id", "made_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_duty_handover_to_id"), ["to_id"], unique=False)

    op.create_table(
        "duty_leave",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("org_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(length=36), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind IN ('leave', 'sick', 'training', 'other')", name=op.f("ck_duty_leave_kind")
        ),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_duty_leave_period")),
        sa.ForeignKeyConstraint(
            ["org_id"], ["organization.id"], name=op.f("fk_duty_leave_org_id_organization")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_duty_leave_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_leave")),
    )
    with op.batch_alter_table("duty_leave", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_duty_leave_person_id_ends_at"), ["person_id", "ends_at"], unique=False
        )

    op.create_table(
        "duty_roster",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("org_id", sa.String(length=36), nullable=False),
        sa.Column("specialty", sa.String(length=40), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("head_id", sa.String(length=36), nullable=True),
        sa.Column("phone", sa.String(length=255), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("lines BETWEEN 1 AND 3", name=op.f("ck_duty_roster_lines")),
        sa.ForeignKeyConstraint(
            ["head_id"], ["person.id"], name=op.f("fk_duty_roster_head_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["organization.id"], name=op.f("fk_duty_roster_org_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_roster")),
        sa.UniqueConstraint("org_id", "specialty", name=op.f("uq_duty_roster_org_id_specialty")),
    )
    op.create_table(
        "duty_term",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("org_id", sa.String(length=36), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("successor_id", sa.String(length=36), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["org_id"], ["organization.id"], name=op.f("fk_duty_term_org_id_organization")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_duty_term_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["successor_id"], ["person.id"], name=op.f("fk_duty_term_successor_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_term")),
        sa.UniqueConstraint("person_id", "org_id", name=op.f("uq_duty_term_person_id_org_id")),
    )
    op.create_table(
        "duty_override",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("roster_id", sa.String(length=36), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("instead_of", sa.String(length=36), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("swap_id", sa.String(length=36), nullable=True),
        sa.Column("made_by", sa.String(length=36), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_duty_override_period")),
        sa.ForeignKeyConstraint(
            ["instead_of"], ["person.id"], name=op.f("fk_duty_override_instead_of_person")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_duty_override_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["roster_id"], ["duty_roster.id"], name=op.f("fk_duty_override_roster_id_duty_roster")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_override")),
    )
    with op.batch_alter_table("duty_override", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_duty_override_roster_id_ends_at"), ["roster_id", "ends_at"], unique=False
        )

    op.create_table(
        "duty_shift",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("roster_id", sa.String(length=36), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("starts_min", sa.Integer(), nullable=False),
        sa.Column("length_min", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint("line BETWEEN 1 AND 3", name=op.f("ck_duty_shift_line")),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_duty_shift_weekday")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_duty_shift_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["roster_id"], ["duty_roster.id"], name=op.f("fk_duty_shift_roster_id_duty_roster")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_shift")),
    )
    with op.batch_alter_table("duty_shift", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_duty_shift_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_duty_shift_roster_id"), ["roster_id"], unique=False)

    op.create_table(
        "duty_swap",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("roster_id", sa.String(length=36), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("from_id", sa.String(length=36), nullable=False),
        sa.Column("to_id", sa.String(length=36), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("back_line", sa.Integer(), nullable=True),
        sa.Column("back_starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("back_ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("proposed_by", sa.String(length=36), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("from_agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("to_agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('proposed', 'agreed', 'declined', 'withdrawn')",
            name=op.f("ck_duty_swap_state"),
        ),
        sa.ForeignKeyConstraint(
            ["from_id"], ["person.id"], name=op.f("fk_duty_swap_from_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["roster_id"], ["duty_roster.id"], name=op.f("fk_duty_swap_roster_id_duty_roster")
        ),
        sa.ForeignKeyConstraint(["to_id"], ["person.id"], name=op.f("fk_duty_swap_to_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_swap")),
    )
    with op.batch_alter_table("duty_swap", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_duty_swap_roster_id_state"), ["roster_id", "state"], unique=False
        )

    op.create_table(
        "duty_handover_item",
        sa.Column("handover_id", sa.String(length=36), nullable=False),
        sa.Column("request_id", sa.String(length=36), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["handover_id"],
            ["duty_handover.id"],
            name=op.f("fk_duty_handover_item_handover_id_duty_handover"),
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_duty_handover_item_request_id_request")
        ),
        sa.PrimaryKeyConstraint("handover_id", "request_id", name=op.f("pk_duty_handover_item")),
    )
