"""What waits for one person, in groups by that person's roles (工作列表)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa

from consult.access.policy import COORDINATORS, COUNTY, EXPERTS, RELEASERS, Actor
from consult.cases.debts import owed
from consult.cases.request import AssignmentState, Kind, Request, Urgency
from consult.cases.workflow.consultation import (
    BEING_ANSWERED,
    FINISHED,
    UNSENT,
    WAITING,
    WITH_OPINION,
    State,
)
from consult.mdt import workflow as mdt
from consult.network.roles import Role
from consult.referrals.states import REFERRALS
from consult.studies.material import Identity
from storage.database.tables.county import follow_up
from storage.database.tables.requests import request as request_table
from storage.database.tables.requests import transition
from storage.database.unit_of_work import Shown
from storage.repositories.store import SqlStore
from storage.repositories.views.batch import Batch, load_batch
from storage.repositories.views.cases.case_row import CaseRow, rows_of, urgency_then_due
from storage.repositories.views.values import View
from storage.repositories.visible import visible

DONE_SHOWN = timedelta(days=7)
OUTCOMES_SHOWN = timedelta(days=30)
MOST = 500
OPEN = frozenset(State) - FINISHED
OPEN_MDT = frozenset(mdt.State) - mdt.ENDED
# Nobody was asked by name; somebody holds it, or it waits for information.
FOR_ANYONE = frozenset({State.SUBMITTED, State.UNANSWERED})
RUNNING = BEING_ANSWERED | {State.INFO_REQUESTED}
FOLLOWED = frozenset({State.RESPONDED, State.FOLLOW_UP})
RINGS = frozenset({Urgency.EMERGENCY, Urgency.URGENT})
RINGING_GROUPS = frozenset({"for_me", "to_assign", "offered"})


class Group(View, frozen=True):
    key: str
    items: tuple[CaseRow, ...]


class Worklist(View, frozen=True):
    """`counts.alarm`: emergencies and urgents nobody has accepted yet; the others per group."""

    groups: tuple[Group, ...]
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class _Desk:
    """What sorts a request into the groups of one person."""

    actor: Actor
    now: datetime
    batch: Batch
    before_teams: frozenset[str]

    def at(self, roles: frozenset[Role], org_id: str) -> bool:
        return org_id in self.actor.orgs_with(roles, self.now)

    def since(self, request: Request, shown: timedelta) -> bool:
        moved = self.batch.moved_at.get(request.id, request.created_at)
        return moved >= self.now - shown

    def holds(self, request: Request, state: AssignmentState) -> bool:
        return any(
            row.person_id == self.actor.person_id and row.state is state
            for row in self.batch.assignments[request.id]
        )

    def asks_now(self, request: Request) -> bool:
        """A day has come to ask what became of the patient."""
        return any(
            row.done_at is None and row.due_at <= self.now
            for row in self.batch.follow_ups[request.id]
        )

    def told_lately(self, request: Request) -> bool:
        """The county has said lately what became of the patient."""
        since = self.now - OUTCOMES_SHOWN
        rows = self.batch.follow_ups[request.id]
        return any(row.done_at is not None and row.done_at >= since for row in rows)

    def went_to_a_team(self, draft: Request) -> bool:
        """Every case begins with a draft to nobody yet; this one went to a team instead."""
        return not draft.to_org and draft.case_id in self.before_teams

    def rung(self, request: Request) -> bool:
        """The ladder has called this very person, and nobody has come."""
        call = self.batch.calls.get(request.id)
        return call is not None and call.rings_me


Sorter = Callable[[_Desk, Request], str | None]


def _county(desk: _Desk, request: Request) -> str | None:
    if not desk.at(COUNTY, request.from_org):
        return None
    if request.kind is Kind.MDT:
        return _brought_before_a_team(desk, request)
    if request.state == State.DRAFT:
        return None if desk.went_to_a_team(request) else "drafts"
    if request.state == State.SIGNED:
        return "decide"
    if request.state == State.INFO_REQUESTED:
        return "needs_me"
    if request.state == State.AWAITING_RELEASE:
        return "waiting"
    if request.state in FOLLOWED and desk.asks_now(request):
        return "follow_up"
    if request.state in WAITING | BEING_ANSWERED:
        return "needs_me" if _needs_me(desk, request) else "waiting"
    if request.state == State.REJECTED and _unseen(desk, request):
        return "needs_me"
    return "done" if desk.since(request, DONE_SHOWN) else None


def _brought_before_a_team(desk: _Desk, request: Request) -> str | None:
    """The asking side's; what members of the team have to do stands in the place MDT."""
    if request.state == mdt.State.FINALISED:
        return "decide"
    if request.state == mdt.State.INFO_REQUESTED:
        return "needs_me"
    if request.state in OPEN_MDT:
        return "needs_me" if _spoken_to(desk, request) else "waiting"
    return "done" if desk.since(request, DONE_SHOWN) else None


def _unseen(desk: _Desk, request: Request) -> bool:
    """Something stands in the room that the actor, who is in it, has not had on screen."""
    me, room = desk.batch.me_in.get(request.room_id), desk.batch.rooms[request.room_id]
    return me is not None and me.active(desk.now) and me.read_seq < room.head_seq


def _spoken_to(desk: _Desk, request: Request) -> bool:
    batch, room_id = desk.batch, request.room_id
    return room_id in batch.unread or room_id in batch.asked or room_id in batch.to_acknowledge


def _needs_me(desk: _Desk, request: Request) -> bool:
    """Somebody spoke to me or asked for something, a recording names another, a debt is due."""
    if _spoken_to(desk, request):
        return True
    materials = desk.batch.materials[request.case_id]
    if any(row.identity is Identity.MISMATCH for row in materials):
        return True
    case = desk.batch.cases[request.case_id]
    patient, form = desk.batch.patients[case.patient_id], desk.batch.forms[case.id]
    return any(debt.due_at <= desk.now for debt in owed(form, patient, [request], desk.now))


def _specialist(desk: _Desk, request: Request) -> str | None:
    if not desk.at(EXPERTS, request.to_org) or request.kind is Kind.MDT:
        return None
    if request.state in FOR_ANYONE and request.specialty in desk.batch.specialties:
        return "for_me"
    if request.state in WAITING | BEING_ANSWERED and desk.holds(request, AssignmentState.OFFERED):
        return "for_me"
    if request.state in RUNNING and desk.holds(request, AssignmentState.ACCEPTED):
        return "mine"
    if desk.rung(request):
        return "for_me"
    opinion = desk.batch.opinions.get(request.id)
    signed_by_me = opinion is not None and opinion.author_id == desk.actor.person_id
    lately = desk.since(request, OUTCOMES_SHOWN) or desk.told_lately(request)
    if request.state in WITH_OPINION and signed_by_me and lately:
        return "outcomes"
    return None


def _coordinator(desk: _Desk, request: Request) -> str | None:
    if not desk.at(COORDINATORS, request.to_org) or request.kind is Kind.MDT:
        return None
    if request.state in FOR_ANYONE:
        return "to_assign"
    if request.state == State.OFFERED:
        return "offered"
    if request.state in RUNNING:
        return "running"
    signed = request.state in WITH_OPINION and desk.since(request, DONE_SHOWN)
    return "signed" if signed else None


def _releaser(desk: _Desk, request: Request) -> str | None:
    role = RELEASERS.get(request.pending_release)
    mine = role is not None and desk.at(frozenset({role}), request.from_org)
    return "to_release" if mine and request.state == State.AWAITING_RELEASE else None


# roles at a hospital: (groups in their order, what sorts into them)
PLACES: tuple[tuple[frozenset[Role], tuple[str, ...], Sorter], ...] = (
    (frozenset(RELEASERS.values()), ("to_release",), _releaser),
    (COUNTY, ("needs_me", "waiting", "decide", "follow_up", "drafts", "done"), _county),
    (EXPERTS, ("for_me", "mine", "outcomes"), _specialist),
    (COORDINATORS, ("to_assign", "offered", "running", "signed"), _coordinator),
)


def worklist(store: SqlStore, actor: Actor, now: datetime) -> Shown[Worklist]:
    """Groups of the actor's roles, empty ones too; a person with several roles gets all."""
    requests = _requests(store, actor, now)
    batch = load_batch(store, actor, requests, now)
    desk = _Desk(actor, now, batch, _before_teams(store, requests))
    rows = dict(zip((r.id for r in requests), rows_of(batch, actor, requests, now), strict=True))
    groups: list[Group] = []
    for roles, keys, sorter in PLACES:
        if actor.orgs_with(roles, now):
            groups.extend(_groups(keys, [(sorter(desk, r), rows[r.id]) for r in requests]))
    shown = {row.case_id for group in groups for row in group.items}
    return Shown(
        Worklist(groups=tuple(groups), counts=_counts(groups)),
        action="list_cases",
        subject="list:worklist",
        count=len(shown),
    )


def _before_teams(store: SqlStore, requests: Sequence[Request]) -> frozenset[str]:
    """Cases of drafts that a team discusses or has discussed."""
    drafts = sorted({row.case_id for row in requests if row.state == State.DRAFT})
    rows = store.requests.list(case_id=drafts, kind=Kind.MDT) if drafts else ()
    return frozenset(row.case_id for row in rows if row.state not in mdt.NOT_DISCUSSED)


def _groups(keys: Sequence[str], sorted_in: Sequence[tuple[str | None, CaseRow]]) -> list[Group]:
    return [
        Group(
            key=key,
            items=tuple(sorted((r for k, r in sorted_in if k == key), key=urgency_then_due)),
        )
        for key in keys
    ]


def _counts(groups: Sequence[Group]) -> dict[str, int]:
    ringing = {
        row.request_id
        for group in groups
        if group.key in RINGING_GROUPS
        for row in group.items
        if row.urgency in RINGS
    }
    return {"alarm": len(ringing)} | {group.key: len(group.items) for group in groups}


def _values(states: Iterable[StrEnum]) -> list[str]:
    return [state.value for state in sorted(states)]


def _requests(store: SqlStore, actor: Actor, now: datetime) -> list[Request]:
    """Open requests of the actor's hospitals and those that moved lately; urgent ones first.

    Each part begins at an index on something that stays few: what is open, what moved lately. What
    was answered years ago is never looked at.
    """
    table = request_table
    found = store.conn.execute(
        sa.select(table.c.id)
        .where(
            table.c.id.in_(sa.union(*_candidates(actor, now)).subquery().select()),
            table.c.kind.not_in(sorted(REFERRALS)),  # others have lists of their own
            visible(table.c.case_id, actor, now),
        )
        .order_by(
            table.c.state.in_(_values(FINISHED)),
            table.c.urgency != Urgency.EMERGENCY.value,
            table.c.due_at.is_(None),
            table.c.due_at,
            table.c.id,
        )
        .limit(MOST)
    ).scalars()
    return list(store.requests.list(id=list(found)))


def _candidates(actor: Actor, now: datetime) -> list[sa.Select[tuple[str]]]:
    table = request_table
    asking = sorted(actor.orgs_with(COUNTY | frozenset(RELEASERS.values()), now))
    asked = sorted(actor.orgs_with(EXPERTS | COORDINATORS, now))
    ids = sa.select(table.c.id)
    found = [
        ids.where(table.c.from_org.in_(asking), table.c.state.in_(_values(OPEN | OPEN_MDT))),
        ids.where(table.c.to_org.in_(asked), table.c.state.in_(_values(OPEN - UNSENT))),
    ]
    lately = OUTCOMES_SHOWN if actor.orgs_with(EXPERTS, now) else DONE_SHOWN
    moved = sa.select(transition.c.request_id).where(transition.c.at >= now - lately)
    told = sa.select(follow_up.c.request_id).where(follow_up.c.done_at >= now - OUTCOMES_SHOWN)
    due = sa.exists(
        sa.select(follow_up.c.day).where(
            follow_up.c.request_id == table.c.id,
            follow_up.c.done_at.is_(None),
            follow_up.c.due_at <= now,
        )
    )
    at_asking, at_asked = _here(table.c.from_org, asking), _here(table.c.to_org, asked)
    return [
        *found,
        ids.where(table.c.id.in_(moved), sa.or_(at_asking, at_asked)),
        ids.where(table.c.id.in_(told), at_asked),
        ids.where(table.c.from_org.in_(asking), table.c.state.in_(_values(FOLLOWED)), due),
    ]


def _here(column: sa.ColumnElement[str], orgs: Sequence[str]) -> sa.ColumnElement[bool]:
    """As a filter only: an index on the hospital would bring all it ever asked or answered."""
    return sa.func.coalesce(column, "").in_(orgs)
