"""when each message reached and was read by whom.

Revision: 0022, after 0021.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0022"
down_revision: str | None = "0021"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("room_member") as batch:
        batch.add_column(sa.Column("got_seq", sa.BigInteger(), server_default="0", nullable=False))
    op.execute("UPDATE room_member SET got_seq = read_seq")
    with op.batch_alter_table("room_member") as batch:
        batch.alter_column("got_seq", server_default=None)
    op.create_table(
        "room_mark",
        sa.Column("room_id", sa.String(36), nullable=False),
        sa.Column("person_id", sa.String(36), nullable=False),
        sa.Column("mark", sa.String(40), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("mark IN ('got', 'read')", name=op.f("ck_room_mark_mark")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_room_mark_person_id_person")
        ),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name=op.f("fk_room_mark_room_id_room")),
        sa.PrimaryKeyConstraint("room_id", "person_id", "mark", "seq", name=op.f("pk_room_mark")),
    )
