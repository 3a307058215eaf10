"""what hospitals have at hand.

Revision: 0014, after 0013.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.database.append_only import append_only

revision: str = "0014"
down_revision: str | None = "0013"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "capability_version",
        sa.Column("org_id", sa.String(length=36), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("has", sa.String(length=40), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "has IN ('yes', 'limited', 'no')", name=op.f("ck_capability_version_has")
        ),
        sa.ForeignKeyConstraint(
            ["by"], ["person.id"], name=op.f("fk_capability_version_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["org_id"],
            ["organization.id"],
            name=op.f("fk_capability_version_org_id_organization"),
        ),
        sa.PrimaryKeyConstraint("org_id", "code", "version", name=op.f("pk_capability_version")),
    )
    for statement in append_only(op.get_bind().dialect.name, "capability_version"):
        op.execute(statement)
