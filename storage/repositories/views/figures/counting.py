"""Counts and quantiles of figures, by month or by hospital, computed by the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from consult.figures.catalogue import Figure, Shape
from storage.repositories.views.figures.conditions import Conditions

QUANTILES = {"median_s": (1, 2), "p90_s": (9, 10)}
Column = sa.ColumnElement[Any]


@dataclass(frozen=True, slots=True)
class Counted:
    numerator: int
    denominator: int


@dataclass(frozen=True, slots=True)
class Spread:
    """Median and 90th percentile, in seconds."""

    median_s: float
    p90_s: float


def counts(
    conn: sa.Connection, conditions: Conditions, figures: Sequence[Figure], by: Column
) -> dict[tuple[str, Any], Counted]:
    """By figure and value of `by`, in one pass over the courses."""
    columns: list[Column] = []
    for figure in figures:
        counted, met = conditions.of(figure)
        columns += (_how_many(counted), _how_many(sa.and_(counted, met)))
    rows = conn.execute(sa.select(by, *columns).select_from(conditions.course).group_by(by)).all()
    return {
        (figure.key, row[0]): Counted(int(row[2 * n + 2] or 0), int(row[2 * n + 1] or 0))
        for row in rows
        for n, figure in enumerate(figures)
    }


def _how_many(condition: sa.ColumnElement[bool]) -> Column:
    return sa.func.sum(sa.case((condition, 1), else_=0))


def spreads(
    conn: sa.Connection, conditions: Conditions, figures: Iterable[Figure], *by: Column
) -> dict[tuple[str, Any], Spread]:
    """By figure and value of each `by`; the values beside a quantile, interpolated (type 7)."""
    timed = [figure for figure in figures if figure.shape is Shape.TIME]
    parts = [_times(conditions, figure, column) for figure in timed for column in by]
    if not parts:
        return {}
    times = sa.union_all(*parts).subquery("times")
    same = (times.c.figure, times.c.place)
    ranked = sa.select(
        *times.c,
        sa.func.row_number().over(partition_by=same, order_by=times.c.took).label("rank"),
        sa.func.count().over(partition_by=same).label("of"),
    ).subquery("ranked")
    wanted = [
        ranked.c.rank == _rank(ranked.c.of, *share) + beyond
        for share in QUANTILES.values()
        for beyond in (0, 1)
    ]
    found: dict[tuple[str, Any], dict[int, float]] = {}
    sizes: dict[tuple[str, Any], int] = {}
    query = sa.select(
        ranked.c.figure, ranked.c.place, ranked.c.rank, ranked.c.of, ranked.c.took
    ).where(sa.or_(*wanted))
    for figure, place, rank, of, took in conn.execute(query):
        found.setdefault((figure, place), {})[rank] = took
        sizes[figure, place] = of
    return {key: _spread(sizes[key], values) for key, values in found.items()}


def _times(conditions: Conditions, figure: Figure, by: Column) -> sa.Select[Any]:
    counted, met = conditions.of(figure)
    took = conditions.seconds(figure)
    if took is None:
        raise ValueError(f"{figure.key} has no time")
    return (
        sa.select(sa.literal(figure.key).label("figure"), by.label("place"), took.label("took"))
        .select_from(conditions.course)
        .where(counted, met)
    )


def _rank(of: Column, part: int, whole: int) -> Column:
    """The one at or below a quantile, from 1."""
    return (of - 1) * part // whole + 1


def _spread(of: int, values: Mapping[int, float]) -> Spread:
    def at(part: int, whole: int) -> float:
        rank, rest = divmod((of - 1) * part, whole)
        below = values[rank + 1]
        return below + (values.get(rank + 2, below) - below) * rest / whole

    return Spread(**{name: at(*share) for name, share in QUANTILES.items()})
