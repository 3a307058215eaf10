"""How long a hospital's specialty usually takes, and who has its first line now."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from consult.access.policy import Actor
from consult.actions.duty.book import on_call_at
from consult.actions.duty.door import readable_org
from consult.cases.request import Urgency
from consult.duty.figures import LOOKED_BACK, Usual, usual
from storage.database.tables.requests import request, transition
from storage.repositories.store import SqlStore
from storage.repositories.views.values import Named, View

TAKEN = ("take", "accept")
# Enough for a median; the newest.
MOST = 1000


class AnswerTimes(View, frozen=True):
    """`taken` and `answered` count from sending, over the last 90 days; null for too few.

    `first_line` is who would ring first now.
    """

    org_id: str
    specialty: str
    urgency: Urgency
    taken: Usual | None
    answered: Usual | None
    first_line: tuple[Named, ...]
    planned: bool


def answer_times(
    store: SqlStore, actor: Actor, org_id: str, specialty: str, urgency: Urgency, now: datetime
) -> AnswerTimes:
    """Raises NotFound for a hospital whose duty the actor may not see."""
    org = readable_org(store, actor, org_id, now)
    duty = on_call_at(store, org.id, specialty, now)
    taken = sa.func.min(sa.case((transition.c.action.in_(TAKEN), transition.c.at)))
    signed = sa.func.min(sa.case((transition.c.action == "sign", transition.c.at)))
    recent = (
        sa.select(request.c.id, request.c.submitted_at)
        .where(
            request.c.to_org == org.id,
            request.c.specialty == specialty,
            request.c.urgency == urgency.value,
            request.c.submitted_at >= now - LOOKED_BACK,
        )
        .order_by(request.c.submitted_at.desc())
        .limit(MOST)
        .subquery()
    )
    rows = store.conn.execute(
        sa.select(recent.c.submitted_at, taken, signed)
        .join(transition, transition.c.request_id == recent.c.id)
        .group_by(recent.c.id, recent.c.submitted_at)
    ).all()
    return AnswerTimes(
        org_id=org.id,
        specialty=specialty,
        urgency=urgency,
        taken=usual([(at - sent).total_seconds() for sent, at, _ in rows if at is not None]),
        answered=usual([(at - sent).total_seconds() for sent, _, at in rows if at is not None]),
        first_line=tuple(
            Named(id=each.person_id, name=each.name)
            for line in duty.lines[:1]
            for each in line.people
        ),
        planned=bool(duty.lines),
    )
