"""the whole consultation: approvals, promises, appointments, fees, cases by telephone, limits.

Revision: 0008, after 0007.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from storage.database.append_only import append_only, signed_guard_again

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
ROLES = (
    "'doctor', 'head', 'medical_affairs', 'nurse', 'technician', 'coordinator', 'expert', "
    "'reviewer', 'chair', 'secretary', 'referral_desk', 'quality_officer', 'supervisor', "
    "'hospital_admin', 'admin'"
)


def upgrade() -> None:
    _requests()
    _opinions()
    _new_tables()
    with op.batch_alter_table("role_assignment", schema=None) as batch:
        batch.drop_constraint(op.f("ck_role_assignment_role"), type_="check")
        batch.create_check_constraint(op.f("ck_role_assignment_role"), f"role IN ({ROLES})")


def _requests() -> None:
    op.add_column("request", sa.Column("promised_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column(
        "request",
        sa.Column(
            "pending_release", sa.String(length=40), server_default=sa.text("''"), nullable=False
        ),
    )
    with op.batch_alter_table("question", schema=None) as batch:
        batch.add_column(sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True))
        batch.drop_constraint(op.f("ck_question_no"), type_="check")
        batch.create_check_constraint(op.f("ck_question_no"), "no BETWEEN 1 AND 12")
    with op.batch_alter_table("transition", schema=None) as batch:
        batch.alter_column("by", existing_type=sa.String(length=36), nullable=True)
        batch.add_column(sa.Column("details", JSON, server_default=sa.text("'{}'"), nullable=False))
    dialect = op.get_bind().dialect.name
    if dialect == "sqlite":  # the rebuilt table has lost its triggers
        for statement in append_only(dialect, "transition"):
            op.execute(statement)


def _opinions() -> None:
    op.add_column(
        "opinion", sa.Column("interim", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    for statement in signed_guard_again(op.get_bind().dialect.name):
        op.execute(statement)


def _new_tables() -> None:
    op.create_table(
        "appointment",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("request_id", sa.String(length=36), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(length=36), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('booked', 'fulfilled', 'noshow', 'cancelled')",
            name=op.f("ck_appointment_state"),
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["person.id"], name=op.f("fk_appointment_made_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_appointment_request_id_request")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
    )
    op.create_index(op.f("ix_appointment_request_id"), "appointment", ["request_id"])
    op.create_table(
        "fee",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("request_id", sa.String(length=36), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=40), nullable=False),
        sa.Column("payer", sa.String(length=40), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "payer IN ('patient', 'county', 'insurance', 'nobody')", name=op.f("ck_fee_payer")
        ),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_fee_by_person")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_fee_request_id_request")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fee")),
    )
    op.create_index(op.f("ix_fee_request_id"), "fee", ["request_id"])
    op.create_table(
        "phone_entry",
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("entered_by", sa.String(length=36), nullable=False),
        sa.Column("entered_for_org", sa.String(length=36), nullable=False),
        sa.Column("caller", sa.String(length=255), nullable=False),
        sa.Column("caller_phone", sa.String(length=255), nullable=False),
        sa.Column("read_back", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by", sa.String(length=36), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_phone_entry_case_id_case")),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["person.id"], name=op.f("fk_phone_entry_confirmed_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["entered_by"], ["person.id"], name=op.f("fk_phone_entry_entered_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["entered_for_org"],
            ["organization.id"],
            name=op.f("fk_phone_entry_entered_for_org_organization"),
        ),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_phone_entry")),
    )
    op.create_table(
        "limits_version",
        sa.Column("org_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("data", JSON, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_limits_version_by_person")),
        sa.PrimaryKeyConstraint("org_id", "version", name=op.f("pk_limits_version")),
    )
    for table in ("fee", "limits_version"):
        for statement in append_only(op.get_bind().dialect.name, table):
            op.execute(statement)
