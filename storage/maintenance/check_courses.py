"""The course of each request is what its steps tell."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import sqlalchemy as sa

from storage.database.engine import Database
from storage.database.tables.figures import request_course
from storage.database.tables.requests import request
from storage.maintenance.findings import Finding, Progress, Report, Weight
from storage.repositories.courses import defined, tell_course

PAGE = 2000
# Both databases round to the millisecond, each in its own way.
TOLERANCE_S = 0.002


async def check_courses(
    database: Database, tell: Progress, found: Report, *, rebuild: bool = False
) -> int:
    """With `rebuild` those that differ are told anew."""
    count = sa.select(sa.func.count()).select_from(request)
    total = await database.read(lambda conn: int(conn.execute(count).scalar_one()))
    done, after = 0, ""
    while page := await database.read(partial(_ids, after=after)):
        for request_id in await database.read(partial(differing, ids=(page[0], page[-1]))):
            found(Finding(Weight.REBUILD, "course_stale", request_id))
            if rebuild:
                await database.write(partial(_mend, request_id=request_id))
        after = page[-1]
        done += len(page)
        tell("courses", done, total)
    return done


def differing(conn: sa.Connection, ids: tuple[str, str]) -> Sequence[str]:
    """Requests, between these ids, whose course is missing, too much or another."""
    told = defined(lambda id_: id_.between(*ids)).subquery("told")
    kept = sa.select(request_course).where(request_course.c.request_id.between(*ids))
    as_kept = kept.subquery("kept")
    same = told.c.request_id == as_kept.c.request_id
    other = [_differ(column.name, told, as_kept) for column in request_course.columns]
    changed = (
        sa.select(told.c.request_id)
        .select_from(told.outerjoin(as_kept, same))
        .where(sa.or_(*other))
    )
    too_much = (
        sa.select(as_kept.c.request_id)
        .select_from(as_kept.outerjoin(told, same))
        .where(told.c.request_id.is_(None))
    )
    return sorted({*conn.scalars(changed), *conn.scalars(too_much)})


def _differ(name: str, told: sa.FromClause, kept: sa.FromClause) -> sa.ColumnElement[bool]:
    one, other = told.c[name], kept.c[name]
    if not name.endswith("_s"):
        return one.is_distinct_from(other)
    return sa.or_(sa.func.abs(one - other) > TOLERANCE_S, one.is_(None) != other.is_(None))


def _ids(conn: sa.Connection, after: str) -> Sequence[str]:
    query = sa.select(request.c.id).where(request.c.id > after).order_by(request.c.id)
    return list(conn.scalars(query.limit(PAGE)))


def _mend(conn: sa.Connection, request_id: str) -> None:
    """No step of it may come in between."""
    conn.execute(sa.select(request.c.id).where(request.c.id == request_id).with_for_update())
    tell_course(conn, request_id)
