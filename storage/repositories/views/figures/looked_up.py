"""Which of a hospital's cases were looked up by name behind a figure, newest first."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from consult.access.policy import Actor
from storage.database.tables.cases import case
from storage.database.tables.figures import figure_unmasking
from storage.database.tables.network import organization
from storage.database.tables.people import person
from storage.database.tables.requests import request
from storage.database.unit_of_work import Shown
from storage.repositories.store import SqlStore
from storage.repositories.views.figures.reach import reach
from storage.repositories.views.values import View

MOST = 100


class LookUp(View, frozen=True):
    """`by` a person at `for_org`, for `reason`; the case by its number alone."""

    id: str
    at: datetime
    number: str
    figure: str
    by: str
    for_org: str
    reason: str


def look_ups(store: SqlStore, actor: Actor, now: datetime) -> Shown[tuple[LookUp, ...]]:
    """Of the hospitals whose figures the actor reads, on either side of the case."""
    orgs = sorted(reach(store, actor, "", now).orgs)
    table = figure_unmasking
    rows = store.conn.execute(
        sa.select(
            table.c.id,
            table.c.at,
            case.c.number,
            table.c.figure,
            person.c.name.label("by"),
            organization.c.name.label("for_org"),
            table.c.reason,
        )
        .join(request, request.c.id == table.c.request_id)
        .join(case, case.c.id == request.c.case_id)
        .join(person, person.c.id == table.c.by)
        .join(organization, organization.c.id == table.c.for_org)
        .where(sa.or_(request.c.from_org.in_(orgs), request.c.to_org.in_(orgs)))
        .order_by(table.c.at.desc(), table.c.id.desc())
        .limit(MOST)
    )
    found = tuple(LookUp(**row) for row in rows.mappings())
    return Shown(found, action="list_look_ups", subject="list:look_ups", count=len(found))
