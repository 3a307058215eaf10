"""protocols hospitals share beside a template.

Revision: 0019, after 0018.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.database.append_only import append_only

revision: str = "0019"
down_revision: str | None = "0018"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "protocol_version",
        sa.Column("org_id", sa.String(length=36), nullable=False),
        sa.Column("template", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=255), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("object_sha256", sa.String(length=64), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_protocol_version_by_person")),
        sa.ForeignKeyConstraint(
            ["object_sha256"],
            ["object.sha256"],
            name=op.f("fk_protocol_version_object_sha256_object"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id"], ["organization.id"], name=op.f("fk_protocol_version_org_id_organization")
        ),
        sa.PrimaryKeyConstraint("org_id", "template", "version", name=op.f("pk_protocol_version")),
    )
    for statement in append_only(op.get_bind().dialect.name, "protocol_version"):
        op.execute(statement)
