"""figures: a referral that came back with signed advice was answered.

Revision: 0025, after 0024.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.database.seconds import seconds_between

revision: str = "0025"
down_revision: str | None = "0024"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_COURSE = sa.table("request_course", *map(sa.column, ("request_id", "kind", "sent_at", "answer_s")))
_STEP = sa.table("transition", *map(sa.column, ("request_id", "to_state", "at")))


def upgrade() -> None:
    advised = (
        sa.select(seconds_between(_COURSE.c.sent_at, sa.func.min(_STEP.c.at)))
        .where(_STEP.c.request_id == _COURSE.c.request_id, _STEP.c.to_state == "advised")
        .scalar_subquery()
    )
    referral = _COURSE.c.kind.in_(["referral_up", "referral_down"])
    op.execute(sa.update(_COURSE).where(referral).values(answer_s=advised))
