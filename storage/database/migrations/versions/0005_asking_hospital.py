"""what the asking hospital keeps: drafts, tasks, merges, follow-ups, templates and codes.

Revision: 0005, after 0004.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column(
        "case_form",
        sa.Column("template_version", sa.Integer(), server_default=sa.text("1"), nullable=False),
    )
    op.create_table(
        "code_entry",
        sa.Column("system", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("en", sa.String(length=255), nullable=False),
        sa.Column("zh", sa.String(length=255), nullable=False),
        sa.Column("vi", sa.String(length=255), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("system", "code", name=op.f("pk_code_entry")),
    )
    op.create_table(
        "case_draft",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("org_id", sa.String(length=36), nullable=False),
        sa.Column("body", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["org_id"], ["organization.id"], name=op.f("fk_case_draft_org_id_organization")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_case_draft_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_draft")),
    )
    op.create_index(op.f("ix_case_draft_person_id"), "case_draft", ["person_id"], unique=False)
    op.create_table(
        "form_template",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "definition", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_form_template_by_person")),
        sa.PrimaryKeyConstraint("code", "version", name=op.f("pk_form_template")),
    )
    op.create_table(
        "template_switch",
        sa.Column("org_id", sa.String(length=36), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_template_switch_by_person")),
        sa.ForeignKeyConstraint(
            ["org_id"], ["organization.id"], name=op.f("fk_template_switch_org_id_organization")
        ),
        sa.PrimaryKeyConstraint("org_id", "code", name=op.f("pk_template_switch")),
    )
    op.create_table(
        "patient_merge",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("org_id", sa.String(length=36), nullable=False),
        sa.Column("from_id", sa.String(length=36), nullable=False),
        sa.Column("into_id", sa.String(length=36), nullable=False),
        sa.Column(
            "moved", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_by", sa.String(length=36), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_patient_merge_by_person")),
        sa.ForeignKeyConstraint(
            ["from_id"], ["patient.id"], name=op.f("fk_patient_merge_from_id_patient")
        ),
        sa.ForeignKeyConstraint(
            ["into_id"], ["patient.id"], name=op.f("fk_patient_merge_into_id_patient")
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["organization.id"], name=op.f("fk_patient_merge_org_id_organization")
        ),
        sa.ForeignKeyConstraint(
            ["undone_by"], ["person.id"], name=op.f("fk_patient_merge_undone_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_patient_merge")),
    )
    op.create_index(op.f("ix_patient_merge_from_id"), "patient_merge", ["from_id"], unique=False)
    op.create_index(op.f("ix_patient_merge_into_id"), "patient_merge", ["into_id"], unique=False)
    op.create_table(
        "case_task",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("org_id", sa.String(length=36), nullable=False),
        sa.Column("wanted", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.String(length=36), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by", sa.String(length=36), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'done', 'withdrawn')", name=op.f("ck_case_task_state")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["person.id"], name=op.f("fk_case_task_asked_by_person")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_task_case_id_case")),
        sa.ForeignKeyConstraint(
            ["done_by"], ["person.id"], name=op.f("fk_case_task_done_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["organization.id"], name=op.f("fk_case_task_org_id_organization")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_case_task_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_task")),
    )
    op.create_index(op.f("ix_case_task_case_id"), "case_task", ["case_id"], unique=False)
    op.create_index(
        op.f("ix_case_task_org_id_state"), "case_task", ["org_id", "state"], unique=False
    )
    op.create_table(
        "follow_up",
        sa.Column("request_id", sa.String(length=36), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("org_id", sa.String(length=36), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by", sa.String(length=36), nullable=True),
        sa.Column("adopted", sa.String(length=40), nullable=False),
        sa.Column("order_written", sa.Boolean(), nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "outcome = '' OR outcome IN ('recovered', 'improved', 'unchanged', 'worse', "
            "'transferred', 'died', 'lost')",
            name=op.f("ck_follow_up_outcome"),
        ),
        sa.ForeignKeyConstraint(
            ["done_by"], ["person.id"], name=op.f("fk_follow_up_done_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["organization.id"], name=op.f("fk_follow_up_org_id_organization")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_follow_up_request_id_request")
        ),
        sa.PrimaryKeyConstraint("request_id", "day", name=op.f("pk_follow_up")),
    )
    op.create_index(
        "ix_follow_up_open",
        "follow_up",
        ["org_id", "due_at"],
        unique=False,
        sqlite_where=sa.text("done_at IS NULL"),
        postgresql_where=sa.text("done_at IS NULL"),
    )
