"""lists: what a team has before it is found without the years behind.

Revision: 0027, after 0026.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0027"
down_revision: str | None = "0026"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    of_mdt = sa.text("kind = 'mdt'")
    op.create_index(
        "ix_request_mdt_created_at",
        "request",
        ["created_at"],
        sqlite_where=of_mdt,
        postgresql_where=of_mdt,
    )
    op.create_index("ix_mdt_session_state", "mdt_session", ["state"])
