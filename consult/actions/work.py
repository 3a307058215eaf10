"""What an action works with: actor, time, ids, the store, and the only doors to a case."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from consult.access.audit import AuditEvent
from consult.access.changes import Changes
from consult.access.policy import (
    Actor,
    CaseSubject,
    Decision,
    NetworkSubject,
    OrgSubject,
    Subject,
    decide,
)
from consult.access.verbs import Verb
from consult.cases.case import Case, CaseParty
from consult.cases.request import Assignment, Request
from consult.errors import Denied, NotFound
from consult.events import Event, Nudge, RoomMoved
from consult.network.organizations import Organization
from consult.ports import Store
from consult.rooms.room import EventKind, Room, RoomEvent, RoomMember, SystemNote


@dataclass(slots=True)
class Work:
    """One action's surroundings. `events` are told after the commit, never before."""

    actor: Actor
    now: datetime
    new_id: Callable[[], str]
    store: Store
    trace: str = ""
    events: list[Event] = field(default_factory=list)

    # ---- doors: nothing about a patient is reached but through these

    def open_case(self, case_id: str, verb: Verb) -> Case:
        """The case if the policy allows `verb` on it; what one may not read does not exist."""
        case = self._case(case_id)
        subject = self._subject(case)
        if verb is Verb.ATTACH:
            subject = replace(subject, room_member=self._in_a_room_of(case))
        decision = self._ask(verb, subject)
        self.record(verb, f"case:{case.id}", case=case, for_org=decision.for_org)
        return case

    def open_request(self, request_id: str, verb: Verb) -> OpenRequest:
        """A request with its case, judged together with the actor's part in it."""
        request = self.store.requests.find(id=request_id)
        if request is None:
            raise NotFound("request")
        case = self._case(request.case_id, "request")
        assignments = tuple(self.store.assignments.list(request_id=request.id))
        subject = self._subject(case)
        subject = replace(subject, request=request, assignments=assignments)
        decision = self._ask(verb, subject, "request")
        self.record(verb, f"request:{request.id}", case=case, for_org=decision.for_org)
        return OpenRequest(case, request, assignments, decision.for_org or request.from_org)

    def open_room(self, room_id: str, verb: Verb) -> OpenRoom:
        """A room, judged by the actor's part in it and in its case."""
        room = self.store.rooms.find(id=room_id)
        if room is None:
            raise NotFound("room")
        case = self._case(room.case_id, "room")
        member = self.store.members.find(room_id=room.id, person_id=self.actor.person_id)
        inside = member is not None and member.active(self.now)
        subject = replace(self._subject(case), room_member=inside)
        decision = self._ask(verb, subject, "room")
        return OpenRoom(room, case, decision.for_org or case.owner_org)

    def judge_in_room(
        self, verb: Verb, parties: Sequence[CaseParty], member: RoomMember | None
    ) -> Decision:
        """As `open_room`, of a room already read: its case's parties, the actor's membership."""
        inside = member is not None and member.active(self.now)
        subject = CaseSubject(parties=tuple(parties), room_member=inside)
        return self._ask(verb, subject, "room")

    def open_org(self, org_id: str, verb: Verb) -> Organization:
        """A hospital the actor may act for."""
        org = self.store.organizations.find(id=org_id)
        if org is None:
            raise NotFound("hospital")
        self._require(decide(self.actor, verb, OrgSubject(org_id), self.now), verb)
        return org

    def open_network(self, verb: Verb) -> None:
        self._require(decide(self.actor, verb, NetworkSubject(), self.now), verb)

    # ---- what every action leaves behind

    def record(
        self,
        action: str,
        subject: str,
        *,
        case: Case | None = None,
        for_org: str | None = None,
        count: int = 1,
        purpose: str = "treatment",
        changes: Changes | None = None,
    ) -> None:
        """One audit row in this very transaction."""
        self.store.audit.add(
            AuditEvent(
                id=self.new_id(),
                at=self.now,
                actor=self.actor.person_id,
                action=action,
                subject=subject,
                for_org=for_org,
                patient_id=case.patient_id if case else None,
                case_id=case.id if case else None,
                count=count,
                purpose=purpose,
                request_id=self.trace,
                changes=changes,
            )
        )

    def tell(self, *topics: str) -> None:
        self.events.extend(Nudge(topic) for topic in topics)

    def note_in_room(self, room_id: str, note: SystemNote) -> RoomEvent:
        """A system line in the room's log, numbered like any message."""
        event = self.store.room_log.append(
            RoomEvent(room_id=room_id, seq=0, kind=EventKind.SYSTEM, body=note.body(), at=self.now)
        )
        self.events.append(RoomMoved(room_id, event.seq))
        return event

    # ---- inside

    def _case(self, case_id: str, named: str = "case") -> Case:
        case = self.store.cases.find(id=case_id)
        if case is None:
            raise NotFound(named)
        return case

    def _in_a_room_of(self, case: Case) -> bool:
        rooms = [room.id for room in self.store.rooms.list(case_id=case.id)]
        mine = self.store.members.list(room_id=rooms, person_id=self.actor.person_id)
        return any(member.active(self.now) for member in mine)

    def _subject(self, case: Case) -> CaseSubject:
        person = self.store.people.find(id=self.actor.person_id)
        return CaseSubject(
            parties=tuple(self.store.parties.list(case_id=case.id)),
            specialties=person.specialties if person else (),
        )

    def _ask(self, verb: Verb, subject: Subject, named: str = "case") -> Decision:
        by_clock = verb is Verb.KEEP_TIME  # moves what is due, and is shown nothing
        if not by_clock and not decide(self.actor, Verb.READ_CASE, subject, self.now).allowed:
            raise NotFound(named)
        decision = decide(self.actor, verb, subject, self.now)
        self._require(decision, verb)
        return decision

    def _require(self, decision: Decision, verb: Verb) -> None:
        if decision.reason is not None:
            raise Denied(decision.reason, verb=verb)


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """A request opened for an actor, who acts for the hospital `for_org`."""

    case: Case
    request: Request
    assignments: tuple[Assignment, ...]
    for_org: str


@dataclass(frozen=True, slots=True)
class OpenRoom:
    """A room opened for an actor, who stands in it for the hospital `for_org`."""

    room: Room
    case: Case
    for_org: str
