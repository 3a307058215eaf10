"""A resource type as rows of the database, and the one search over all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from consult.access.policy import Actor
from consult.names import searchable
from storage.repositories.store import SqlStore

ESCAPE = "\\"
# As many as a list tells the number of. Who wants to know it of more asks for it alone.
COUNTED = 10_000
Column = sa.ColumnElement[Any]
Condition = sa.ColumnElement[bool]


class Matching(StrEnum):
    """How a value is compared (FHIR R4 §3.1.1.4): `DAY` is a date column, `DAY_TEXT` ISO text."""

    CODE = "code"
    INSTANT = "instant"
    DAY = "day"
    DAY_TEXT = "day_text"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads; `whole`: with the text of long documents, as one resource is read."""

    store: SqlStore
    actor: Actor
    now: datetime
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """What a parameter is compared with, and how; `via` for what lies in rows of its own."""

    of: Column
    matching: Matching = Matching.CODE
    via: Callable[[Sequence[str]], Condition] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """`rows` are already those the actor may see; the greatest `key` comes first.

    `key` are the parts of the resource's id in the order of the list.
    """

    rows: sa.FromClause
    key: Sequence[Column]
    seen: Sequence[Condition | sa.TextClause]
    columns: Mapping[str, Field]


@dataclass(frozen=True, slots=True)
class Span:
    """The time a value names, `end` left out; `prefix` as in FHIR (eq, ne, gt, lt, ge, le)."""

    prefix: str
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Criterion:
    """One parameter: any of its values fits. Times are spans, all else is text."""

    name: str
    values: Sequence[str | Span]


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """All criteria fit; `after` is the key of the last row of the page before."""

    criteria: Sequence[Criterion] = ()
    ids: Sequence[tuple[object, ...]] | None = None
    limit: int = 50
    after: tuple[object, ...] | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Keys of one page, how many there are in all, and whether more follow.

    `total` is None where there are more than `COUNTED`.
    """

    keys: list[tuple[Any, ...]] = field(default_factory=list)
    total: int | None = 0
    more: bool = False


def find(store: SqlStore, source: Source, query: Query) -> Page:
    """Two statements, whatever is asked for; a page never counts more than `COUNTED`."""
    key = sa.tuple_(*source.key)
    where = [*source.seen, *(_fits(source.columns[c.name], c) for c in query.criteria)]
    if query.ids is not None:
        where.append(key.in_(list(query.ids)) if query.ids else sa.false())
    those = sa.select(sa.literal(1)).select_from(source.rows).where(*where)
    counted = those.limit(COUNTED + 1) if query.limit else those
    found = sa.select(sa.func.count()).select_from(counted.subquery())
    counts = int(store.conn.execute(found).scalar_one())
    total = None if query.limit and counts > COUNTED else counts
    if query.after is not None:
        where.append(key < sa.tuple_(*query.after))
    rows = store.conn.execute(
        sa.select(*source.key)
        .select_from(source.rows)
        .where(*where)
        .order_by(*(part.desc() for part in source.key))
        .limit(query.limit + 1)
    ).all()
    return Page([tuple(row) for row in rows[: query.limit]], total, len(rows) > query.limit)


def _fits(column: Field, criterion: Criterion) -> Condition:
    texts = [value for value in criterion.values if isinstance(value, str)]
    if column.via is not None:
        return column.via(texts)
    match column.matching:
        case Matching.CODE:
            return column.of.in_(texts)
        case Matching.TEXT:
            return sa.or_(*(_holds(column.of, text) for text in texts))
    spans = [value for value in criterion.values if isinstance(value, Span)]
    return sa.or_(*(_in_time(column, span) for span in spans))


def _holds(column: Column, text: str) -> Condition:
    """Every word of it, whatever its case, tones and accents."""
    words = searchable(text).split() or [text]
    return sa.and_(*(column.like(f"%{_escaped(word)}%", escape=ESCAPE) for word in words))


def _escaped(text: str) -> str:
    for special in (ESCAPE, "%", "_"):
        text = text.replace(special, ESCAPE + special)
    return text


def _in_time(column: Field, span: Span) -> Condition:
    since: Condition = column.of >= _as(column, span.start)
    before: Condition = column.of < _as(column, span.end)
    match span.prefix:
        case "ne":
            return sa.not_(sa.and_(since, before))
        case "gt":
            return sa.not_(before)
        case "lt":
            return sa.not_(since)
        case "ge":
            return since
        case "le":
            return before
    return sa.and_(since, before)


def _as(column: Field, at: datetime) -> datetime | date | str:
    if column.matching is Matching.INSTANT:
        return at
    return at.date() if column.matching is Matching.DAY else at.date().isoformat()
