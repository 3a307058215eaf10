"""One screen for the end of a shift: what I have, what I am given, and whose term ends."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from consult.access.policy import COORDINATORS, COUNTY, Actor
from consult.actions.duty.book import duty_books
from consult.cases.request import AssignmentState, Kind, Part, Request
from consult.cases.workflow.consultation import BEING_ANSWERED, WAITING, State
from consult.duty.handing import ShiftHandover
from consult.duty.on_call import on_call
from consult.duty.validity import WARN_BEFORE
from consult.duty.wall import local_day
from consult.errors import NotFound
from consult.network.people import Person
from consult.network.roles import CLINICAL
from storage.database.unit_of_work import Shown
from storage.repositories.store import SqlStore
from storage.repositories.views.batch import load_batch
from storage.repositories.views.cases.case_row import CaseRow, rows_of, urgency_then_due
from storage.repositories.views.values import View

OPEN = sorted(WAITING | BEING_ANSWERED | {State.SIGNED})
SHOWN_FOR = timedelta(hours=24)


class HandoverLine(View, frozen=True):
    request_id: str
    note: str
    row: CaseRow | None


class HandoverSheet(View, frozen=True):
    id: str
    from_id: str
    from_name: str
    to_id: str
    to_name: str
    note: str
    made_at: datetime
    acknowledged_at: datetime | None
    lines: tuple[HandoverLine, ...]


class Receiver(View, frozen=True):
    """`on_duty` now; `soon` within the next twelve hours: whom one hands to."""

    id: str
    name: str
    title: str
    on_duty: bool
    soon: bool


class EndingTerm(View, frozen=True):
    """An expert whose term ended or ends within thirty days, with what they still hold."""

    person_id: str
    name: str
    ends: str
    ended: bool
    successor_id: str | None
    open_cases: int


class Handover(View, frozen=True):
    """`mine`: what the reader holds, and what their department has asked and is not over."""

    org_id: str
    org_name: str
    time_zone: str
    mine: tuple[CaseRow, ...]
    to_me: tuple[HandoverSheet, ...]
    given: tuple[HandoverSheet, ...]
    receivers: tuple[Receiver, ...]
    ending: tuple[EndingTerm, ...]


def handover(store: SqlStore, actor: Actor, org_id: str, now: datetime) -> Shown[Handover]:
    """For clinicians of the hospital; raises NotFound for others."""
    if org_id not in actor.orgs_with(CLINICAL, now):
        raise NotFound("hospital")
    page = _Page(store, actor, org_id, now)
    return Shown(
        page.view(),
        action="list_handover",
        subject=f"org:{org_id}",
        for_org=org_id,
        count=len(page.rows),
    )


class _Page:
    def __init__(self, store: SqlStore, actor: Actor, org_id: str, now: datetime) -> None:
        self.store, self.actor, self.org_id, self.now = store, actor, org_id, now
        self.me = actor.person_id
        self.org = store.organizations.get(org_id)
        sheets = store.duty_handovers.list(org_id=org_id, withdrawn_at=None)
        self.sheets = [each for each in sheets if self._shown(each)]
        ids = [each.id for each in self.sheets]
        self.items = store.duty_handover_items.list(handover_id=ids)
        self.requests = {each.id: each for each in self._mine()}
        wanted = {item.request_id for item in self.items} - set(self.requests)
        others = [*self.requests.values(), *store.requests.list(id=sorted(wanted))]
        batch = load_batch(store, actor, others, now)
        self.rows = {row.request_id: row for row in rows_of(batch, actor, others, now)}
        roles = store.roles.list(org_id=org_id, role=sorted(CLINICAL))
        people = {role.person_id for role in roles if role.active(now)}
        people |= {person for each in self.sheets for person in (each.from_id, each.to_id)}
        self.people = {row.id: row for row in store.people.list(id=sorted(people))}

    def _shown(self, sheet: ShiftHandover) -> bool:
        if self.me not in (sheet.from_id, sheet.to_id):
            return False
        return sheet.open or sheet.made_at > self.now - SHOWN_FOR

    def _mine(self) -> Iterable[Request]:
        held = self.store.assignments.list(
            person_id=self.me, part=Part.EXPERT, state=AssignmentState.ACCEPTED
        )
        for request in self.store.requests.list(id=[each.request_id for each in held]):
            if request.to_org == self.org_id and request.state in BEING_ANSWERED:
                yield request
        if self.org_id in self.actor.orgs_with(COUNTY, self.now):
            for request in self.store.requests.list(
                from_org=self.org_id, kind=Kind.CONSULTATION, state=OPEN
            ):
                if self._of_my_department(request):
                    yield request

    def _of_my_department(self, request: Request) -> bool:
        """The department asks, whoever typed it; without one it is whoever asked."""
        own = {role.department_id for role in self.actor.roles if role.org_id == self.org_id}
        return request.created_by == self.me or (
            request.department_id is not None and request.department_id in own
        )

    def view(self) -> Handover:
        mine = [self.rows[request_id] for request_id in self.requests]
        return Handover(
            org_id=self.org_id,
            org_name=self.org.name,
            time_zone=self.org.time_zone,
            mine=tuple(sorted(mine, key=urgency_then_due)),
            to_me=tuple(self._sheet(each) for each in self.sheets if each.to_id == self.me),
            given=tuple(self._sheet(each) for each in self.sheets if each.from_id == self.me),
            receivers=tuple(self._receivers()),
            ending=tuple(self._ending()),
        )

    def _sheet(self, sheet: ShiftHandover) -> HandoverSheet:
        return HandoverSheet(
            id=sheet.id,
            from_id=sheet.from_id,
            from_name=self._name(sheet.from_id),
            to_id=sheet.to_id,
            to_name=self._name(sheet.to_id),
            note=sheet.note,
            made_at=sheet.made_at,
            acknowledged_at=sheet.acknowledged_at,
            lines=tuple(
                HandoverLine(
                    request_id=item.request_id,
                    note=item.note,
                    row=self.rows.get(item.request_id),
                )
                for item in self.items
                if item.handover_id == sheet.id
            ),
        )

    def _name(self, person_id: str) -> str:
        person = self.people.get(person_id)
        return person.name if person else ""

    def _receivers(self) -> Iterable[Receiver]:
        rosters = list(self.store.duty_rosters.list(org_id=self.org_id, retired=False))
        books = duty_books(self.store, self.org, rosters)
        duty = {p.person_id for book in books for p in on_call(book, self.now).people}
        ahead = self.now + timedelta(hours=12)
        soon = {p.person_id for book in books for p in on_call(book, ahead).people}

        def rank(person: Person) -> tuple[bool, bool, str, str]:
            return (person.id not in duty, person.id not in soon, person.name, person.id)

        for person in sorted(self.people.values(), key=rank):
            if person.id != self.me:
                yield Receiver(
                    id=person.id,
                    name=person.name,
                    title=person.title,
                    on_duty=person.id in duty,
                    soon=person.id in soon,
                )

    def _ending(self) -> Iterable[EndingTerm]:
        """For coordinators: counts only, no patient."""
        if self.org_id not in self.actor.orgs_with(COORDINATORS, self.now):
            return
        today = local_day(ZoneInfo(self.org.time_zone), self.now)
        for term in self.store.duty_terms.list(org_id=self.org_id):
            if term.ends is None or term.ends - today > WARN_BEFORE:
                continue
            held = self.store.assignments.list(
                person_id=term.person_id, part=Part.EXPERT, state=AssignmentState.ACCEPTED
            )
            requests = self.store.requests.list(id=[each.request_id for each in held])
            still = [r for r in requests if r.to_org == self.org_id and r.state in BEING_ANSWERED]
            if still or term.ends >= today:
                yield EndingTerm(
                    person_id=term.person_id,
                    name=self._name(term.person_id),
                    ends=term.ends.isoformat(),
                    ended=term.ends < today,
                    successor_id=term.successor_id,
                    open_cases=len(still),
                )
