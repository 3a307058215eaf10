"""names of patients as they are looked for.

Revision: 0002, after 0001.
"""

import unicodedata
from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

AT_ONCE = 1000


def upgrade() -> None:
    op.add_column("patient", sa.Column("search_name", sa.String(length=255), nullable=True))
    patient = sa.table(
        "patient", sa.column("id"), sa.column("name"), sa.column("search_name", sa.String)
    )
    fill = (
        sa.update(patient)
        .where(patient.c.id == sa.bindparam("of"))
        .values(search_name=sa.bindparam("text"))
    )
    connection, last = op.get_bind(), ""
    while rows := connection.execute(
        sa.select(patient.c.id, patient.c.name)
        .where(patient.c.id > last)
        .order_by(patient.c.id)
        .limit(AT_ONCE)
    ).all():
        connection.execute(fill, [{"of": row.id, "text": _searchable(row.name)} for row in rows])
        last = rows[-1].id


def _searchable(text: str) -> str:
    """As of this revision; an old revision must not change with the code."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    plain = "".join(ch for ch in folded if unicodedata.category(ch) != "Mn")
    return " ".join(plain.replace("đ", "d").split())[:255]
