"""The rows of a case before a team, each read when it is first wanted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from consult.access.policy import MDT_PARTS, Actor, CaseSubject
from consult.access.verbs import Verb
from consult.actions.mdt.door import attendees_of
from consult.cases.case import Case
from consult.cases.request import Request
from consult.mdt.board import SIGNING, Board
from consult.mdt.outcome import Outcome, Signature, actions_of
from consult.mdt.proposal import MdtDetail, PreOpinion
from consult.mdt.session import Answer, Attendee, Session
from consult.mdt.workflow import DECIDED
from consult.network.people import Person
from storage.repositories.store import SqlStore
from storage.repositories.views.values import org_names, people_by_id


@dataclass
class MdtRows:
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

    def has(self, verb: Verb) -> bool:
        """By one's part on this case, as the policy reads it."""
        return any(
            row.person_id == self.actor.person_id
            and row.part in MDT_PARTS[verb]
            and row.state in {"offered", "accepted"}
            for row in self.subject.assignments
        )

    def may_see_outcome(self) -> bool:
        """Everybody at the table sees it typed; others what the chair has signed."""
        here = any(row.person_id == self.actor.person_id for row in self.attendees)
        return here or self.has(Verb.STEER_MDT) or self.request.state in DECIDED
