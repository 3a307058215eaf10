"""what a person or a hospital sent lately, found without reading all they ever sent.

Revision: 0003, after 0002.
"""

from collections.abc import Sequence

from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_index("ix_upload_person_id_id", "upload", ["person_id", "id"])
    op.create_index("ix_ecg_org_id_id", "ecg", ["org_id", "id"])
    op.create_index("ix_study_org_id_id", "study", ["org_id", "id"])
