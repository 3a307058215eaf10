"""Every case an actor may see, newest first, by search or page by page (病例)."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from consult.access.policy import Actor, readable_orgs
from consult.cases.workflow.consultation import ENDED, UNSENT, State
from consult.errors import Invalid
from consult.names import searchable
from consult.referrals import states as referrals
from storage.database.tables.cases import case, patient, patient_identifier
from storage.database.tables.requests import request as request_table
from storage.database.unit_of_work import Shown
from storage.repositories.store import SqlStore
from storage.repositories.views.cases.case_row import CaseRow, case_rows
from storage.repositories.views.values import View
from storage.repositories.visible import visible

MAX_LIMIT = 200
MAX_QUERY = 100
ESCAPE = "\\"
# Named one by one: an index finds what is open, but not what is "not ended".
OVER = ENDED | referrals.ENDED
OPEN = (frozenset(State) | frozenset(referrals.State)) - OVER


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseQuery:
    """`after` is a token given out as `next`; `open` None means both."""

    q: str = ""
    open: bool | None = None
    after: str | None = None
    limit: int = 50


class CasePage(View, frozen=True):
    items: tuple[CaseRow, ...]
    next: str | None


def case_list(store: SqlStore, actor: Actor, query: CaseQuery, now: datetime) -> Shown[CasePage]:
    """One row per case, with its newest request that the actor may know of."""
    limit = max(1, min(query.limit, MAX_LIMIT))
    statement = _newest_requests(actor, now)
    if query.q.strip():
        statement = statement.where(_matches(query.q.strip()[:MAX_QUERY]))
    if query.open is not None:
        statement = statement.where(_under_way() if query.open else _in(request_table, OVER))
    if query.after is not None:
        at, id_ = read_token(query.after)
        older = sa.and_(case.c.created_at == at, case.c.id < id_)
        statement = statement.where(sa.or_(case.c.created_at < at, older))
    found = store.conn.execute(
        statement.order_by(case.c.created_at.desc(), case.c.id.desc()).limit(limit + 1)
    ).all()
    page = found[:limit]
    by_id = {row.id: row for row in store.requests.list(id=[row.request_id for row in page])}
    rows = case_rows(store, actor, [by_id[row.request_id] for row in page], now)
    more = len(found) > limit
    return Shown(
        CasePage(
            items=tuple(rows),
            next=make_token(page[-1].created_at, page[-1].case_id) if more else None,
        ),
        action="list_cases",
        subject="list:cases",
        count=len(rows),
    )


def _newest_requests(actor: Actor, now: datetime) -> sa.Select[Any]:
    """A draft is known on the asking side only."""
    mine = sorted(readable_orgs(actor, now))
    table, later = request_table, request_table.alias()

    def known(of: sa.FromClause) -> sa.ColumnElement[bool]:
        return sa.or_(
            of.c.state.not_in([state.value for state in sorted(UNSENT)]), of.c.from_org.in_(mine)
        )

    newer = sa.exists(
        sa.select(later.c.id).where(
            later.c.case_id == table.c.case_id,
            known(later),
            sa.or_(
                later.c.created_at > table.c.created_at,
                sa.and_(later.c.created_at == table.c.created_at, later.c.id > table.c.id),
            ),
        )
    )
    return (
        sa.select(
            table.c.id.label("request_id"),
            case.c.id.label("case_id"),
            case.c.created_at.label("created_at"),
        )
        .select_from(table.join(case, case.c.id == table.c.case_id))
        .where(visible(case.c.id, actor, now), known(table), sa.not_(newer))
    )


def _in(table: sa.FromClause, states: frozenset[str]) -> sa.ColumnElement[bool]:
    return table.c.state.in_(sorted(str(state) for state in states))


def _under_way() -> sa.ColumnElement[bool]:
    """What is open is few and found by its state; walking all cases by date would not end soon."""
    running = request_table.alias()
    return request_table.c.id.in_(sa.select(running.c.id).where(_in(running, OPEN)))


def _matches(text: str) -> sa.ColumnElement[bool]:
    """Number or name in part, whatever its case, tones and accents; identifiers only whole."""
    words = searchable(text).split()
    in_name = sa.exists(
        sa.select(patient.c.id).where(
            patient.c.id == case.c.patient_id,
            *(_contains(patient.c.search_name, word) for word in words or [text]),
        )
    )
    identifier = sa.exists(
        sa.select(patient_identifier.c.value).where(
            patient_identifier.c.patient_id == case.c.patient_id,
            patient_identifier.c.value == text,
        )
    )
    return sa.or_(_contains(sa.func.lower(case.c.number), text.lower()), in_name, identifier)


def _contains(column: sa.ColumnElement[str], text: str) -> sa.ColumnElement[bool]:
    return column.like(_part(text), escape=ESCAPE)


def _part(text: str) -> str:
    for special in (ESCAPE, "%", "_"):
        text = text.replace(special, ESCAPE + special)
    return f"%{text}%"


def make_token(at: datetime, id_: str) -> str:
    """An opaque place in the list, safe in a URL."""
    text = f"{at.astimezone(UTC).isoformat()} {id_}"
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_token(token: str) -> tuple[datetime, str]:
    """The inverse of `make_token`; raises Invalid for anything else."""
    try:
        padded = token.encode() + b"=" * (-len(token) % 4)
        at, id_ = base64.b64decode(padded, altchars=b"-_", validate=True).decode().split(" ")
        when = datetime.fromisoformat(at)
        if when.tzinfo is None:
            raise ValueError("no zone")
    except (ValueError, binascii.Error) as error:
        raise Invalid("list.bad_token", field="after") from error
    return when, id_
