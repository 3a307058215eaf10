"""A session as its page shows it: who is there, a quorum or not, and the list with its cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from consult.access.policy import Actor, CaseSubject
from consult.actions.mdt.door import allowed_steps, known_session, session_subject
from consult.actions.mdt.session.presence import grace_of, places_of
from consult.cases.request import Request
from consult.cases.workflow.allowed import allowed_moves
from consult.mdt.board import SIGNING, Board, SeatPart
from consult.mdt.proposal import MdtDetail
from consult.mdt.session import THERE, Answer, Attendee, Place, Session, quorum_of
from consult.mdt.workflow import DISCUSSED, LISTED
from consult.network.people import Person
from storage.database.unit_of_work import Shown
from storage.repositories.store import SqlStore
from storage.repositories.views.cases.case_row import PatientBrief, brief
from storage.repositories.views.mdt.readiness import Readiness, readiness
from storage.repositories.views.values import Named, View, named, org_names, people_by_id
from storage.repositories.visible import visible_ids


class AttendeeView(View, frozen=True):
    """`presence`: present, lost (link lost, still counted), phone, absent, unknown.

    `attended`: was there at some time, by link or telephone.
    """

    person: Named | None
    title: str
    phone: str
    org: Named | None
    part: str
    specialty: str
    required: bool
    answer: str
    deputy: Named | None
    deputy_for: Named | None
    reason: str
    presence: str
    since: datetime | None
    called_at: datetime | None
    attended: bool


class SpecialtyThere(View, frozen=True):
    """`lost_until`: only a lost link stands for it, which counts until then."""

    specialty: str
    present: bool
    lost_until: datetime | None


class QuorumView(View, frozen=True):
    met: bool
    chair: bool
    specialties: tuple[SpecialtyThere, ...]


class MyPart(View, frozen=True):
    part: str
    answer: str
    deputy: Named | None


class AgendaItem(View, frozen=True):
    """`done`: it has been discussed, or will not be in this session."""

    no: int
    request_id: str
    case_id: str
    room_id: str
    number: str
    version: int
    state: str
    done: bool
    minutes: int
    patient: PatientBrief
    urgency: str
    from_org: Named | None
    question: str
    required_specialties: tuple[str, ...]
    late_reason: str
    opinions_in: int
    opinions_due: int
    mine_in: bool
    opinions_opened_at: datetime | None
    readiness: tuple[Readiness, ...]
    allowed: tuple[str, ...]


class SessionView(View, frozen=True):
    id: str
    board: Named
    org: Named | None
    mode: str
    state: str
    starts_at: datetime
    ends_at: datetime
    bridge_phone: str
    link: str
    lock_at: datetime
    locked: bool
    published_at: datetime | None
    opened_at: datetime | None
    ended_at: datetime | None
    version: int
    current_request_id: str | None
    grace_s: int
    server_time: datetime
    allowed: tuple[str, ...]
    me: MyPart | None
    attendees: tuple[AttendeeView, ...]
    quorum: QuorumView
    hidden: int
    agenda: tuple[AgendaItem, ...]


def session_view(
    store: SqlStore, actor: Actor, session_id: str, now: datetime
) -> Shown[SessionView]:
    """Of its cases only those the reader may read; the others are counted."""
    session = known_session(store, actor, session_id, now)
    page = _Page(store, actor, session, now)
    view = page.view()
    return Shown(
        view,
        action="read_mdt_session",
        subject=f"mdt_session:{session.id}",
        for_org=session.org_id,
        count=len(view.agenda),
    )


def quorum_view(
    attendees: Sequence[Attendee], places: Mapping[str, Place], required: Sequence[str]
) -> QuorumView:
    there = [who for who, place in places.items() if place.standing in THERE]
    quorum = quorum_of(attendees, there, required)
    return QuorumView(
        met=quorum.met,
        chair=quorum.chair,
        specialties=tuple(
            SpecialtyThere(
                specialty=name,
                present=present,
                lost_until=_lost_until(attendees, places, name) if present else None,
            )
            for name, present in quorum.specialties.items()
        ),
    )


def _lost_until(
    attendees: Sequence[Attendee], places: Mapping[str, Place], specialty: str
) -> datetime | None:
    held = [
        places[row.person_id]
        for row in attendees
        if row.specialty == specialty and row.part in SIGNING
    ]
    counting = [place for place in held if place.standing in THERE]
    if any(place.lost_until is None for place in counting):
        return None
    return max((place.lost_until for place in counting if place.lost_until), default=None)


@dataclass
class _Page:
    store: SqlStore
    actor: Actor
    session: Session
    now: datetime

    @cached_property
    def attendees(self) -> list[Attendee]:
        rows = self.store.mdt_attendees.list(session_id=self.session.id)
        order = list(SeatPart)
        return sorted(rows, key=lambda row: (order.index(row.part), row.person_id))

    @cached_property
    def places(self) -> dict[str, Place]:
        return places_of(self.store, self.session, self.attendees, self.now)

    @cached_property
    def attended(self) -> set[str]:
        rows = self.store.mdt_presences.list(session_id=self.session.id)
        return {row.person_id for row in rows}

    @cached_property
    def details(self) -> dict[str, MdtDetail]:
        rows = self.store.mdt_details.list(request_id=list(self.session.agenda))
        return {row.request_id: row for row in rows}

    @cached_property
    def requests(self) -> dict[str, Request]:
        """Those of the agenda the reader may read."""
        rows = self.store.requests.list(id=list(self.session.agenda))
        ids = visible_ids(self.store.conn, (row.case_id for row in rows), self.actor, self.now)
        return {row.id: row for row in rows if row.case_id in ids}

    @cached_property
    def people(self) -> dict[str, Person]:
        ids = {
            who
            for row in self.attendees
            for who in (row.person_id, row.deputy_id, row.deputy_for)
            if who
        }
        return people_by_id(self.store, ids)

    @cached_property
    def names(self) -> dict[str, str]:
        return {person.id: person.name for person in self.people.values()}

    @cached_property
    def orgs(self) -> dict[str, str]:
        ids = {row.org_id for row in self.attendees} | {self.session.org_id}
        return org_names(self.store, ids | {row.from_org for row in self.requests.values()})

    def view(self) -> SessionView:
        session, board = self.session, self.store.mdt_boards.get(self.session.board_id)
        subject = session_subject(self.store, session, self.attendees, self.now)
        return SessionView(
            id=session.id,
            board=Named(id=board.id, name=board.name),
            org=named(self.orgs, session.org_id),
            mode=session.mode,
            state=session.state,
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            bridge_phone=session.bridge_phone,
            link=session.link,
            lock_at=session.lock_at,
            locked=session.locked(self.now),
            published_at=session.published_at,
            opened_at=session.opened_at,
            ended_at=session.ended_at,
            version=session.version,
            current_request_id=session.current_request_id,
            grace_s=int(grace_of(self.store, session).total_seconds()),
            server_time=self.now,
            allowed=tuple(allowed_steps(self.actor, subject, session, self.now)),
            me=self._me(),
            attendees=tuple(self._attendee(row) for row in self.attendees),
            quorum=quorum_view(self.attendees, self.places, self._required(board)),
            hidden=len(session.agenda) - len(self.requests),
            agenda=self._agenda(),
        )

    def _required(self, board: Board) -> tuple[str, ...]:
        """Of the case before the team; between cases what the board always wants."""
        detail = self.details.get(self.session.current_request_id or "")
        return detail.required_specialties if detail else board.required_specialties

    def _me(self) -> MyPart | None:
        mine = next((r for r in self.attendees if r.person_id == self.actor.person_id), None)
        if mine is None:
            return None
        deputy = named(self.names, mine.deputy_id or "")
        return MyPart(part=mine.part, answer=mine.answer, deputy=deputy)

    def _attendee(self, row: Attendee) -> AttendeeView:
        person, place = self.people[row.person_id], self.places[row.person_id]
        return AttendeeView(
            person=named(self.names, row.person_id),
            title=person.title,
            phone=person.phone,
            org=named(self.orgs, row.org_id),
            part=row.part,
            specialty=row.specialty,
            required=row.required,
            answer=row.answer,
            deputy=named(self.names, row.deputy_id or ""),
            deputy_for=named(self.names, row.deputy_for or ""),
            reason=row.reason,
            presence=place.standing,
            since=place.since,
            called_at=row.called_at,
            attended=row.person_id in self.attended,
        )

    def _agenda(self) -> tuple[AgendaItem, ...]:
        cases = {row.id: row for row in self.store.cases.list(id=self._case_ids)}
        patient_ids = [row.patient_id for row in cases.values()]
        patients = {row.id: row for row in self.store.patients.list(id=patient_ids)}
        ready = readiness(self.store, self._case_ids, self._asked)
        found: list[AgendaItem] = []
        for no, request_id in enumerate(self.session.agenda, 1):
            request = self.requests.get(request_id)
            if request is not None:
                case = cases[request.case_id]
                patient = brief(patients[case.patient_id], self.now)
                found.append(self._item(no, request, case.number, patient, ready[case.id]))
        return tuple(found)

    @cached_property
    def _case_ids(self) -> list[str]:
        return sorted({row.case_id for row in self.requests.values()})

    @cached_property
    def _asked(self) -> list[str]:
        """Whose opinion is wanted before, and who is to have looked at the materials."""
        return [
            row.person_id
            for row in self.attendees
            if row.part in SIGNING and row.answer is not Answer.DECLINED
        ]

    def _item(
        self,
        no: int,
        request: Request,
        number: str,
        patient: PatientBrief,
        ready: tuple[Readiness, ...],
    ) -> AgendaItem:
        detail, me = self.details[request.id], self.actor.person_id
        wrote = {r.person_id for r in self.store.mdt_pre_opinions.list(request_id=request.id)}
        asked = self.store.questions.list(request_id=request.id)
        here = detail.session_id == self.session.id
        return AgendaItem(
            no=no,
            request_id=request.id,
            case_id=request.case_id,
            room_id=request.room_id,
            number=number,
            version=request.version,
            state=request.state,
            done=not here or request.state not in LISTED | DISCUSSED,
            minutes=detail.minutes,
            patient=patient,
            urgency=request.urgency,
            from_org=named(self.orgs, request.from_org),
            question=asked[0].text if asked else "",
            required_specialties=detail.required_specialties,
            late_reason=detail.late_reason,
            opinions_in=len(wrote & set(self._asked)),
            opinions_due=len(self._asked),
            mine_in=me in wrote,
            opinions_opened_at=detail.opinions_opened_at,
            readiness=ready,
            allowed=allowed_moves(self.actor, self._subject(request), self.now),
        )

    def _subject(self, request: Request) -> CaseSubject:
        return CaseSubject(
            parties=tuple(self.store.parties.list(case_id=request.case_id)),
            request=request,
            assignments=tuple(self.store.assignments.list(request_id=request.id)),
        )
