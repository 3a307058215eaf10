"""Median and 90th percentile of groups in SQL, interpolated (type 7), the same on both databases.

PostgreSQL computes them. SQLite has no ordered aggregate: there a group gives its values, read as
numbers in one go, and a value may belong to several groups of one pass.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
import numpy as np
import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

SHARES = (0.5, 0.9)


class quantiles(FunctionElement[Any]):  # noqa: N801 - reads like the functions of SQL
    """Of the values where a condition holds and there is one; for `settled`."""

    name = "quantiles"
    type = sa.types.NullType()
    inherit_cache = True

    def __init__(self, value: sa.ColumnElement[Any], where: sa.ColumnElement[bool]) -> None:
        super().__init__(value, sa.and_(where, value.is_not(None)))


@compiles(quantiles, "sqlite")
def _sqlite(element: quantiles, compiler: Any, **kw: Any) -> str:
    value, where = (compiler.process(each, **kw) for each in element.clauses)
    return f"json_group_array({value}) FILTER (WHERE {where})"


@compiles(quantiles, "postgresql")
def _postgresql(element: quantiles, compiler: Any, **kw: Any) -> str:
    value, where = (compiler.process(each, **kw) for each in element.clauses)
    shares = ", ".join(map(str, SHARES))
    return (
        f"percentile_cont(ARRAY[{shares}]) WITHIN GROUP (ORDER BY {value}) FILTER (WHERE {where})"
    )


def group_by_each(dialect: sa.Dialect, columns: Sequence[str]) -> sa.ColumnElement[Any]:
    """GROUP BY for quantiles by each of these columns of the result, where another is null."""
    names = ", ".join(columns)
    if dialect.name == "postgresql":
        names = f"GROUPING SETS ({', '.join(f'({name})' for name in columns)})"
    return sa.literal_column(names)


def settled(parts: Sequence[Any]) -> tuple[float, ...] | None:
    """The quantiles of a group from what its rows said; None where there was no value."""
    if parts and isinstance(parts[0], str):
        values = [np.array(msgspec.json.decode(part, type=list[float])) for part in parts]
        whole = np.concatenate(values)
        return tuple(map(float, np.quantile(whole, SHARES))) if whole.size else None
    return next((tuple(part) for part in parts if part is not None), None)
