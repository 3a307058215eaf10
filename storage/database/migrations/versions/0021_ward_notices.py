"""notices that carry a ward's link.

Revision: 0021, after 0020.
"""

from collections.abc import Sequence

from alembic import op

revision: str = "0021"
down_revision: str | None = "0020"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("notice") as batch:
        batch.drop_constraint(op.f("ck_notice_kind"), type_="check")
        batch.create_check_constraint(
            op.f("ck_notice_kind"), "kind IN ('ring', 'offer', 'test', 'duty', 'ward')"
        )
