"""indexes for FHIR's searches: messages that ask for an answer, and who had a hand in a case.

Revision: 0023, after 0022.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0023"
down_revision: str | None = "0022"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

HANDS = (
    ("case", "created_by", "id"),
    ("case_form", "by", "case_id"),
    ("case_material", "added_by", "case_id"),
    ("assignment", "offered_by", "request_id"),
)


def upgrade() -> None:
    op.create_index(
        "ix_room_event_asking",
        "room_event",
        ["room_id", "seq"],
        sqlite_where=sa.text("(kind = 'card' OR json_extract(body, '$.urgent') = 1)"),
        postgresql_where=sa.text("(kind = 'card' OR body ->> 'urgent' = 'true')"),
    )
    for table, who, of in HANDS:
        op.create_index(op.f(f"ix_{table}_{who}_{of}"), table, [who, of])
