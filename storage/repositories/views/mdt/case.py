"""One case before a team: what is asked, what was written before, what was decided, who signed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

import msgspec

from consult.access.policy import MDT_PARTS, Actor, CaseSubject
from consult.access.verbs import Verb
from consult.actions.mdt.door import attendees_of
from consult.actions.mdt.presence import places_of
from consult.cases.case import Case
from consult.cases.request import Kind, Request
from consult.cases.workflow.allowed import allowed_moves
from consult.errors import NotFound
from consult.mdt.board import SIGNING, Board
from consult.mdt.outcome import Outcome, Signature, actions_of, unsigned
from consult.mdt.proposal import MdtDetail, PreOpinion
from consult.mdt.session import Answer, Attendee, Mode, Session
from consult.mdt.workflow import DECIDED, OUTCOME_TYPED, State
from consult.network.people import Person
from storage.database.unit_of_work import Shown
from storage.repositories.store import SqlStore
from storage.repositories.views.cases.case_row import PatientBrief, brief
from storage.repositories.views.mdt.readiness import Readiness, readiness
from storage.repositories.views.mdt.session import QuorumView, SpecialtyThere, quorum_view
from storage.repositories.views.opening import open_for
from storage.repositories.views.values import Named, View, named, org_names, people_by_id


class SessionLine(View, frozen=True):
    id: str
    mode: str
    state: str
    starts_at: datetime
    ends_at: datetime


class MyMdtPart(View, frozen=True):
    """`seat`: one's opinion is wanted; `to_sign`: one's signature is missing."""

    part: str
    specialty: str
    seat: bool
    to_sign: bool


class PreOpinionView(View, frozen=True):
    """Sealed: only whether it is in. `text` is the reader's own, or opened with all others."""

    person: Named | None
    org: Named | None
    specialty: str
    is_in: bool = msgspec.field(name="in")
    mine: bool
    text: str | None
    revision: int
    updated_at: datetime | None


class AttendanceView(View, frozen=True):
    """`how`: link, phone or writing."""

    person: Named | None
    title: str
    org: Named | None
    part: str
    specialty: str
    joined_at: str
    left_at: str | None
    how: str


class OutcomeView(View, frozen=True):
    """`mdt_conclusion` false: below quorum, a discussion and no MDT conclusion; null: not counted.

    `version` 0 was never sent round.
    """

    revision: int
    version: int
    status: str
    content: dict[str, Any]
    by: Named | None
    updated_at: datetime
    circulated_at: datetime | None
    mdt_conclusion: bool | None
    missing: tuple[str, ...]


class SignatureView(View, frozen=True):
    """`value`: agree, agree_note, dissent; asked, unsigned for those who have not signed."""

    person: Named
    title: str
    org_name: str
    licence_no: str
    part: str
    specialty: str
    value: str
    text: str
    signed_at: datetime | None
    version: int


class ActionView(View, frozen=True):
    """`seq` names the request card in the room, once it is decided."""

    no: int
    text: str
    owner: Named | None
    due_at: str | None
    state: str
    seq: int | None


class RecordView(View, frozen=True):
    """What the printed record says at its head (会诊记录, Biên bản hội chẩn)."""

    chair: Named | None
    secretary: Named | None
    members: tuple[Named, ...]
    absent: tuple[Named, ...]
    board: str
    hospital: str
    place: str
    started_at: datetime | None
    ended_at: datetime | None


class MdtView(View, frozen=True):
    request_id: str
    case_id: str
    room_id: str
    number: str
    state: str
    version: int
    urgency: str
    patient: PatientBrief
    from_org: Named | None
    to_org: Named | None
    created_by: Named | None
    board: Named
    session: SessionLine | None
    minutes: int
    question: str
    form: dict[str, Any]
    required_specialties: tuple[str, ...]
    late_reason: str
    allowed: tuple[str, ...]
    can_write_outcome: bool
    me: MyMdtPart | None
    opinions_opened_at: datetime | None
    opinions: tuple[PreOpinionView, ...]
    quorum: QuorumView
    attendance: tuple[AttendanceView, ...]
    readiness: tuple[Readiness, ...]
    outcome: OutcomeView | None
    sign_by: datetime | None
    signatures: tuple[SignatureView, ...]
    actions: tuple[ActionView, ...]
    record: RecordView


def mdt_view(store: SqlStore, actor: Actor, request_id: str, now: datetime) -> Shown[MdtView]:
    """Raises NotFound where there is no such request, or not for this actor."""
    request = store.requests.find(id=request_id, kind=Kind.MDT)
    if request is None:
        raise NotFound("request")
    case, decision = open_for(store, actor, request.case_id, now, named="request")
    return Shown(
        _Paper(store, actor, case, request, now).view(),
        action=Verb.READ_CASE,
        subject=f"request:{request.id}",
        case_id=case.id,
        patient_id=case.patient_id,
        for_org=decision.for_org,
    )


@dataclass
class _Paper:
    store: SqlStore
    actor: Actor
    case: Case
    request: Request
    now: datetime

    @cached_property
    def detail(self) -> MdtDetail:
        return self.store.mdt_details.get(self.request.id)

    @cached_property
    def board(self) -> Board:
        return self.store.mdt_boards.get(self.detail.board_id)

    @cached_property
    def session(self) -> Session | None:
        return self.store.mdt_sessions.find(id=self.detail.session_id or "")

    @cached_property
    def attendees(self) -> list[Attendee]:
        return attendees_of(self.store, self.detail.session_id or "")

    @cached_property
    def asked(self) -> list[Attendee]:
        """Whose opinion is wanted."""
        return [
            row
            for row in self.attendees
            if row.part in SIGNING and row.answer is not Answer.DECLINED
        ]

    @cached_property
    def opinions(self) -> dict[str, PreOpinion]:
        rows = self.store.mdt_pre_opinions.list(request_id=self.request.id)
        return {row.person_id: row for row in rows}

    @cached_property
    def outcome(self) -> Outcome | None:
        return self.store.mdt_outcomes.find(request_id=self.request.id)

    @cached_property
    def signatures(self) -> list[Signature]:
        return list(self.store.mdt_signatures.list(request_id=self.request.id))

    @cached_property
    def subject(self) -> CaseSubject:
        return CaseSubject(
            parties=tuple(self.store.parties.list(case_id=self.case.id)),
            request=self.request,
            assignments=tuple(self.store.assignments.list(request_id=self.request.id)),
        )

    @cached_property
    def people(self) -> Mapping[str, Person]:
        ids = {row.person_id for row in self.attendees} | set(self.opinions)
        ids |= {self.request.created_by} | {row.person_id for row in self.subject.assignments}
        if self.outcome is not None:
            ids |= {self.outcome.by} | {str(row["person_id"]) for row in self.outcome.attendance}
            rows = actions_of(self.outcome.content)
            ids |= {str(row["owner_id"]) for row in rows if row["owner_id"]}
        return people_by_id(self.store, ids)

    @cached_property
    def names(self) -> dict[str, str]:
        return {person.id: person.name for person in self.people.values()}

    @cached_property
    def orgs(self) -> dict[str, str]:
        ids = {row.org_id for row in self.attendees}
        ids |= {self.request.from_org, self.request.to_org}
        if self.outcome is not None:
            ids |= {str(row["org_id"]) for row in self.outcome.attendance}
        return org_names(self.store, ids)

    def view(self) -> MdtView:
        request, detail = self.request, self.detail
        patient = self.store.patients.get(self.case.patient_id)
        asked = self.store.questions.list(request_id=request.id)
        people = [row.person_id for row in self.asked]
        allowed = allowed_moves(self.actor, self.subject, self.now)
        return MdtView(
            request_id=request.id,
            case_id=request.case_id,
            room_id=request.room_id,
            number=self.case.number,
            state=request.state,
            version=request.version,
            urgency=request.urgency,
            patient=brief(patient, self.now),
            from_org=named(self.orgs, request.from_org),
            to_org=named(self.orgs, request.to_org),
            created_by=named(self.names, request.created_by),
            board=Named(id=self.board.id, name=self.board.name),
            session=_line(self.session),
            minutes=detail.minutes,
            question=asked[0].text if asked else "",
            form=detail.form,
            required_specialties=detail.required_specialties,
            late_reason=detail.late_reason,
            allowed=allowed,
            can_write_outcome=request.state in OUTCOME_TYPED and self._has(Verb.STEER_MDT),
            me=self._me(),
            opinions_opened_at=detail.opinions_opened_at,
            opinions=tuple(self._opinion(row) for row in self._authors()),
            quorum=self._quorum(),
            attendance=tuple(self._attendance()),
            readiness=readiness(self.store, [self.case.id], people)[self.case.id],
            outcome=self._outcome(),
            sign_by=self.outcome.sign_by if self.outcome else None,
            signatures=tuple(self._signatures()),
            actions=tuple(self._actions()),
            record=self._record(),
        )

    def _has(self, verb: Verb) -> bool:
        """By one's part on this case, as the policy reads it."""
        return any(
            row.person_id == self.actor.person_id
            and row.part in MDT_PARTS[verb]
            and row.state in {"offered", "accepted"}
            for row in self.subject.assignments
        )

    def _me(self) -> MyMdtPart | None:
        mine = next((r for r in self.attendees if r.person_id == self.actor.person_id), None)
        if mine is None:
            return None
        circulated = self.request.state == State.CIRCULATED and self.outcome is not None
        left = unsigned(self.outcome, self.signatures) if circulated and self.outcome else ()
        return MyMdtPart(
            part=mine.part,
            specialty=mine.specialty,
            seat=mine in self.asked,
            to_sign=self.actor.person_id in left,
        )

    def _authors(self) -> Iterable[Attendee]:
        """Whoever is asked, and who wrote before somebody else took the place."""
        return [r for r in self.attendees if r in self.asked or r.person_id in self.opinions]

    def _opinion(self, who: Attendee) -> PreOpinionView:
        written, mine = self.opinions.get(who.person_id), who.person_id == self.actor.person_id
        readable = written is not None and (mine or self.detail.opinions_opened_at is not None)
        return PreOpinionView(
            person=named(self.names, who.person_id),
            org=named(self.orgs, who.org_id),
            specialty=who.specialty,
            is_in=written is not None,
            mine=mine,
            text=written.text if written and readable else None,
            revision=written.revision if written and readable else 0,
            updated_at=written.updated_at if written and readable else None,
        )

    def _quorum(self) -> QuorumView:
        """As counted at the conclusion; before that as it is now."""
        counted = self.outcome.quorum if self.outcome else None
        if isinstance(counted, dict):
            found: dict[str, bool] = counted["specialties"]  # type: ignore[assignment]
            return QuorumView(
                met=counted["met"] is True,
                chair=counted["chair"] is True,
                specialties=tuple(
                    SpecialtyThere(specialty=name, present=there, lost_until=None)
                    for name, there in found.items()
                ),
            )
        if self.session is None or self.session.mode is Mode.ASYNC:
            return quorum_view(self.attendees, {}, self.detail.required_specialties)
        places = places_of(self.store, self.session, self.attendees, self.now)
        return quorum_view(self.attendees, places, self.detail.required_specialties)

    def _attendance(self) -> Iterable[AttendanceView]:
        for row in self.outcome.attendance if self.outcome else ():
            person = self.people[str(row["person_id"])]
            left = row["left_at"]
            yield AttendanceView(
                person=Named(id=person.id, name=person.name),
                title=person.title,
                org=named(self.orgs, str(row["org_id"])),
                part=str(row["part"]),
                specialty=str(row["specialty"]),
                joined_at=str(row["joined_at"]),
                left_at=None if left is None else str(left),
                how=str(row["how"]),
            )

    def _outcome(self) -> OutcomeView | None:
        outcome = self.outcome
        if outcome is None or not self._may_see_outcome():
            return None
        counted = outcome.quorum
        present: Mapping[str, bool] = counted["specialties"] if counted else {}  # type: ignore[assignment]
        return OutcomeView(
            revision=outcome.revision,
            version=outcome.version,
            status=_status(self.request),
            content=outcome.content,
            by=named(self.names, outcome.by),
            updated_at=outcome.updated_at,
            circulated_at=outcome.circulated_at,
            mdt_conclusion=None if counted is None else outcome.mdt_conclusion,
            missing=tuple(name for name, there in present.items() if not there),
        )

    def _may_see_outcome(self) -> bool:
        """Everybody at the table sees it typed; others what the chair has signed."""
        here = any(row.person_id == self.actor.person_id for row in self.attendees)
        return here or self._has(Verb.STEER_MDT) or self.request.state in DECIDED

    def _signatures(self) -> Iterable[SignatureView]:
        if self.outcome is None or not self._may_see_outcome():
            return
        for row in self.signatures:
            signer = row.signer
            yield SignatureView(
                person=Named(id=row.person_id, name=str(signer["name"])),
                title=str(signer["title"]),
                org_name=str(signer["org_name"]),
                licence_no=str(signer["licence_no"]),
                part=row.part,
                specialty=row.specialty,
                value=row.value,
                text=row.text,
                signed_at=row.signed_at,
                version=row.version,
            )
        if self.outcome.version == 0:
            return
        value = "unsigned" if self.request.state in DECIDED else "asked"
        for who in sorted(unsigned(self.outcome, self.signatures)):
            yield self._missing(who, value, self.outcome)

    def _missing(self, person_id: str, value: str, outcome: Outcome) -> SignatureView:
        row = next(r for r in outcome.attendance if r["person_id"] == person_id)
        person = self.people[person_id]
        return SignatureView(
            person=Named(id=person.id, name=person.name),
            title=person.title,
            org_name=self.orgs.get(str(row["org_id"]), ""),
            licence_no="",
            part=str(row["part"]),
            specialty=str(row["specialty"]),
            value=value,
            text="",
            signed_at=None,
            version=outcome.version,
        )

    def _actions(self) -> Iterable[ActionView]:
        if self.outcome is None or not self._may_see_outcome():
            return
        numbers = self.detail.cards
        cards = {
            row.seq: row
            for row in self.store.cards.list(room_id=self.request.room_id, seq=list(numbers))
        }
        for no, row in enumerate(actions_of(self.outcome.content), 1):
            seq = numbers[no - 1] if no <= len(numbers) else None
            card = cards.get(seq) if seq is not None else None
            yield ActionView(
                no=no,
                text=str(row["text"]),
                owner=named(self.names, str(row["owner_id"] or "")),
                due_at=None if row["due_at"] is None else str(row["due_at"]),
                state=card.state if card else "draft",
                seq=seq,
            )

    def _record(self) -> RecordView:
        rows = self.outcome.attendance if self.outcome else ()
        there = [str(row["person_id"]) for row in rows if row["part"] == "member"]
        return RecordView(
            chair=self._holder("chair"),
            secretary=self._holder("secretary"),
            members=tuple(Named(id=who, name=self.names[who]) for who in dict.fromkeys(there)),
            absent=tuple(self._absent()),
            board=self.board.name,
            hospital=self.orgs.get(self.request.to_org, ""),
            place=self.session.bridge_phone if self.session else "",
            started_at=self.detail.started_at,
            ended_at=self.detail.ended_at,
        )

    def _absent(self) -> Iterable[Named]:
        """Invited, not there and not stood in for; nobody before the discussion is concluded."""
        if self.outcome is None or not self.outcome.attendance:
            return
        there = {str(row["person_id"]) for row in self.outcome.attendance}
        there |= {row.deputy_for for row in self.attendees if row.deputy_for is not None}
        for row in self.attendees:
            if row.part in SIGNING and row.person_id not in there:
                yield Named(id=row.person_id, name=self.names[row.person_id])

    def _holder(self, part: str) -> Named | None:
        held = [r for r in self.attendees if r.part == part and r.answer is not Answer.DECLINED]
        return named(self.names, held[0].person_id) if held else None


def _line(session: Session | None) -> SessionLine | None:
    if session is None:
        return None
    return SessionLine(
        id=session.id,
        mode=session.mode,
        state=session.state,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
    )


def _status(request: Request) -> str:
    if request.state in DECIDED:
        return "final"
    return "circulated" if request.state == State.CIRCULATED else "draft"
