"""Time between two instants in SQL, in seconds, the same on both databases."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class seconds_between(FunctionElement[float]):  # noqa: N801 - reads like the functions of SQL
    """From `earlier` to `later`, to the millisecond; an instant may also be ISO 8601 text."""

    name = "seconds_between"
    type = sa.Float()
    inherit_cache = True

    def __init__(self, earlier: sa.ColumnElement[Any], later: sa.ColumnElement[Any]) -> None:
        super().__init__(earlier, later)


@compiles(seconds_between, "sqlite")
def _sqlite(element: seconds_between, compiler: Any, **kw: Any) -> str:
    earlier, later = (compiler.process(each, **kw) for each in element.clauses)
    # A Julian day is a fraction: without rounding ten minutes would sometimes be more.
    return f"ROUND((julianday({later}) - julianday({earlier})) * 86400.0, 3)"


@compiles(seconds_between, "postgresql")
def _postgresql(element: seconds_between, compiler: Any, **kw: Any) -> str:
    earlier, later = (compiler.process(each, **kw) for each in element.clauses)
    span = f"CAST({later} AS TIMESTAMPTZ) - CAST({earlier} AS TIMESTAMPTZ)"
    return f"CAST(ROUND(EXTRACT(EPOCH FROM {span}), 3) AS DOUBLE PRECISION)"
