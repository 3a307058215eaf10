"""referrals: their paper and journey, links for wards, free places, tasks of a plan.

Revision: 0017, after 0016.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from storage.database.append_only import append_only

revision: str = "0017"
down_revision: str | None = "0016"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "bed_status",
        sa.Column("department_id", sa.String(length=36), nullable=False),
        sa.Column("org_id", sa.String(length=36), nullable=False),
        sa.Column("free_beds", sa.Integer(), nullable=False),
        sa.Column("free_icu", sa.Integer(), nullable=True),
        sa.Column("free_isolation", sa.Integer(), nullable=True),
        sa.Column("next_clinic_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.String(length=36), nullable=True),
        sa.Column("via", sa.String(length=40), nullable=False),
        sa.Column("who", sa.String(length=255), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("via IN ('login', 'link')", name=op.f("ck_bed_status_via")),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["department.id"],
            name=op.f("fk_bed_status_department_id_department"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["organization.id"], name=op.f("fk_bed_status_org_id_organization")
        ),
        sa.ForeignKeyConstraint(
            ["updated_by"], ["person.id"], name=op.f("fk_bed_status_updated_by_person")
        ),
        sa.PrimaryKeyConstraint("department_id", name=op.f("pk_bed_status")),
    )
    op.create_index(op.f("ix_bed_status_org_id"), "bed_status", ["org_id"], unique=False)
    op.create_table(
        "referral_detail",
        sa.Column("request_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("sheet", JSON, nullable=False),
        sa.Column("wished_department_id", sa.String(length=36), nullable=True),
        sa.Column("department_id", sa.String(length=36), nullable=True),
        sa.Column("slip_code", sa.String(length=40), nullable=False),
        sa.Column("placement", JSON, nullable=True),
        sa.Column("capability", JSON, nullable=False),
        sa.Column("declined", JSON, nullable=True),
        sa.Column("redirected", JSON, nullable=True),
        sa.Column("agreed", JSON, nullable=True),
        sa.Column("checklist", JSON, nullable=True),
        sa.Column("ended", JSON, nullable=True),
        sa.Column("bounced_of_id", sa.String(length=36), nullable=True),
        sa.Column("eta", sa.DateTime(timezone=True), nullable=True),
        sa.Column("bed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("departed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("records_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("discharged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["bounced_of_id"], ["request.id"], name=op.f("fk_referral_detail_bounced_of_id_request")
        ),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["department.id"],
            name=op.f("fk_referral_detail_department_id_department"),
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_referral_detail_request_id_request")
        ),
        sa.ForeignKeyConstraint(
            ["wished_department_id"],
            ["department.id"],
            name=op.f("fk_referral_detail_wished_department_id_department"),
        ),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_referral_detail")),
    )
    op.create_index(
        op.f("ix_referral_detail_department_id"), "referral_detail", ["department_id"], unique=False
    )
    op.create_index(
        op.f("ix_referral_detail_slip_code"), "referral_detail", ["slip_code"], unique=False
    )
    op.create_table(
        "referral_entry",
        sa.Column("request_id", sa.String(length=36), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("data", JSON, nullable=False),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_referral_entry_by_person")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_referral_entry_request_id_request")
        ),
        sa.PrimaryKeyConstraint("request_id", "no", name=op.f("pk_referral_entry")),
    )
    op.create_table(
        "ward_link",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("org_id", sa.String(length=36), nullable=False),
        sa.Column("department_id", sa.String(length=36), nullable=False),
        sa.Column("request_id", sa.String(length=36), nullable=True),
        sa.Column("token_sha256", sa.String(length=64), nullable=False),
        sa.Column("made_by", sa.String(length=36), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("need", sa.String(length=40), nullable=False),
        sa.Column("equipment", JSON, nullable=False),
        sa.Column("answer", sa.String(length=40), nullable=False),
        sa.Column("when_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("who", sa.String(length=255), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("purpose IN ('question', 'beds')", name=op.f("ck_ward_link_purpose")),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_ward_link_department_id_department")
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["person.id"], name=op.f("fk_ward_link_made_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["organization.id"], name=op.f("fk_ward_link_org_id_organization")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_ward_link_request_id_request")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ward_link")),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_ward_link_token_sha256")),
    )
    op.create_index(
        op.f("ix_ward_link_department_id"), "ward_link", ["department_id"], unique=False
    )
    op.create_index(op.f("ix_ward_link_request_id"), "ward_link", ["request_id"], unique=False)
    op.add_column("case_task", sa.Column("request_id", sa.String(length=36), nullable=True))
    for statement in append_only(op.get_bind().dialect.name, "referral_entry"):
        op.execute(statement)
