"""words by which messages of rooms are found.

Revision: 0009, after 0008.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    word = sa.String(length=40).with_variant(sa.String(length=40, collation="C"), "postgresql")
    op.create_table(
        "room_indexed",
        sa.Column("room_id", sa.String(length=36), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["room_id"], ["room.id"], name=op.f("fk_room_indexed_room_id_room")
        ),
        sa.PrimaryKeyConstraint("room_id", name=op.f("pk_room_indexed")),
    )
    op.create_table(
        "room_word",
        sa.Column("word", word, nullable=False),
        sa.Column("room_id", sa.String(length=36), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name=op.f("fk_room_word_room_id_room")),
        sa.PrimaryKeyConstraint("word", "room_id", "seq", name=op.f("pk_room_word")),
    )
    op.create_index(op.f("ix_room_word_room_id_seq"), "room_word", ["room_id", "seq"])
