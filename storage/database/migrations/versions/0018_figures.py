"""figures: what was sent is found by its step; who looked up which case behind one.

Revision: 0018, after 0017.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.database.append_only import append_only

revision: str = "0018"
down_revision: str | None = "0017"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_index(op.f("ix_transition_to_state_at"), "transition", ["to_state", "at"])
    op.create_table(
        "figure_unmasking",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("request_id", sa.String(length=36), nullable=False),
        sa.Column("figure", sa.String(length=40), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("for_org", sa.String(length=36), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_figure_unmasking_by_person")),
        sa.ForeignKeyConstraint(
            ["for_org"], ["organization.id"], name=op.f("fk_figure_unmasking_for_org_organization")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_figure_unmasking_request_id_request")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure_unmasking")),
    )
    for columns in (["request_id"], ["at"]):
        name = f"ix_figure_unmasking_{'_'.join(columns)}"
        op.create_index(op.f(name), "figure_unmasking", columns)
    for statement in append_only(op.get_bind().dialect.name, "figure_unmasking"):
        op.execute(statement)
