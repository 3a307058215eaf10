"""audit: what a setting was before it was changed.

Revision: 0026, after 0025.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.database.types import Json

revision: str = "0026"
down_revision: str | None = "0025"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("audit_event", sa.Column("changes", Json, nullable=True))
