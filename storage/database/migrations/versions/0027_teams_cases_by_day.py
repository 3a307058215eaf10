"""lists: what a team has before it is found without the years behind.

Revision: 0027, after 0026.
"""

from collections.abc import Sequence

from alembic import op

revision: str = "0027"
down_revision: str | None = "0026"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_index("ix_request_kind_created_at", "request", ["kind", "created_at"])
    op.create_index("ix_mdt_session_state", "mdt_session", ["state"])
