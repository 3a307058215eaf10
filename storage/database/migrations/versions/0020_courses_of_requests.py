"""figures: the course of each request that was sent, told by its steps.

Revision: 0020, after 0019.
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.database.seconds import seconds_between
from storage.database.types import Json

revision: str = "0020"
down_revision: str | None = "0019"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

SECONDS = ("accept_s", "arrive_s", "answer_s", "order_s", "dropped_s")


def upgrade() -> None:
    course = op.create_table(
        "request_course",
        sa.Column("request_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("urgency", sa.String(length=40), nullable=False),
        sa.Column("from_org", sa.String(length=36), nullable=False),
        sa.Column("to_org", sa.String(length=36), nullable=False),
        sa.Column("training", sa.Boolean(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.Double(), nullable=True) for name in SECONDS),
        sa.Column("adopted", sa.Integer(), nullable=True),
        sa.Column("concluded", sa.Boolean(), nullable=False),
        sa.Column("patient_came", sa.Boolean(), nullable=False),
        sa.Column("bounced_of", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_request_course_request_id_request")
        ),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_request_course")),
    )
    for side in ("from_org", "to_org"):
        columns = [side, "kind", "urgency", "sent_at"]
        op.create_index(op.f(f"ix_request_course_{'_'.join(columns)}"), "request_course", columns)
    op.create_index(op.f("ix_request_course_bounced_of"), "request_course", ["bounced_of"])
    names = [column.name for column in course.columns]
    op.execute(sa.insert(course).from_select(names, told()))


def told() -> sa.Select[Any]:
    """As storage.repositories.courses tells them in this release."""
    request = sa.table(
        "request", *map(sa.column, ("id", "case_id", "kind", "urgency", "from_org", "to_org"))
    )
    case = sa.table("case", *map(sa.column, ("id", "training")))
    step = sa.table(
        "transition",
        *map(sa.column, ("request_id", "no", "from_state", "action", "to_state", "at")),
        sa.column("details", Json),
    )
    last, s, r = step.alias("last_answer"), step.c, request.c
    consulted = sa.and_(
        r.kind == "consultation",
        s.from_state.in_(["draft", "awaiting_release"]),
        s.to_state == "submitted",
    )
    screened = sa.and_(r.kind == "mdt", s.from_state == "proposed", s.to_state == "screened")
    referred = sa.and_(s.from_state == "draft", s.to_state == "submitted")
    up = sa.and_(r.kind == "referral_up", referred)
    sending = sa.or_(consulted, screened, up, sa.and_(r.kind == "referral_down", referred))

    def first(condition: Any, value: Any = s.at) -> Any:
        return sa.func.min(sa.case((condition, value)))

    reached = (
        sa.select(
            s.request_id,
            first(sending).label("sent_at"),
            first(s.to_state == "accepted").label("accept"),
            first(s.to_state.in_(["in_consultation", "signed"])).label("arrive"),
            first(s.action == "sign").label("answer"),
            first(s.to_state.in_(["cancelled", "rejected"])).label("dropped"),
            first(s.to_state == "finalised").label("finalised"),
            first(s.to_state == "arrived").label("came"),
            first(up, s.details["bounced_of"].as_string()).label("bounced_of"),
            sa.func.max(sa.case((s.action == "respond", s.no))).label("answer_no"),
        )
        .select_from(step.join(request, r.id == s.request_id))
        .group_by(s.request_id)
        .subquery("reached")
    )
    of, since = reached.c, reached.c.sent_at
    return (
        sa.select(
            *(r.id, r.kind, r.urgency, r.from_org, r.to_org, case.c.training, since),
            seconds_between(since, of.accept),
            seconds_between(since, of.arrive),
            seconds_between(since, of.answer),
            seconds_between(since, last.c.details["order_at"].as_string()),
            seconds_between(since, of.dropped),
            sa.case(
                (last.c.no.is_(None), None),
                (last.c.details["value"].as_string() == "not", 0),
                else_=1,
            ),
            of.finalised.is_not(None),
            of.came.is_not(None),
            of.bounced_of,
        )
        .select_from(
            reached.join(request, r.id == of.request_id)
            .join(case, case.c.id == r.case_id)
            .outerjoin(last, sa.and_(last.c.request_id == of.request_id, last.c.no == of.answer_no))
        )
        .where(since.is_not(None))
    )
