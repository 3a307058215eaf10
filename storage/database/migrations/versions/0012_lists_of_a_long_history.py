"""lists find what is new without reading what was answered years ago.

Revision: 0012, after 0011.
"""

from collections.abc import Sequence

from alembic import op

revision: str = "0012"
down_revision: str | None = "0011"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_index(op.f("ix_case_created_at_id"), "case", ["created_at", "id"])
    op.create_index(op.f("ix_transition_at"), "transition", ["at"])
    op.create_index(op.f("ix_follow_up_done_at"), "follow_up", ["done_at"])
