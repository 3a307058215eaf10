"""The place MDT: what waits for one person, of every board (多学科)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

import sqlalchemy as sa

from consult.access.policy import COUNTY, MDT_PARTS, Actor, CaseSubject
from consult.access.verbs import Verb
from consult.actions.mdt.door import STEERING
from consult.actions.mdt.late import expected_by
from consult.cases.case import CaseParty
from consult.cases.request import Assignment, AssignmentState, Request
from consult.cases.workflow.allowed import allowed_moves
from consult.mdt.board import SIGNING, Board
from consult.mdt.outcome import Outcome, unsigned
from consult.mdt.proposal import MdtDetail
from consult.mdt.session import TO_COME, Answer, Attendee, Mode, Session, SessionState
from consult.mdt.workflow import ENDED, OPINIONS_TAKEN, TO_PLAN, State
from consult.rooms.cards import CardState
from storage.database.tables.mdt import session
from storage.database.tables.requests import OF_MDT
from storage.database.tables.requests import request as request_table
from storage.database.unit_of_work import Shown
from storage.repositories.store import SqlStore
from storage.repositories.views.batch import grouped
from storage.repositories.views.cases.case_row import PatientBrief, brief
from storage.repositories.views.mdt.boards import PollView, open_polls
from storage.repositories.views.values import Named, View, named, org_names
from storage.repositories.visible import visible

RECENT = timedelta(days=30)
MOST = 500
RUNNING = [state.value for state in sorted(frozenset(State) - ENDED)]
TO_DO = frozenset({CardState.OPEN, CardState.DOING})
# Somebody of the team is expected to act by a time of its own.
WAITED = frozenset({State.PROPOSED, State.CONCLUDED})


class Line(View, frozen=True):
    request_id: str
    case_id: str
    number: str
    state: str
    version: int
    urgency: str
    patient: PatientBrief
    question: str
    from_org: Named | None
    board: Named
    session_id: str | None
    starts_at: datetime | None
    due_at: datetime | None
    allowed: tuple[str, ...]


class SessionBrief(View, frozen=True):
    """`part` and `answer` are the reader's, "" for who was not invited."""

    id: str
    board: Named
    mode: str
    state: str
    starts_at: datetime
    ends_at: datetime
    cases: int
    locked: bool
    published: bool
    part: str
    answer: str


class ActionLine(View, frozen=True):
    request_id: str
    case_id: str
    number: str
    patient: PatientBrief
    text: str
    due_at: datetime | None
    state: str
    room_id: str
    seq: int


class Place(View, frozen=True):
    to_screen: tuple[Line, ...]
    to_plan: tuple[Line, ...]
    invitations: tuple[SessionBrief, ...]
    sessions: tuple[SessionBrief, ...]
    opinions_due: tuple[Line, ...]
    to_conclude: tuple[Line, ...]
    to_sign: tuple[Line, ...]
    to_finalise: tuple[Line, ...]
    actions: tuple[ActionLine, ...]
    proposed_by_us: tuple[Line, ...]
    polls: tuple[PollView, ...]


def place(store: SqlStore, actor: Actor, now: datetime) -> Shown[Place]:
    desk = _Desk(store, actor, now)
    found = desk.place()
    return Shown(found, action="list_mdt", subject="list:mdt", count=len(desk.requests))


@dataclass
class _Desk:
    store: SqlStore
    actor: Actor
    now: datetime

    @cached_property
    def requests(self) -> list[Request]:
        """Those of kind mdt the actor may read and that are not long over; newest first.

        Each half begins at an index on what stays few, so that the years behind cost nothing.
        """
        table = request_table
        ours, of_mdt = sa.select(table.c.id), sa.text(OF_MDT)
        halves = (
            ours.where(of_mdt, table.c.state.in_(RUNNING)),
            ours.where(of_mdt, table.c.created_at >= self.now - RECENT),
        )
        ids = self.store.conn.execute(
            sa.select(table.c.id)
            .where(
                table.c.id.in_(sa.union(*halves).subquery().select()),
                visible(table.c.case_id, self.actor, self.now),
            )
            .order_by(table.c.created_at.desc(), table.c.id)
            .limit(MOST)
        ).scalars()
        return list(self.store.requests.list(id=list(ids)))

    @cached_property
    def details(self) -> dict[str, MdtDetail]:
        rows = self.store.mdt_details.list(request_id=[row.id for row in self.requests])
        return {row.request_id: row for row in rows}

    @cached_property
    def assignments(self) -> dict[str, list[Assignment]]:
        found: dict[str, list[Assignment]] = {row.id: [] for row in self.requests}
        for row in self.store.assignments.list(request_id=list(found)):
            found[row.request_id].append(row)
        return found

    @cached_property
    def parties(self) -> dict[str, list[CaseParty]]:
        cases = sorted({row.case_id for row in self.requests})
        return grouped(self.store.parties.list(case_id=cases), lambda row: row.case_id)

    @cached_property
    def outcomes(self) -> dict[str, Outcome]:
        """Of those that circulate."""
        ids = [row.id for row in self.requests if row.state == State.CIRCULATED]
        return {row.request_id: row for row in self.store.mdt_outcomes.list(request_id=ids)}

    @cached_property
    def boards(self) -> dict[str, Board]:
        return {board.id: board for board in self.store.mdt_boards.list()}

    @cached_property
    def invited(self) -> dict[str, Attendee]:
        """My invitations, by session, to what is to come and to the sessions of these cases."""
        to_come = sa.select(session.c.id).where(session.c.state.in_(sorted(TO_COME)))
        ids = set(self.store.conn.execute(to_come).scalars())
        ids |= {each.session_id for each in self.details.values() if each.session_id}
        me = self.actor.person_id
        rows = self.store.mdt_attendees.list(session_id=sorted(ids), person_id=me)
        return {row.session_id: row for row in rows}

    @cached_property
    def sessions(self) -> dict[str, Session]:
        """Mine, those of boards I steer, and those of the cases listed here."""
        ids = set(self.invited) | {d.session_id for d in self.details.values() if d.session_id}
        rows = self.store.mdt_sessions.list(id=sorted(ids))
        more = self.store.mdt_sessions.list(board_id=self._steers, state=sorted(TO_COME))
        return {row.id: row for row in [*rows, *more]}

    @cached_property
    def orgs(self) -> dict[str, str]:
        return org_names(self.store, {row.from_org for row in self.requests})

    @cached_property
    def patients(self) -> dict[str, tuple[str, PatientBrief]]:
        """Number and patient by case."""
        cases = self.store.cases.list(id=sorted({row.case_id for row in self.requests}))
        rows = self.store.patients.list(id=[case.patient_id for case in cases])
        known = {row.id: brief(row, self.now) for row in rows}
        return {case.id: (case.number, known[case.patient_id]) for case in cases}

    @cached_property
    def questions(self) -> dict[str, str]:
        rows = self.store.questions.list(request_id=[row.id for row in self.requests], no=1)
        return {row.request_id: row.text for row in rows}

    def place(self) -> Place:
        return Place(
            to_screen=self._lines(self._steered({State.PROPOSED})),
            to_plan=self._lines(self._steered(TO_PLAN)),
            invitations=self._briefs(self._waits_for_answer),
            sessions=self._briefs(lambda row: row.state in TO_COME),
            opinions_due=self._lines(row for row in self.requests if self._owes_opinion(row)),
            to_conclude=self._lines(self._steered({State.IN_SESSION, State.CONCLUDED})),
            to_sign=self._lines(row for row in self.requests if self._owes_signature(row)),
            to_finalise=self._lines(row for row in self.requests if self._finalises(row)),
            actions=tuple(self._actions()),
            proposed_by_us=self._lines(self._ours()),
            polls=tuple(open_polls(self.store, self.actor, self.now)),
        )

    def _has(self, request: Request, verb: Verb) -> bool:
        return any(
            row.person_id == self.actor.person_id
            and row.part in MDT_PARTS[verb]
            and row.state in {AssignmentState.OFFERED, AssignmentState.ACCEPTED}
            for row in self.assignments[request.id]
        )

    def _steered(self, states: Iterable[State]) -> Iterable[Request]:
        wanted = set(states)
        return (
            row for row in self.requests if row.state in wanted and self._has(row, Verb.STEER_MDT)
        )

    def _waits_for_answer(self, session: Session) -> bool:
        mine = self.invited.get(session.id)
        waits = mine is not None and mine.answer is Answer.INVITED and session.prepared
        # A meeting that runs is entered, not answered.
        runs = session.mode is Mode.LIVE and session.state is SessionState.OPEN
        return waits and session.state in TO_COME and not runs

    def _owes_opinion(self, request: Request) -> bool:
        detail = self.details[request.id]
        mine = self.invited.get(detail.session_id or "")
        if request.state not in OPINIONS_TAKEN or detail.opinions_opened_at is not None:
            return False
        if mine is None or mine.part not in SIGNING or mine.answer is Answer.DECLINED:
            return False
        me = self.actor.person_id
        return self.store.mdt_pre_opinions.find(request_id=request.id, person_id=me) is None

    def _owes_signature(self, request: Request) -> bool:
        return request.state == State.CIRCULATED and self.actor.person_id in self._left(request)

    def _left(self, request: Request) -> frozenset[str]:
        outcome = self.outcomes[request.id]
        return unsigned(outcome, self.store.mdt_signatures.list(request_id=request.id))

    def _finalises(self, request: Request) -> bool:
        if request.state != State.CIRCULATED or not self._has(request, Verb.CHAIR_MDT):
            return False
        outcome = self.outcomes[request.id]
        over = outcome.sign_by is not None and outcome.sign_by <= self.now
        return over or not self._left(request)

    def _ours(self) -> Iterable[Request]:
        asking = self.actor.orgs_with(COUNTY, self.now)
        return (row for row in self.requests if row.from_org in asking)

    def _lines(self, requests: Iterable[Request]) -> tuple[Line, ...]:
        return tuple(self._line(row) for row in requests)

    def _line(self, request: Request) -> Line:
        detail, (number, patient) = self.details[request.id], self.patients[request.case_id]
        session = self.sessions.get(detail.session_id or "")
        subject = CaseSubject(
            parties=tuple(self.parties[request.case_id]),
            request=request,
            assignments=tuple(self.assignments[request.id]),
        )
        return Line(
            request_id=request.id,
            case_id=request.case_id,
            number=number,
            state=request.state,
            version=request.version,
            urgency=request.urgency,
            patient=patient,
            question=self.questions.get(request.id, ""),
            from_org=named(self.orgs, request.from_org),
            board=self._board(detail.board_id),
            session_id=detail.session_id,
            starts_at=session.starts_at if session else None,
            due_at=self._due(request, session),
            allowed=allowed_moves(self.actor, subject, self.now),
        )

    def _due(self, request: Request, session: Session | None) -> datetime | None:
        if request.state in WAITED:
            return expected_by(self.store, request)
        if request.state == State.CIRCULATED:
            return self.outcomes[request.id].sign_by
        if session is None or request.state not in OPINIONS_TAKEN | {State.SCHEDULED}:
            return None
        return session.ends_at if request.state == State.ASYNC_WINDOW else session.starts_at

    def _board(self, board_id: str) -> Named:
        return Named(id=board_id, name=self.boards[board_id].name)

    def _briefs(self, wanted: Callable[[Session], bool]) -> tuple[SessionBrief, ...]:
        rows = [
            row
            for row in self.sessions.values()
            if wanted(row) and (row.id in self.invited or row.board_id in self._steers)
        ]
        return tuple(self._brief(row) for row in sorted(rows, key=lambda row: row.starts_at))

    @cached_property
    def _steers(self) -> list[str]:
        """Boards where I sit as chair or secretary."""
        seats = self.store.mdt_seats.list(person_id=self.actor.person_id, part=sorted(STEERING))
        return [seat.board_id for seat in seats]

    def _brief(self, session: Session) -> SessionBrief:
        mine = self.invited.get(session.id)
        return SessionBrief(
            id=session.id,
            board=self._board(session.board_id),
            mode=session.mode,
            state=session.state,
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            cases=len(session.agenda),
            locked=session.locked(self.now),
            published=session.prepared,
            part=mine.part if mine else "",
            answer=mine.answer if mine else "",
        )

    def _actions(self) -> Iterable[ActionLine]:
        """Cards of decided cases that are mine to do, or my hospital's where nobody is named."""
        here = {role.org_id for role in self.actor.roles if role.active(self.now)}
        decided = {row.room_id: row for row in self.requests if self.details[row.id].cards}
        cards = self.store.cards.list(room_id=sorted(decided), state=sorted(TO_DO))
        by_room = grouped(cards, lambda card: card.room_id)
        for request in decided.values():
            for card in by_room[request.room_id]:
                numbers = self.details[request.id].cards
                mine = card.owner_id == self.actor.person_id
                ours = card.owner_id is None and card.org_id in here
                if card.seq in numbers and (mine or ours):
                    [event] = self.store.room_log.read(request.room_id, after=card.seq - 1, limit=1)
                    number, patient = self.patients[request.case_id]
                    yield ActionLine(
                        request_id=request.id,
                        case_id=request.case_id,
                        number=number,
                        patient=patient,
                        text=str(event.body["text"]),
                        due_at=card.due_at,
                        state=card.state,
                        room_id=request.room_id,
                        seq=card.seq,
                    )
