"""The courses of what was sent in a time, as one side of them sees it: what figures count over."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from consult.cases.case import Side
from consult.cases.request import Kind
from storage.database.seconds import seconds_between
from storage.database.tables.figures import request_course


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohort:
    """Requests sent from `begins` until `ends`, as one side of them sees it, looked at `now`."""

    orgs: Collection[str]
    side: Side
    begins: datetime
    ends: datetime
    now: datetime


def courses(cohort: Cohort) -> sa.Subquery:
    """The columns of request_course; `open_s` is how long it has been open, or was."""
    c = request_course.c
    now = sa.bindparam("looked_at", cohort.now, c.sent_at.type, unique=True)
    org = c.from_org if cohort.side is Side.REQUESTER else c.to_org
    return (
        sa.select(
            request_course,
            sa.func.coalesce(c.dropped_s, seconds_between(c.sent_at, now)).label("open_s"),
            c.request_id.in_(_sent_up_again(cohort)).label("bounced"),
        )
        .where(
            org.in_(sorted(cohort.orgs)),
            c.sent_at >= cohort.begins,
            c.sent_at < cohort.ends,
            c.sent_at <= cohort.now,
            c.training.is_(False),
        )
        .subquery("course")
    )


def _sent_up_again(cohort: Cohort) -> sa.Select[tuple[str]]:
    """Referrals down whose patient was soon sent up again: the sending names them (上转)."""
    up = request_course.alias("up")
    return sa.select(up.c.bounced_of).where(
        up.c.kind == Kind.REFERRAL_UP.value,
        up.c.bounced_of.is_not(None),
        up.c.sent_at >= cohort.begins,
        up.c.sent_at <= cohort.now,
    )
