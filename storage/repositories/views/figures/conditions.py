"""Each measure as two conditions on a course: whether it counts at all, and whether it was met."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import product
from typing import Any

import sqlalchemy as sa

from consult.cases.limits import DEFAULTS, LimitsVersion, overlaid
from consult.cases.request import Kind, Urgency
from consult.figures.catalogue import Figure, Measure
from consult.figures.numbers import FigureNumbers

NETWORK = ""
Condition = sa.ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Limit:
    """Seconds for a stage at a hospital ("" is the network) for what was sent from `since` on."""

    org_id: str
    urgency: Urgency
    since: datetime | None
    seconds: Mapping[str, int]


def limits_over_time(versions: Sequence[LimitsVersion]) -> tuple[Limit, ...]:
    """What was in force when, newest first; a hospital's own before the network's."""
    network = sorted((v for v in versions if v.org_id == NETWORK), key=lambda v: v.version)
    orgs = sorted({v.org_id for v in versions} - {NETWORK})
    found: list[Limit] = []
    for org_id in (*orgs, NETWORK):
        own = sorted((v for v in versions if v.org_id == org_id), key=lambda v: v.version)
        changes = sorted({v.at for v in (*network, *own)}, reverse=True)
        for since, urgency in product((*changes, None), Urgency):
            layers = [
                held[-1].data
                for held in (
                    [v for v in rows if since and v.at <= since] for rows in (network, own)
                )
                if held
            ]
            found.append(Limit(org_id, urgency, since, overlaid(*layers).data[urgency.value]))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Conditions:
    """Over the columns of a course."""

    course: sa.Subquery
    numbers: FigureNumbers
    limits: Sequence[Limit]

    def of(self, figure: Figure) -> tuple[Condition, Condition]:
        """Denominator and numerator; a numerator is always part of its denominator."""
        counts, met = self.within(figure)
        return sa.and_(self.looked_at(figure.kind, figure.among), counts), met

    def within(self, figure: Figure) -> tuple[Condition, Condition]:
        """The same among requests of its kind and urgencies."""
        counts, met = getattr(self, f"_{figure.measure}")(figure)
        return counts, met

    def seconds(self, figure: Figure) -> sa.ColumnElement[Any] | None:
        """The time a figure is about, of one request."""
        c = self.course.c
        if figure.measure in (Measure.ORDERED_IN_TIME, Measure.TIME_TO_ORDER):
            return self._order_s()
        return {
            Measure.TIME_TO_ACCEPT: c.accept_s,
            Measure.TIME_TO_ANSWER: c.answer_s,
            Measure.ANSWERED_IN_TIME: c.answer_s,
            Measure.COMPLETED_IN_TIME: c.answer_s,
            Measure.ARRIVED_IN_TIME: c.arrive_s,
        }.get(figure.measure)

    def looked_at(self, kind: Kind, among: frozenset[Urgency]) -> Condition:
        c = self.course.c
        return sa.and_(c.kind == kind.value, c.urgency.in_(sorted(among)))

    def _sent(self, figure: Figure) -> tuple[Condition, Condition]:
        return sa.true(), sa.true()

    def _answered_in_time(self, figure: Figure) -> tuple[Condition, Condition]:
        return self._in_time(self.course.c.answer_s, self.limit("opinion_s", figure.among))

    def _completed_in_time(self, figure: Figure) -> tuple[Condition, Condition]:
        return self._in_time(self.course.c.answer_s, self._fixed(figure))

    def _arrived_in_time(self, figure: Figure) -> tuple[Condition, Condition]:
        return self._in_time(self.course.c.arrive_s, self._fixed(figure))

    def _ordered_in_time(self, figure: Figure) -> tuple[Condition, Condition]:
        c = self.course.c
        if not self.numbers.order_from_opinion:
            return self._in_time(c.order_s, self._fixed(figure))
        counts, met = self._in_time(self._order_s(), self._fixed(figure), c.open_s - c.answer_s)
        return sa.and_(c.answer_s.is_not(None), counts), met

    def _adopted(self, figure: Figure) -> tuple[Condition, Condition]:
        c = self.course.c
        waited = c.open_s - c.answer_s > self.limit("adopt_s", figure.among)
        return (
            sa.and_(c.answer_s.is_not(None), sa.or_(c.adopted.is_not(None), waited)),
            c.adopted == 1,
        )

    def _time_to_accept(self, figure: Figure) -> tuple[Condition, Condition]:
        return sa.true(), self.course.c.accept_s.is_not(None)

    def _time_to_answer(self, figure: Figure) -> tuple[Condition, Condition]:
        return sa.true(), self.course.c.answer_s.is_not(None)

    def _time_to_order(self, figure: Figure) -> tuple[Condition, Condition]:
        return self.course.c.answer_s.is_not(None), self._order_s().is_not(None)

    def _concluded(self, figure: Figure) -> tuple[Condition, Condition]:
        return sa.true(), self.course.c.concluded

    def _advised(self, figure: Figure) -> tuple[Condition, Condition]:
        return sa.true(), self.course.c.answer_s.is_not(None)

    def _bounced(self, figure: Figure) -> tuple[Condition, Condition]:
        c = self.course.c
        return c.patient_came, c.bounced

    def _order_s(self) -> sa.ColumnElement[Any]:
        """An order that was written before the opinion came took no time."""
        c = self.course.c
        if not self.numbers.order_from_opinion:
            return c.order_s
        after = c.order_s - c.answer_s
        return sa.case((after < 0, 0.0), else_=after)

    def _fixed(self, figure: Figure) -> sa.ColumnElement[Any]:
        return sa.literal(self.numbers.limit_s(figure))

    def _in_time(
        self,
        took: sa.ColumnElement[Any],
        limit: sa.ColumnElement[Any],
        waited: sa.ColumnElement[Any] | None = None,
    ) -> tuple[Condition, Condition]:
        """What still has time, or was withdrawn while it had, does not count yet."""
        over = self.course.c.open_s if waited is None else waited
        return sa.or_(took.is_not(None), over > limit), took <= limit

    def limit(self, stage: str, among: frozenset[Urgency]) -> sa.ColumnElement[Any]:
        """The limit that was in force at the answering hospital when a request was sent."""
        whens = [
            (sa.and_(*self._applies(each)), each.seconds[stage])
            for each in self.limits
            if each.urgency in among
        ]
        return sa.case(*whens, else_=DEFAULTS[Urgency.ROUTINE][stage])

    def _applies(self, limit: Limit) -> Iterator[Condition]:
        c = self.course.c
        yield c.urgency == limit.urgency.value
        if limit.org_id != NETWORK:
            yield c.to_org == limit.org_id
        if limit.since is not None:
            yield c.sent_at >= limit.since
