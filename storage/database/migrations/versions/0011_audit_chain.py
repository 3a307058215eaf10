"""The chain over the audit trail, and the queue of rows that wait for their link.

Revision: 0011, after 0010.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.database.append_only import append_only, queue_for_sealing

revision: str = "0011"
down_revision: str | None = "0010"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "audit_link",
        sa.Column("chain_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("event_id", sa.String(length=36), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["audit_event.id"], name=op.f("fk_audit_link_event_id_audit_event")
        ),
        sa.PrimaryKeyConstraint("chain_no", name=op.f("pk_audit_link")),
        sa.UniqueConstraint("event_id", name=op.f("uq_audit_link_event_id")),
    )
    op.create_table(
        "audit_pending",
        sa.Column("event_id", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_audit_pending")),
    )
    # What was recorded before is sealed as it is found.
    op.execute("INSERT INTO audit_pending (event_id) SELECT id FROM audit_event")
    dialect = op.get_bind().dialect.name
    for statement in (*append_only(dialect, "audit_link"), *queue_for_sealing(dialect)):
        op.execute(statement)
