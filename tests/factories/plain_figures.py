"""The figures once more, in plain Python and from steps alone: the database must agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from consult.cases.limits import LimitsVersion, overlaid
from consult.figures.catalogue import CATALOGUE, Figure, Measure, Shape
from storage.database.tables.cases import case
from storage.database.tables.requests import request, transition
from storage.repositories.store import SqlStore

SENDING = {
    "consultation": ({"draft", "awaiting_release"}, "submitted"),
    "mdt": ({"proposed"}, "screened"),
    "referral_up": ({"draft"}, "submitted"),
    "referral_down": ({"draft"}, "submitted"),
}
Plain = tuple[int, int, int | None, int | None]


@dataclass(frozen=True, slots=True)
class Course:
    """A request, its steps, and what was in force when it was sent."""

    row: Any
    sent: Any
    steps: list[Any]
    stages: dict[str, Any]

    def first(self, **what: Iterable[str]) -> float | None:
        """Seconds from sending to the first step like this."""
        at = (
            step.at
            for step in self.steps
            if all(getattr(step, name) in values for name, values in what.items())
        )
        return self.since(min(at, default=None))

    def since(self, at: datetime | None) -> float | None:
        return None if at is None else round((at - self.sent.at).total_seconds(), 3)


def plain_figures(
    conn: sa.Connection,
    orgs: Iterable[str],
    side: str,
    begins: datetime,
    ends: datetime,
    now: datetime,
) -> dict[str, Plain]:
    courses = [
        course
        for course in _courses(conn, now)
        if begins <= course.sent.at < ends
        and not course.row.training
        and getattr(course.row, side) in set(orgs)
    ]
    everything = list(_courses(conn, now))
    numbers = overlaid(*_versions(SqlStore(conn).limits.list(), "", now)).data["figures"]
    return {f.key: _figure(f, courses, everything, numbers, now) for f in CATALOGUE}


def _courses(conn: sa.Connection, now: datetime) -> Iterator[Course]:
    limits = SqlStore(conn).limits.list()
    query = sa.select(request, case.c.training).join(case, case.c.id == request.c.case_id)
    for row in conn.execute(query):
        of = transition.c.request_id == row.id
        steps = conn.execute(sa.select(transition).where(of).order_by(transition.c.no)).all()
        left, reached = SENDING[row.kind]
        sent = [s for s in steps if s.from_state in left and s.to_state == reached]
        if sent and sent[0].at <= now:
            network = _versions(limits, "", sent[0].at)
            own = _versions(limits, row.to_org, sent[0].at)
            stages = overlaid(*network, *own).data[row.urgency]
            yield Course(row, sent[0], list(steps), stages)


def _versions(limits: Iterable[LimitsVersion], org: str, at: datetime) -> list[Any]:
    held = [v for v in limits if v.org_id == org and v.at <= at]
    return [max(held, key=lambda v: v.version).data] if held else []


def _figure(
    figure: Figure, courses: list[Course], everything: list[Course], numbers: Any, now: datetime
) -> Plain:
    counted = 0
    met: list[float | None] = []
    for course in courses:
        if course.row.kind == figure.kind and course.row.urgency in figure.among:
            counts, is_met, took = _one(figure, course, everything, numbers, now)
            counted += counts
            if counts and is_met:
                met.append(took)
    times = sorted(took for took in met if took is not None)
    timed = figure.shape is Shape.TIME and times
    return (
        *(len(met), counted),
        *((_quantile(times, 5), _quantile(times, 9)) if timed else (None, None)),
    )


def _quantile(times: list[float], tenths: int) -> int:
    """The value that far along, between its neighbours in proportion."""
    whole, rest = divmod((len(times) - 1) * tenths, 10)
    above = times[min(whole + 1, len(times) - 1)]
    return round(times[whole] + (above - times[whole]) * rest / 10)


Told = tuple[bool, bool, float | None]


def _one(
    figure: Figure, course: Course, everything: list[Course], numbers: Any, now: datetime
) -> Told:
    """Whether a request counts, whether it was met, and the time it took."""
    signed = course.first(action={"sign"})
    accepted = course.first(to_state={"accepted"})
    arrived = course.first(to_state={"in_consultation", "signed"})
    dropped = course.first(to_state={"cancelled", "rejected"})
    opened = course.since(now) if dropped is None else dropped
    assert opened is not None
    answers = [step.details for step in course.steps if step.action == "respond"]
    order, ordered = _ordered(course, answers, signed, numbers, opened)
    again = {each.sent.details.get("bounced_of") for each in everything}
    waited = signed is not None and opened - signed > course.stages["adopt_s"]
    return {
        Measure.SENT: (True, True, None),
        Measure.TIME_TO_ACCEPT: (True, accepted is not None, accepted),
        Measure.TIME_TO_ANSWER: (True, signed is not None, signed),
        Measure.TIME_TO_ORDER: (signed is not None, order is not None, order),
        Measure.ANSWERED_IN_TIME: _in_time(signed, course.stages["opinion_s"], opened),
        Measure.ARRIVED_IN_TIME: _in_time(arrived, numbers["arrive_s"], opened),
        Measure.COMPLETED_IN_TIME: _in_time(signed, numbers["complete_s"], opened),
        Measure.ORDERED_IN_TIME: ordered,
        Measure.ADOPTED: (
            signed is not None and (bool(answers) or waited),
            bool(answers) and answers[-1].get("value") != "not",
            None,
        ),
        Measure.CONCLUDED: (True, course.first(to_state={"finalised"}) is not None, None),
        Measure.ADVISED: (True, course.first(to_state={"advised"}) is not None, None),
        Measure.BOUNCED: (
            course.first(to_state={"arrived"}) is not None,
            course.row.id in again,
            None,
        ),
    }[figure.measure]


def _in_time(took: float | None, limit: float, waited: float) -> Told:
    return took is not None or waited > limit, took is not None and took <= limit, took


def _ordered(
    course: Course, answers: list[Any], signed: float | None, numbers: Any, opened: float
) -> tuple[float | None, Told]:
    """Seconds to the order from where they are set to run, and whether that was in time."""
    written = answers[-1].get("order_at") if answers else None
    order = course.since(datetime.fromisoformat(written)) if written else None
    limit = numbers[f"order_{'emergency' if course.row.urgency == 'emergency' else 'routine'}_s"]
    if numbers["order_from"] == "request":
        return order, _in_time(order, limit, opened)
    if signed is None:
        return None, (False, False, None)
    order = None if order is None else max(0.0, order - signed)
    return order, _in_time(order, limit, opened - signed)
