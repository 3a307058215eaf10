"""FHIR's word for the state of a request, as SQL: read off the tables of all kinds of request."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from consult.access.policy import Actor, readable_orgs
from consult.cases.request import AssignmentState
from consult.cases.workflow.transitions import Workflow
from consult.cases.workflow.workflows import WORKFLOWS
from storage.database.tables.requests import request, transition
from storage.repositories.visible import visible

DRAFT = "draft"
# Task.status of the part of the work one person was asked for.
ASSIGNMENT_STATUS: dict[AssignmentState, str] = {
    AssignmentState.OFFERED: "requested",
    AssignmentState.ACCEPTED: "accepted",
    AssignmentState.REFUSED: "rejected",
    AssignmentState.WITHDRAWN: "cancelled",
}


def request_status(row: sa.FromClause = request) -> sa.ColumnElement[str]:
    """ServiceRequest.status."""
    return _by_table(row, lambda flow, state: flow.fhir_status[state])


def task_status(row: sa.FromClause = request) -> sa.ColumnElement[str]:
    """Task.status of the coordinating task."""
    return _by_table(row, lambda flow, state: flow.fhir_task[state][0])


def business_status(row: sa.FromClause = request) -> sa.ColumnElement[str]:
    """Task.businessStatus of the coordinating task; '' where there is none."""
    return _by_table(row, lambda flow, state: flow.fhir_task[state][1])


def _by_table(row: sa.FromClause, word: Callable[[Workflow, str], str]) -> sa.ColumnElement[str]:
    whens: list[Any] = [
        (
            sa.and_(row.c.kind == kind.value, row.c.state == str(state)),
            sa.literal(word(flow, state)),
        )
        for kind, flow in WORKFLOWS.items()
        for state in sorted(flow.states)
    ]
    return sa.case(*whens, else_=sa.literal("unknown"))


def known(row: sa.FromClause, actor: Actor, now: datetime) -> sa.ColumnElement[bool]:
    """A request the actor may read; one that was not sent is known on the asking side only."""
    return sa.and_(
        visible(row.c.case_id, actor, now),
        sa.or_(
            request_status(row) != DRAFT,
            row.c.from_org.in_(sorted(readable_orgs(actor, now))),
        ),
    )


def moved_at(row: sa.FromClause = request) -> sa.ColumnElement[datetime]:
    """When a request changed its state last."""
    newest = (
        sa.select(sa.func.max(transition.c.at))
        .where(transition.c.request_id == row.c.id)
        .scalar_subquery()
    )
    return sa.func.coalesce(newest, row.c.created_at)
