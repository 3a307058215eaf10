"""What stands behind a figure: its hospitals, and its cases without anybody's name (脱敏)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from consult.access.policy import FIGURE_RULES, SUPERVISORS, Actor
from consult.access.verbs import Verb
from consult.cases.case import Side
from consult.cases.request import Urgency
from consult.errors import NotFound
from consult.figures.catalogue import BY_KEY, Figure
from consult.figures.held_back import held_back
from storage.database.tables.requests import request
from storage.database.unit_of_work import Shown
from storage.repositories.store import SqlStore
from storage.repositories.views.cases.case_list import make_token, read_token
from storage.repositories.views.figures.conditions import Conditions
from storage.repositories.views.figures.counting import Counted, counts, spreads
from storage.repositories.views.figures.ledger import HELD_BACK, Tally, counting_of, tally
from storage.repositories.views.figures.reach import Asked, Reach, reach
from storage.repositories.views.values import Named, View, org_names


class PlaceTally(View, frozen=True):
    org: Named
    tally: Tally


class Breakdown(View, frozen=True):
    """By hospital on the side counted; where that is one, by whom it worked with."""

    side: Side
    items: tuple[PlaceTally, ...]


class CaseBehind(View, frozen=True):
    """A request without its patient. `met`: it is in the numerator; `took_s` what was timed.

    A hospital is not named to a supervisor where too few of its cases are meant.
    """

    request_id: str
    sent_at: datetime
    urgency: Urgency
    specialty: str
    state: str
    from_org: Named | None
    to_org: Named | None
    met: bool
    took_s: int | None


class CasesBehind(View, frozen=True):
    """`may_look_up`: the reader may ask who a case is about, with a reason."""

    items: tuple[CaseBehind, ...]
    held_back: bool
    may_look_up: bool
    next: str | None


def breakdown(store: SqlStore, actor: Actor, key: str, asked: Asked, now: datetime) -> Breakdown:
    figure, reached = _figure(key), reach(store, actor, asked.place, now)
    counting = counting_of(store, reached, asked, now, begins=asked.period.begins)
    side = _other(asked.side) if reached.single else asked.side
    by = _org(counting, side)
    found = {org: each for (_, org), each in counts(store.conn, counting, [figure], by).items()}
    times = spreads(store.conn, counting, [figure], by)
    hidden = _hidden(found, counting, reached)
    names = org_names(store, found)
    items = [
        PlaceTally(
            org=Named(id=org, name=names.get(org, "")),
            tally=HELD_BACK if org in hidden else tally(each, times.get((key, org)), 0),
        )
        for org, each in found.items()
        if each.denominator
    ]
    return Breakdown(side=side, items=tuple(sorted(items, key=lambda item: item.org.name)))


def cases_behind(
    store: SqlStore,
    actor: Actor,
    key: str,
    asked: Asked,
    now: datetime,
    *,
    met: bool | None = None,
    after: str | None = None,
    limit: int = 50,
) -> Shown[CasesBehind]:
    """Newest first; `met` None for the whole denominator. The reading leaves its audit row."""
    figure, reached = _figure(key), reach(store, actor, asked.place, now)
    counting = counting_of(store, reached, asked, now, begins=asked.period.begins)
    c = counting.course.c
    hidden = _hidden_sides(store, counting, figure, reached)
    counted, is_met = counting.of(figure)
    took = counting.seconds(figure)
    query = (
        sa.select(
            *(c.request_id, c.sent_at, c.urgency, c.from_org, c.to_org),
            *(request.c.specialty, request.c.state),
            sa.case((is_met, 1), else_=0).label("met"),
            (sa.null() if took is None else took).label("took"),
        )
        .select_from(counting.course.join(request, request.c.id == c.request_id))
        .where(counted)
    )
    if met is not None:
        query = query.where(is_met if met else sa.not_(sa.func.coalesce(is_met, sa.false())))
    if after is not None:
        at, id_ = read_token(after)
        older = sa.and_(c.sent_at == at, c.request_id < id_)
        query = query.where(sa.or_(c.sent_at < at, older))
    few = _too_few(store, counting, figure, reached)
    order = (c.sent_at.desc(), c.request_id.desc())
    rows = [] if few else store.conn.execute(query.order_by(*order).limit(limit + 1)).all()
    page = rows[:limit]
    names = org_names(store, {org for row in page for org in (row.from_org, row.to_org)})
    return Shown(
        CasesBehind(
            items=tuple(_case(row, names, hidden) for row in page),
            held_back=few,
            may_look_up=bool(actor.orgs_with(FIGURE_RULES[Verb.UNMASK_CASE] | SUPERVISORS, now)),
            next=make_token(page[-1].sent_at, page[-1].request_id) if len(rows) > limit else None,
        ),
        action="list_figure_cases",
        subject=f"figure:{key}",
        count=len(page),
    )


def _case(row: Any, names: dict[str, str], hidden: frozenset[tuple[Side, str]]) -> CaseBehind:
    def shown(side: Side, org: str) -> Named | None:
        return None if (side, org) in hidden else Named(id=org, name=names.get(org, ""))

    return CaseBehind(
        request_id=row.request_id,
        sent_at=row.sent_at,
        urgency=Urgency(row.urgency),
        specialty=row.specialty,
        state=row.state,
        from_org=shown(Side.REQUESTER, row.from_org),
        to_org=shown(Side.PROVIDER, row.to_org),
        met=bool(row.met),
        took_s=None if row.took is None else round(row.took),
    )


def _figure(key: str) -> Figure:
    figure = BY_KEY.get(key)
    if figure is None:
        raise NotFound("figure")
    return figure


def _other(side: Side) -> Side:
    return Side.PROVIDER if side is Side.REQUESTER else Side.REQUESTER


def _org(counting: Conditions, side: Side) -> sa.ColumnElement[Any]:
    c = counting.course.c
    return c.from_org if side is Side.REQUESTER else c.to_org


def _hidden(found: dict[str, Counted], counting: Conditions, reached: Reach) -> frozenset[str]:
    if not reached.strict:
        return frozenset()
    return held_back({o: e.denominator for o, e in found.items()}, counting.numbers.fewest)


def _hidden_sides(
    store: SqlStore, counting: Conditions, figure: Figure, reached: Reach
) -> frozenset[tuple[Side, str]]:
    """Hospitals whose number a list would give away, though the breakdown does not."""
    if not reached.strict:
        return frozenset()
    hidden: set[tuple[Side, str]] = set()
    for side in Side:
        by = counts(store.conn, counting, [figure], _org(counting, side))
        found = {org: each for (_, org), each in by.items()}
        hidden |= {(side, org) for org in _hidden(found, counting, reached)}
    return frozenset(hidden)


def _too_few(store: SqlStore, counting: Conditions, figure: Figure, reached: Reach) -> bool:
    if not (reached.strict and reached.single):
        return False
    whole = counts(store.conn, counting, [figure], sa.literal(1)).values()
    return 0 < sum(each.denominator for each in whole) < counting.numbers.fewest
