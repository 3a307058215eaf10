"""Counts and quantiles of figures, by month or by hospital, computed by the database.

Requests of one kind and urgency have the same figures, so each such class is read once and asked
only what concerns it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from consult.cases.request import Kind, Urgency
from consult.figures.catalogue import Figure, Shape
from storage.database.quantiles import group_by_each, quantiles, settled
from storage.repositories.views.figures.conditions import Conditions

Column = sa.ColumnElement[Any]
Class = tuple[Kind, frozenset[Urgency]]


@dataclass(frozen=True, slots=True)
class Counted:
    numerator: int
    denominator: int

    def __add__(self, other: Counted) -> Counted:
        return Counted(self.numerator + other.numerator, self.denominator + other.denominator)


NOTHING = Counted(0, 0)


@dataclass(frozen=True, slots=True)
class Spread:
    """Median and 90th percentile, in seconds."""

    median_s: float
    p90_s: float


def counts(
    conn: sa.Connection, conditions: Conditions, figures: Sequence[Figure], by: Column
) -> dict[tuple[str, Any], Counted]:
    """By figure and value of `by`."""
    found: dict[tuple[str, Any], Counted] = defaultdict(lambda: NOTHING)
    for of_class, here in _classes(figures).items():
        columns: list[Column] = []
        for figure in here:
            counted, met = conditions.within(replace(figure, among=of_class[1]))
            columns += (_how_many(counted), _how_many(sa.and_(counted, met)))
        query = sa.select(by.label("place"), *(c.label(f"v{n}") for n, c in enumerate(columns)))
        query = query.where(conditions.looked_at(*of_class)).group_by(sa.literal_column("place"))
        for place, *numbers in conn.execute(query):
            for n, figure in enumerate(here):
                found[figure.key, place] += Counted(numbers[2 * n + 1], numbers[2 * n])
    return dict(found)


def spreads(
    conn: sa.Connection, conditions: Conditions, figures: Sequence[Figure], *by: Column
) -> dict[tuple[str, Any], Spread]:
    """By figure and value of each `by`, of those that were met; no value is of two of them."""
    alike: dict[Class, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.shape is Shape.TIME:
            alike[figure.kind, figure.among].append(figure)
    places = [f"by{n}" for n in range(len(by))]
    groups = group_by_each(conn.dialect, places)
    parts: dict[tuple[str, Any], list[Any]] = defaultdict(list)
    for (kind, among), here in alike.items():
        query = sa.select(
            *(each.label(name) for each, name in zip(by, places, strict=True)),
            *(_times(conditions, figure).label(f"v{n}") for n, figure in enumerate(here)),
        )
        for row in conn.execute(query.where(conditions.looked_at(kind, among)).group_by(groups)):
            for figure, part in zip(here, row[len(by) :], strict=True):
                for place in row[: len(by)]:
                    if place is not None:
                        parts[figure.key, place].append(part)
    return {key: Spread(*found) for key, each in parts.items() if (found := settled(each))}


def _classes(figures: Sequence[Figure]) -> Mapping[Class, Sequence[Figure]]:
    """Urgencies of a kind that have the same figures, with these."""
    classes: dict[tuple[Kind, tuple[Figure, ...]], set[Urgency]] = defaultdict(set)
    for kind in {figure.kind: None for figure in figures}:
        for urgency in Urgency:
            here = tuple(f for f in figures if f.kind is kind and urgency in f.among)
            classes[kind, here].add(urgency)
    return {(kind, frozenset(of)): here for (kind, here), of in classes.items() if here}


def _how_many(condition: sa.ColumnElement[bool]) -> Column:
    return sa.func.sum(sa.case((condition, 1), else_=0))


def _times(conditions: Conditions, figure: Figure) -> Column:
    took = conditions.seconds(figure)
    if took is None:
        raise ValueError(f"{figure.key} has no time")
    counted, met = conditions.within(figure)
    return quantiles(took, sa.and_(counted, met))
