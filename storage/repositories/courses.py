"""What became of each request that was sent, one row each, from its transitions alone.

`defined` is the definition; the table is what it says of each request after its newest step, so
that figures of a year read one narrow row instead of all steps.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import sqlalchemy as sa

from consult.cases.request import Kind, Request, Transition
from consult.cases.workflow.consultation import State
from consult.mdt.workflow import State as Mdt
from storage.database.seconds import seconds_between
from storage.database.tables.cases import case
from storage.database.tables.figures import request_course
from storage.database.tables.requests import request, transition
from storage.repositories.rows import Rows

# The step with which a request begins to count; each happens once to a request of its kind.
SENT: dict[Kind, tuple[tuple[str, ...], str]] = {
    Kind.CONSULTATION: ((State.DRAFT, State.AWAITING_RELEASE), State.SUBMITTED),
    Kind.MDT: ((Mdt.PROPOSED,), Mdt.SCREENED),
    Kind.REFERRAL_UP: (("draft",), "submitted"),
    Kind.REFERRAL_DOWN: (("draft",), "submitted"),
}
# No more comes of it: its clock stands still from here on.
DROPPED = ("cancelled", "rejected")
# As the request says them now.
OF_REQUEST = ("kind", "urgency", "from_org", "to_org")
COLUMNS = tuple(column.name for column in request_course.columns)


Which = Callable[[sa.ColumnElement[Any]], sa.ColumnElement[bool]]


def defined(which: Which) -> sa.Select[Any]:
    """The columns of request_course for the requests that were sent, of those with these ids."""
    reached = _reached(which)
    r, since = reached.c, reached.c.sent_at
    last = transition.alias("last_answer")
    columns = {
        "request_id": request.c.id,
        **{name: request.c[name] for name in OF_REQUEST},
        "training": case.c.training,
        "sent_at": since,
        "accept_s": seconds_between(since, r.accepted_at),
        "arrive_s": seconds_between(since, r.arrived_at),
        "answer_s": seconds_between(since, r.signed_at),
        "order_s": seconds_between(since, last.c.details["order_at"].as_string()),
        "dropped_s": seconds_between(since, r.dropped_at),
        "adopted": sa.case(
            (last.c.no.is_(None), None),
            (last.c.details["value"].as_string() == "not", 0),
            else_=1,
        ),
        "concluded": r.finalised_at.is_not(None),
        "patient_came": r.patient_at.is_not(None),
        "bounced_of": r.bounced_of,
    }
    answered = sa.and_(last.c.request_id == r.request_id, last.c.no == r.answer_no)
    return (
        sa.select(*(columns[name].label(name) for name in COLUMNS))
        .select_from(
            reached.join(request, request.c.id == r.request_id)
            .join(case, case.c.id == request.c.case_id)
            .outerjoin(last, answered)
        )
        .where(since.is_not(None))
    )


def _reached(which: Which) -> sa.Subquery:
    """The first time each stage was reached, and the county's last answer."""
    step, of = transition.alias("step"), request.alias("of_request")
    sending = sa.or_(
        *(
            sa.and_(
                of.c.kind == kind.value,
                step.c.from_state.in_([str(state) for state in left]),
                step.c.to_state == str(reached),
            )
            for kind, (left, reached) in SENT.items()
        )
    )
    again = sa.and_(of.c.kind == Kind.REFERRAL_UP.value, sending)

    def first(condition: sa.ColumnElement[bool], value: Any = step.c.at) -> sa.ColumnElement[Any]:
        return sa.func.min(sa.case((condition, value)))

    columns = (
        step.c.request_id,
        first(sending).label("sent_at"),
        first(step.c.to_state == State.ACCEPTED.value).label("accepted_at"),
        # Who signs without a word in the room has come as well.
        first(step.c.to_state.in_([State.IN_CONSULTATION.value, State.SIGNED.value])).label(
            "arrived_at"
        ),
        # A referral that comes back with signed advice was a consultation.
        first(sa.or_(step.c.action == "sign", step.c.to_state == "advised")).label("signed_at"),
        first(step.c.to_state.in_(DROPPED)).label("dropped_at"),
        first(step.c.to_state == Mdt.FINALISED.value).label("finalised_at"),
        first(step.c.to_state == "arrived").label("patient_at"),
        first(again, step.c.details["bounced_of"].as_string()).label("bounced_of"),
        sa.func.max(sa.case((step.c.action == "respond", step.c.no))).label("answer_no"),
    )
    return (
        sa.select(*columns)
        .select_from(step.join(of, of.c.id == step.c.request_id))
        .where(which(step.c.request_id))
        .group_by(step.c.request_id)
        .subquery("reached")
    )


@cache
def _one() -> tuple[sa.Delete, sa.Insert]:
    this = sa.bindparam("this", type_=request.c.id.type)
    gone = sa.delete(request_course).where(request_course.c.request_id == this)
    return gone, sa.insert(request_course).from_select(COLUMNS, defined(lambda id_: id_ == this))


def tell_course(conn: sa.Connection, request_id: str) -> None:
    """Write the course of a request as its steps now tell it; none before it was sent."""
    for statement in _one():
        conn.execute(statement, {"this": request_id})


class TransitionRows(Rows[Transition]):
    """Each step tells the course of its request anew."""

    def add(self, item: Transition, /) -> None:
        super().add(item)
        tell_course(self._conn, item.request_id)


class RequestRows(Rows[Request]):
    """What a course says of its request follows it, steps or no steps."""

    def save(self, item: Request, /) -> None:
        super().save(item)
        changed = {name: str(getattr(item, name)) for name in OF_REQUEST}
        self._conn.execute(
            sa.update(request_course).where(request_course.c.request_id == item.id).values(changed)
        )
