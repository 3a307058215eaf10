"""What became of each request that was sent in a time, one row each, from its transitions alone.

Every figure is counted over this one statement, which both databases run.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from consult.cases.case import Side
from consult.cases.request import Kind
from consult.cases.workflow.consultation import State
from consult.mdt.workflow import State as Mdt
from storage.database.seconds import seconds_between
from storage.database.tables.cases import case
from storage.database.tables.requests import request, transition

# The step with which a request begins to count; each happens once to a request of its kind.
SENT: dict[Kind, tuple[tuple[str, ...], str]] = {
    Kind.CONSULTATION: ((State.DRAFT, State.AWAITING_RELEASE), State.SUBMITTED),
    Kind.MDT: ((Mdt.PROPOSED,), Mdt.SCREENED),
    Kind.REFERRAL_UP: (("draft",), "submitted"),
    Kind.REFERRAL_DOWN: (("draft",), "submitted"),
}
OF_REQUEST = ("kind", "urgency", "specialty", "from_org", "to_org", "state")
# No more comes of it: its clock stands still from here on.
DROPPED = ("cancelled", "rejected")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohort:
    """Requests sent from `begins` until `ends`, as one side of them sees it, looked at `now`."""

    orgs: Collection[str]
    side: Side
    begins: datetime
    ends: datetime
    now: datetime

    @property
    def org(self) -> sa.Column[str]:
        return request.c.from_org if self.side is Side.REQUESTER else request.c.to_org


def courses(cohort: Cohort) -> sa.CTE:
    """Seconds from sending: `accept_s`, `arrive_s`, `answer_s`, `order_s`, or null; `open_s` is
    how long it has been open, or was. `adopted` is 1 or 0 once the hospital that asked has said.
    """
    reached = _reached(_sent(cohort))
    last = transition.alias("last_answer")
    now = sa.bindparam("looked_at", cohort.now, transition.c.at.type, unique=True)
    since = reached.c.sent_at
    order_at = last.c.details["order_at"].as_string()
    return (
        sa.select(
            request.c.id.label("request_id"),
            *(request.c[name] for name in OF_REQUEST),
            since,
            seconds_between(since, reached.c.accepted_at).label("accept_s"),
            seconds_between(since, reached.c.arrived_at).label("arrive_s"),
            seconds_between(since, reached.c.signed_at).label("answer_s"),
            seconds_between(since, order_at).label("order_s"),
            seconds_between(since, sa.func.coalesce(reached.c.dropped_at, now)).label("open_s"),
            sa.case(
                (last.c.no.is_(None), None),
                (last.c.details["value"].as_string() == "not", 0),
                else_=1,
            ).label("adopted"),
            reached.c.finalised_at,
            reached.c.patient_at,
            reached.c.request_id.in_(_sent_up_again(cohort)).label("bounced"),
        )
        .select_from(
            reached.join(request, request.c.id == reached.c.request_id).outerjoin(
                last,
                sa.and_(
                    last.c.request_id == reached.c.request_id, last.c.no == reached.c.answer_no
                ),
            )
        )
        .cte("course")
        .prefix_with("MATERIALIZED")
    )


def _sent(cohort: Cohort) -> sa.CTE:
    counts = sa.or_(
        *(
            sa.and_(
                request.c.kind == kind.value,
                transition.c.from_state.in_([str(state) for state in left]),
                transition.c.to_state == str(reached),
            )
            for kind, (left, reached) in SENT.items()
        )
    )
    return (
        sa.select(
            request.c.id.label("request_id"),
            transition.c.at.label("sent_at"),
        )
        .select_from(
            transition.join(request, request.c.id == transition.c.request_id).join(
                case, case.c.id == request.c.case_id
            )
        )
        .where(
            transition.c.to_state.in_(sorted({str(state) for _, state in SENT.values()})),
            transition.c.at >= cohort.begins,
            transition.c.at < cohort.ends,
            transition.c.at <= cohort.now,
            counts,
            cohort.org.in_(sorted(cohort.orgs)),
            case.c.training.is_(False),
        )
        .cte("sent")
        .prefix_with("MATERIALIZED")
    )


def _sent_up_again(cohort: Cohort) -> sa.Select[Any]:
    """Referrals down whose patient was soon sent up again: the sending names them (上转)."""
    up = sa.select(request.c.id).where(request.c.kind == Kind.REFERRAL_UP.value)
    named = transition.c.details["bounced_of"].as_string()
    return sa.select(named).where(
        transition.c.request_id.in_(up),
        transition.c.to_state == State.SUBMITTED.value,
        transition.c.at >= cohort.begins,
        transition.c.at <= cohort.now,
        named.is_not(None),
    )


def _reached(sent: sa.CTE) -> sa.Subquery:
    """The first time each stage was reached, and the county's last answer.

    Its own sending is taken by `max`: a join of two derived tables has no index on SQLite.
    """
    step = transition.alias("step")

    def first(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[Any]:
        return sa.func.min(sa.case((condition, step.c.at)))

    return (
        sa.select(
            sent.c.request_id,
            sa.func.max(sent.c.sent_at).label("sent_at"),
            first(step.c.to_state == State.ACCEPTED.value).label("accepted_at"),
            # Who signs without a word in the room has come as well.
            first(step.c.to_state.in_([State.IN_CONSULTATION.value, State.SIGNED.value])).label(
                "arrived_at"
            ),
            first(step.c.action == "sign").label("signed_at"),
            first(step.c.to_state.in_(DROPPED)).label("dropped_at"),
            first(step.c.to_state == Mdt.FINALISED.value).label("finalised_at"),
            first(step.c.to_state == "arrived").label("patient_at"),
            sa.func.max(sa.case((step.c.action == "respond", step.c.no))).label("answer_no"),
        )
        .select_from(sent.join(step, step.c.request_id == sent.c.request_id))
        .group_by(sent.c.request_id)
        .subquery("reached")
    )
