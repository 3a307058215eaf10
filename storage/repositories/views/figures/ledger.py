"""The ledger of figures (统计台账): one row per figure, with its line of twelve months."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from consult.access.policy import Actor
from consult.actions.requests.limits import NETWORK, limits_of
from consult.figures.catalogue import CATALOGUE, Figure, Measure, Shape
from consult.figures.numbers import FigureNumbers, figure_numbers
from storage.repositories.store import SqlStore
from storage.repositories.views.figures.conditions import Conditions, Limit, limits_over_time
from storage.repositories.views.figures.counting import NOTHING, Counted, Spread, counts, spreads
from storage.repositories.views.figures.course import Cohort, courses
from storage.repositories.views.figures.reach import Asked, Reach, reach
from storage.repositories.views.values import View

# Beside the months of the line, which are numbered from 0.
WHOLE, BEFORE = -1, -2
STAGE_OF = {
    Measure.ANSWERED_IN_TIME: "opinion_s",
    Measure.TIME_TO_ANSWER: "opinion_s",
    Measure.ADOPTED: "adopt_s",
}


class Tally(View, frozen=True):
    """A count is its numerator, a share its quotient, a time its median. All of it is null where
    it is `held_back`: too few, and it would tell of single people.
    """

    held_back: bool
    numerator: int | None
    denominator: int | None
    median_s: int | None
    p90_s: int | None


class MonthOf(View, frozen=True):
    month: str
    tally: Tally


class LedgerRow(View, frozen=True):
    """`limits_s` are the limits in force now: one, or those of different hospitals."""

    key: str
    group: str
    shape: Shape
    no: int | None
    limits_s: tuple[int, ...]
    tally: Tally
    months: tuple[MonthOf, ...]


class Ledger(View, frozen=True):
    """`fewest` is the smallest number shown of a single hospital to who supervises it."""

    rows: tuple[LedgerRow, ...]
    demo: bool
    fewest: int
    order_from: str


def ledger(store: SqlStore, actor: Actor, asked: Asked, now: datetime) -> Ledger:
    """Counts only; raises as `reach` does."""
    reached = reach(store, actor, asked.place, now)
    line = asked.period.line
    counting = counting_of(store, reached, asked, now, begins=line[0].begins(asked.period.zone))
    sent = counting.course.c.sent_at
    starts = [month.begins(asked.period.zone) for month in line]
    index = sa.case(
        *((sent >= start, n) for n, start in reversed(list(enumerate(starts)))), else_=0
    )
    chosen = sa.case((sent >= asked.period.begins, WHOLE), else_=BEFORE)
    conn = store.conn
    by_month = counts(conn, counting, CATALOGUE, index)
    times = spreads(conn, counting, CATALOGUE, index, chosen)
    first = line.index(asked.period.first)
    small = counting.numbers.fewest if reached.strict and reached.single else 0

    def row(figure: Figure) -> LedgerRow:
        per_month = [by_month.get((figure.key, n), NOTHING) for n in range(len(line))]
        total = Counted(
            sum(each.numerator for each in per_month[first:]),
            sum(each.denominator for each in per_month[first:]),
        )
        return LedgerRow(
            key=figure.key,
            group=figure.group,
            shape=figure.shape,
            no=figure.no,
            limits_s=_limits_now(figure, counting.numbers, counting.limits),
            tally=tally(total, times.get((figure.key, WHOLE)), small),
            months=tuple(
                MonthOf(month=str(month), tally=tally(each, times.get((figure.key, n)), small))
                for n, (month, each) in enumerate(zip(line, per_month, strict=True))
            ),
        )

    return Ledger(
        rows=tuple(map(row, CATALOGUE)),
        demo=reached.demo,
        fewest=counting.numbers.fewest,
        order_from="opinion" if counting.numbers.order_from_opinion else "request",
    )


def counting_of(
    store: SqlStore, reached: Reach, asked: Asked, now: datetime, *, begins: datetime
) -> Conditions:
    cohort = Cohort(
        orgs=reached.orgs, side=asked.side, begins=begins, ends=asked.period.ends, now=now
    )
    return Conditions(
        courses(cohort),
        figure_numbers(limits_of(store, NETWORK)),
        limits_over_time(store.limits.list()),
    )


def tally(counted: Counted, spread: Spread | None, fewest: int) -> Tally:
    """`fewest` 0 holds nothing back; what never happened may always be said."""
    if 0 < counted.denominator < fewest:
        return HELD_BACK
    return Tally(
        held_back=False,
        numerator=counted.numerator,
        denominator=counted.denominator,
        median_s=None if spread is None else round(spread.median_s),
        p90_s=None if spread is None else round(spread.p90_s),
    )


HELD_BACK = Tally(held_back=True, numerator=None, denominator=None, median_s=None, p90_s=None)


def _limits_now(figure: Figure, numbers: FigureNumbers, limits: Sequence[Limit]) -> tuple[int, ...]:
    fixed = numbers.limit_s(figure)
    if fixed is not None:
        return (fixed,)
    stage = STAGE_OF.get(figure.measure)
    if stage is None:
        return ()
    newest: dict[tuple[str, Any], Mapping[str, int]] = {}
    for each in limits:  # the newest of each comes first
        if each.urgency in figure.among:
            newest.setdefault((each.org_id, each.urgency), each.seconds)
    return tuple(sorted({seconds[stage] for seconds in newest.values()}))
