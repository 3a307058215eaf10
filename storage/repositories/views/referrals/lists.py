"""The referral desk's list and the sender's own, each in its groups (转诊台)."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime, timedelta

import sqlalchemy as sa

from consult.access.policy import Actor
from consult.access.referral_rules import WARD, End
from consult.cases.request import Kind, Request, Urgency
from consult.cases.workflow.allowed import allowed_moves
from consult.network.roles import CLINICAL, Role
from consult.referrals.states import (
    COMING,
    NOT_GONE,
    REFERRALS,
    THERE,
    TO_ANSWER,
    TO_READ,
    UNHEARD,
    State,
)
from storage.database.tables.requests import request as request_table
from storage.database.tables.requests import transition
from storage.database.unit_of_work import Shown
from storage.repositories.store import SqlStore
from storage.repositories.views.referrals.rows import (
    Papers,
    ReferralRow,
    load_papers,
    referral_row,
)
from storage.repositories.views.values import View, own_specialties
from storage.repositories.visible import visible

MOST = 500
DONE_SHOWN = timedelta(days=30)
RUNNING = frozenset(
    {State.DRAFT, State.INFO_REQUESTED, State.CANCEL_REQUESTED, State.DISCHARGED, State.FEEDBACK}
    | TO_ANSWER
    | COMING
    | THERE
)
RECEIVING = ("to_answer", "on_the_way", "there", "to_feed_back")
SENDING = ("needs_me", "waiting", "on_the_way", "there", "drafts", "done")
MINE = ("sent", "received")
# Steps of the receiving side that move a referral on, beyond its desk.
MOVES_ON = frozenset(
    {"check_capability", "accept", "agree_cancel", "treat", "discharge", "feedback", "first_visit"}
)
Sorter = Callable[[Papers, Request, datetime], str | None]


class ReferralGroup(View, frozen=True):
    key: str
    items: tuple[ReferralRow, ...]


class ReferralList(View, frozen=True):
    """`counts.alarm`: emergencies and urgents nobody has answered; the others per group."""

    groups: tuple[ReferralGroup, ...]
    counts: dict[str, int]


def desk_list(store: SqlStore, actor: Actor, now: datetime) -> Shown[ReferralList]:
    """What the hospitals where one works have to answer, expect, have, and owe word of."""
    here = actor.orgs_with(WARD | {Role.COORDINATOR, Role.HEAD}, now)
    column = request_table.c.to_org
    requests = _requests(store, actor, column, here, RUNNING - {State.DRAFT}, None, now)
    return _list(store, actor, requests, RECEIVING, _received, "referral_desk", now)


def own_list(store: SqlStore, actor: Actor, now: datetime) -> Shown[ReferralList]:
    """What the hospitals where one works have sent, with what ended lately."""
    here, column = actor.orgs_with(CLINICAL, now), request_table.c.from_org
    requests = _requests(store, actor, column, here, RUNNING, now - DONE_SHOWN, now)
    return _list(store, actor, requests, SENDING, _sent, "referrals", now)


def my_list(store: SqlStore, actor: Actor, now: datetime) -> Shown[ReferralList]:
    """What waits for a step of this person, of what their hospitals sent and of what came.

    At a large hospital a doctor sees those of the own specialties, for advice, too.
    """
    table = request_table.c
    sending, receiving = actor.orgs_with(CLINICAL, now), actor.orgs_with(WARD, now)
    states, lately = RUNNING - {State.DRAFT}, now - DONE_SHOWN
    mine = own_specialties(store, actor)
    out = _requests(store, actor, table.from_org, sending, states, lately, now)
    come = _requests(store, actor, table.to_org, receiving, states, None, now)
    here = {each.id for each in come}

    def sorter(papers: Papers, request: Request, now: datetime) -> str | None:
        may = frozenset(allowed_moves(actor, papers.subject(request), now))
        if request.id not in here:
            waits = request.state in NOT_GONE or _sent(papers, request, now) == "needs_me"
            return "sent" if waits and may else None
        asked = MOVES_ON | ({"advise"} if request.state in TO_ANSWER else frozenset())
        ours = request.kind is Kind.REFERRAL_DOWN or not mine or request.specialty in mine
        return "received" if may & asked and ours else None

    found = list({each.id: each for each in (*out, *come)}.values())
    return _list(store, actor, found, MINE, sorter, "referrals_mine", now)


def _received(papers: Papers, request: Request, now: datetime) -> str | None:
    if request.state in TO_ANSWER | {State.INFO_REQUESTED}:
        return "to_answer"
    if request.state == State.CANCEL_REQUESTED and request.pending_release == End.RECEIVER:
        return "to_answer"
    if request.state in COMING | {State.CANCEL_REQUESTED}:
        return "on_the_way"
    if request.state in THERE:
        return "there"
    return "to_feed_back" if request.state == State.DISCHARGED else None


def _sent(papers: Papers, request: Request, now: datetime) -> str | None:
    detail = papers.details[request.id]
    unread = request.state in TO_READ and detail.acknowledged_at is None
    if unread or request.state in {State.INFO_REQUESTED, State.FEEDBACK}:
        return "needs_me"
    if request.state == State.CANCEL_REQUESTED and request.pending_release == End.SENDER:
        return "needs_me"
    if request.state in THERE:
        return "there" if detail.records_at is not None else "needs_me"
    if request.state == State.DRAFT:
        return "drafts"
    if request.state in TO_ANSWER:
        return "waiting"
    if request.state in COMING | {State.CANCEL_REQUESTED}:
        return "on_the_way"
    return "there" if request.state == State.DISCHARGED else "done"


def _requests(
    store: SqlStore,
    actor: Actor,
    side: sa.ColumnElement[str],
    orgs: Collection[str],
    states: Collection[str],
    moved_since: datetime | None,
    now: datetime,
) -> list[Request]:
    """Those in `states`, and those that moved since; urgent ones first."""
    table, here = request_table.c, sorted(orgs)
    found = [sa.select(table.id).where(side.in_(here), table.state.in_(sorted(states)))]
    if moved_since is not None:
        lately = sa.select(transition.c.request_id).where(transition.c.at >= moved_since)
        # The hospital as a filter only: its index would bring all it ever sent.
        of_here = sa.func.coalesce(side, "").in_(here)
        found.append(sa.select(table.id).where(table.id.in_(lately), of_here))
    ids = store.conn.execute(
        sa.select(table.id)
        .where(
            table.id.in_(sa.union(*found).subquery().select()),
            table.kind.in_(sorted(REFERRALS)),
            visible(table.case_id, actor, now),
        )
        .order_by(table.urgency != Urgency.EMERGENCY.value, table.due_at, table.id)
        .limit(MOST)
    ).scalars()
    return list(store.requests.list(id=list(ids)))


def _list(
    store: SqlStore,
    actor: Actor,
    requests: list[Request],
    keys: tuple[str, ...],
    sorter: Sorter,
    name: str,
    now: datetime,
) -> Shown[ReferralList]:
    papers = load_papers(store, requests)
    placed = [
        (sorter(papers, request, now), referral_row(papers, request, actor, now))
        for request in requests
    ]
    groups = tuple(
        ReferralGroup(
            key=key,
            items=tuple(sorted((row for at, row in placed if at == key), key=_first)),
        )
        for key in keys
    )
    ringing = sum(
        1
        for _, row in placed
        if row.state in UNHEARD and row.urgency in (Urgency.EMERGENCY, Urgency.URGENT)
    )
    return Shown(
        ReferralList(
            groups=groups,
            counts={"alarm": ringing} | {each.key: len(each.items) for each in groups},
        ),
        action="list_cases",
        subject=f"list:{name}",
        count=len({row.case_id for group in groups for row in group.items}),
    )


def _first(row: ReferralRow) -> tuple[bool, bool, datetime, str]:
    """Emergencies first, then what is due or expected first."""
    due = row.feedback_due_at or row.eta or row.due_at or row.moved_at
    return (row.urgency != Urgency.EMERGENCY, not row.overdue, due, row.id)
