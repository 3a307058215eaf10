"""What figures are counted over, and who looked up which case behind one (append-only)."""

from __future__ import annotations

import sqlalchemy as sa

from storage.database.metadata import metadata
from storage.database.tables.columns import CODE, ID, col, instant, key, ref

# What became of each request that was sent, told by its transitions (storage.repositories.courses):
# written anew with each of them, in the same transaction. Seconds run from sending.
request_course = sa.Table(
    "request_course",
    metadata,
    ref("request_id", "request.id", primary=True),
    col("kind", CODE),
    col("urgency", CODE),
    col("from_org", ID),
    col("to_org", ID),
    col("training", sa.Boolean()),
    instant("sent_at"),
    *(
        col(name, sa.Double(), null=True)
        for name in ("accept_s", "arrive_s", "answer_s", "order_s", "dropped_s")
    ),
    # 1 or 0 once the hospital that asked has said.
    col("adopted", sa.Integer(), null=True),
    col("concluded", sa.Boolean()),
    col("patient_came", sa.Boolean()),
    # The referral down this one follows too soon.
    col("bounced_of", ID, null=True),
    sa.Index(None, "from_org", "kind", "urgency", "sent_at"),
    sa.Index(None, "to_org", "kind", "urgency", "sent_at"),
    sa.Index(None, "bounced_of"),
)

figure_unmasking = sa.Table(
    "figure_unmasking",
    metadata,
    key(),
    ref("request_id", "request.id"),
    col("figure", CODE),
    ref("by", "person.id"),
    ref("for_org", "organization.id"),
    col("reason", sa.Text()),
    instant("at"),
    sa.Index(None, "request_id"),
    sa.Index(None, "at"),
)
