"""The Centre board (调度台): every running request of the hospitals one coordinates, as a track."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa

from consult.access.policy import COORDINATORS, Actor
from consult.cases.request import AssignmentState, Kind, Request
from storage.database.tables.requests import request as request_table
from storage.database.unit_of_work import Shown
from storage.repositories.store import SqlStore
from storage.repositories.views.batch import grouped, load_batch
from storage.repositories.views.board.calls import NONE, calls_of
from storage.repositories.views.board.duty import DutyNow, duty_now
from storage.repositories.views.board.rows import BoardRow, masked, row_of
from storage.repositories.views.board.stages import STAGES, stages_of
from storage.repositories.views.values import View
from storage.repositories.visible import visible

MOST = 300


class Board(View, frozen=True):
    """Rows in the order in which they break their limits; those without one come last."""

    rows: tuple[BoardRow, ...]
    duty: tuple[DutyNow, ...]


def board(store: SqlStore, actor: Actor, now: datetime, *, wall: bool = False) -> Shown[Board]:
    """Empty for who coordinates nothing. On the `wall` patients are initials and have no words."""
    orgs = actor.orgs_with(COORDINATORS, now)
    requests = _requests(store, actor, orgs, now)
    batch = load_batch(store, actor, requests, now)
    ids = [request.id for request in requests]
    steps = grouped(store.transitions.list(request_id=ids), lambda step: step.request_id)
    calls = calls_of(store, ids)
    rows: list[BoardRow] = []
    reading: set[str] = set()
    for request in requests:
        stages = stages_of(steps[request.id], request.submitted_at)
        row = row_of(batch, actor, request, stages, calls.get(request.id, NONE), now)
        rows.append(masked(row) if wall else row)
        if row.holder is not None and row.holder.state == AssignmentState.ACCEPTED:
            reading.add(row.holder.id)
    return Shown(
        Board(rows=tuple(rows), duty=duty_now(store, orgs, reading, now)),
        action="list_cases",
        subject="list:wall" if wall else "list:board",
        count=len(rows),
    )


def _requests(store: SqlStore, actor: Actor, orgs: Collection[str], now: datetime) -> list[Request]:
    table = request_table
    ids = store.conn.execute(
        sa.select(table.c.id)
        .where(
            table.c.to_org.in_(sorted(orgs)),
            table.c.kind == Kind.CONSULTATION.value,
            table.c.state.in_(sorted(STAGES)),
            visible(table.c.case_id, actor, now),
        )
        .order_by(table.c.due_at.is_(None), table.c.due_at, table.c.submitted_at, table.c.id)
        .limit(MOST)
    ).scalars()
    order = {id_: at for at, id_ in enumerate(ids)}
    return sorted(store.requests.list(id=list(order)), key=lambda each: order[each.id])
