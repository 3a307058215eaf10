"""The whole case page in one read (病例页)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from consult.access.policy import Actor, CaseSubject, readable_orgs
from consult.access.verbs import Verb
from consult.actions.duty.book import term_of
from consult.cases.case import Case, CaseForm, Side
from consult.cases.debts import owed
from consult.cases.patients.patient import Patient, PatientIdentifier
from consult.cases.request import Request, Transition
from consult.cases.workflow.allowed import allowed_on_case
from consult.cases.workflow.consultation import UNSENT
from consult.network.organizations import Organization
from consult.network.people import Person
from consult.rooms.room import RoomMember
from storage.database.unit_of_work import Shown
from storage.repositories.store import SqlStore
from storage.repositories.views.batch import grouped
from storage.repositories.views.materials.view import MaterialView, material_views
from storage.repositories.views.opening import open_for
from storage.repositories.views.requests.course import load_courses
from storage.repositories.views.requests.phone_entry import PhoneEntryView, phone_entry_view
from storage.repositories.views.requests.view import Papers, RequestView, request_view
from storage.repositories.views.rooms.view import RoomView, room_view
from storage.repositories.views.values import Named, NamedPerson, View


class OwnerOrg(View, frozen=True):
    id: str
    name: str
    phone: str
    time_zone: str


class IdentifierView(View, frozen=True):
    system: str
    value: str


class PatientView(View, frozen=True):
    id: str
    name: str
    sex: str
    birth_date: date | None
    age: int | None
    phone: str
    identity: str
    identifiers: tuple[IdentifierView, ...]
    version: int


class FormView(View, frozen=True):
    version: int
    template: str
    template_version: int
    data: dict[str, Any]
    by: Named
    at: datetime


class DebtView(View, frozen=True):
    field: str
    due_at: datetime


class CaseDetail(View, frozen=True):
    """`people` names everyone mentioned anywhere in the case and its room."""

    id: str
    number: str
    version: int
    created_at: datetime
    training: bool
    demo: bool
    owner_org: OwnerOrg
    side: str
    patient: PatientView
    form: FormView
    debts: tuple[DebtView, ...]
    requests: tuple[RequestView, ...]
    materials: tuple[MaterialView, ...]
    room: RoomView
    people: dict[str, NamedPerson]
    phone_entry: PhoneEntryView | None
    allowed: tuple[str, ...]


def case_detail(store: SqlStore, actor: Actor, case_id: str, now: datetime) -> Shown[CaseDetail]:
    """Raises NotFound for a case that is not there or not for this actor."""
    case, decision = open_for(store, actor, case_id, now)
    return Shown(
        _Page(store, actor, case, now).detail(),
        action=Verb.READ_CASE,
        subject=f"case:{case.id}",
        case_id=case.id,
        patient_id=case.patient_id,
        for_org=decision.for_org,
    )


class _Page:
    """Loads what belongs to one case; a fixed number of statements."""

    def __init__(self, store: SqlStore, actor: Actor, case: Case, now: datetime) -> None:
        self.actor, self.case, self.now = actor, case, now
        self.mine = readable_orgs(actor, now)
        self.requests = [r for r in store.requests.list(case_id=case.id) if self._known(r)]
        ids = [request.id for request in self.requests]
        self.form = store.forms.list(case_id=case.id)[-1]
        self.patient = store.patients.get(case.patient_id)
        self.identifiers = store.identifiers.list(patient_id=case.patient_id)
        self.parties = tuple(store.parties.list(case_id=case.id))
        self.questions = grouped(store.questions.list(request_id=ids), lambda r: r.request_id)
        assignments = store.assignments.list(request_id=ids)
        self.assignments = grouped(assignments, lambda r: r.request_id)
        transitions = store.transitions.list(request_id=ids)
        self.transitions = grouped(transitions, lambda r: r.request_id)
        opinions = store.opinions.list(request_id=ids)
        self.opinions = grouped(opinions, lambda r: r.request_id)
        signed = [opinion.id for opinion in opinions]
        self.answers = grouped(store.answers.list(opinion_id=signed), lambda r: r.opinion_id)
        adoptions = store.adoptions.list(opinion_id=signed)
        self.adoptions = grouped(adoptions, lambda r: r.opinion_id)
        self.departments = store.departments.list(id=[r.department_id for r in self.requests])
        agreements = store.partnerships.list(id=[r.partnership_id for r in self.requests])
        self.partnerships = {row.id: row for row in agreements}
        self.room = store.rooms.list(case_id=case.id)[0]
        self.members = _by_arrival(store.members.list(room_id=self.room.id))
        self.draft = store.drafts.find(room_id=self.room.id, person_id=actor.person_id)
        materials = store.materials.list(case_id=case.id)
        people = {
            *(row.person_id for row in assignments),
            *(row.offered_by for row in assignments),
            *(row.by for row in transitions if row.by is not None),
            *_mentioned(transitions),
            *(row.author_id for row in opinions),
            *(row.by for row in adoptions),
            *(row.person_id for row in self.members),
            *(request.created_by for request in self.requests),
            *(_handlers(materials)),
            case.created_by,
            self.form.by,
            actor.person_id,
        }
        self.people = {row.id: row for row in store.people.list(id=sorted(people))}
        self.works_at = _works_at(store, people, self.members)
        self.orgs = {org.id: org for org in store.organizations.list(id=self._org_ids())}
        me = actor.person_id
        asked = {request.to_org for request in self.requests}
        self.terms = {org_id: term_of(store, me, org_id, now) for org_id in asked}
        self.materials = material_views(store, materials, self.people)
        self.courses = load_courses(store, self.requests)
        self.phone_entry = phone_entry_view(store, case.id)

    def _known(self, request: Request) -> bool:
        """What was not sent is known on the asking side only."""
        return request.state not in UNSENT or request.from_org in self.mine

    def _org_ids(self) -> list[str]:
        named = {party.org_id for party in self.parties} | {self.case.owner_org}
        named |= {org for r in self.requests for org in (r.from_org, r.to_org)}
        return sorted(named | set(self.works_at.values()))

    @property
    def inside(self) -> bool:
        me = self.actor.person_id
        return any(row.person_id == me and row.active(self.now) for row in self.members)

    def _subject(self, request: Request | None = None) -> CaseSubject:
        subject = CaseSubject(
            parties=self.parties,
            specialties=self.people[self.actor.person_id].specialties,
            room_member=self.inside,
        )
        if request is None:
            return subject
        held = tuple(self.assignments[request.id])
        return replace(subject, request=request, assignments=held)

    def detail(self) -> CaseDetail:
        case, names = self.case, {org.id: org.name for org in self.orgs.values()}
        owner = case.owner_org in self.mine
        return CaseDetail(
            id=case.id,
            number=case.number,
            version=case.version,
            created_at=case.created_at,
            training=case.training,
            demo=self.orgs[case.owner_org].demo,
            owner_org=_owner(self.orgs[case.owner_org]),
            side=Side.REQUESTER if owner else Side.PROVIDER,
            patient=_patient(self.patient, self.identifiers, self.now),
            form=_form(self.form, self.people),
            debts=tuple(
                DebtView(field=debt.field, due_at=debt.due_at)
                for debt in owed(self.form, self.patient, self.requests, self.now)
            ),
            requests=tuple(
                request_view(self._papers(request, names), self.actor, self.now)
                for request in self.requests
            ),
            materials=self.materials,
            room=room_view(
                self.room, self.members, self.draft, self.people, names, inside=self.inside
            ),
            people={person.id: self._named(person, names) for person in self.people.values()},
            phone_entry=self.phone_entry,
            allowed=allowed_on_case(self.actor, self._subject(), self.now),
        )

    def _papers(self, request: Request, orgs: dict[str, str]) -> Papers:
        at_home = (row for row in self.departments if row.id == request.department_id)
        return Papers(
            request=request,
            subject=self._subject(request),
            questions=self.questions[request.id],
            assignments=self.assignments[request.id],
            transitions=self.transitions[request.id],
            opinions=self.opinions[request.id],
            answers=self.answers,
            adoptions=self.adoptions,
            department=next(at_home, None),
            partnership=self.partnerships.get(request.partnership_id),
            orgs=orgs,
            asked=self.orgs.get(request.to_org),
            people=self.people,
            term=self.terms[request.to_org],
            form=self.form,
            courses=self.courses,
        )

    def _named(self, person: Person, orgs: dict[str, str]) -> NamedPerson:
        return NamedPerson(
            name=person.name,
            title=person.title,
            org_name=orgs.get(self.works_at.get(person.id, ""), ""),
            phone=person.phone,
        )


def _mentioned(transitions: Iterable[Transition]) -> set[str]:
    """People a step was about rather than by."""
    found = {row.details.get(key) for row in transitions for key in ("person", "from", "next")}
    return {each for each in found if isinstance(each, str)}


def _by_arrival(members: Iterable[RoomMember]) -> list[RoomMember]:
    return sorted(members, key=lambda row: (row.since, row.person_id))


def _handlers(materials: Iterable[Any]) -> set[str]:
    hands = {
        who
        for row in materials
        for who in (row.added_by, row.confirmed_by, row.removed_by)
        if who is not None
    }
    return hands


def _works_at(
    store: SqlStore, people: Iterable[str], members: Sequence[RoomMember]
) -> dict[str, str]:
    """Person to hospital: the one they are in the room for, else that of their first role."""
    found = {row.person_id: row.org_id for row in members}
    for role in store.roles.list(person_id=sorted(set(people))):
        found.setdefault(role.person_id, role.org_id)
    return found


def _owner(org: Organization) -> OwnerOrg:
    return OwnerOrg(id=org.id, name=org.name, phone=org.phone, time_zone=org.time_zone)


def _patient(
    patient: Patient, identifiers: Iterable[PatientIdentifier], now: datetime
) -> PatientView:
    return PatientView(
        id=patient.id,
        name=patient.name,
        sex=patient.sex,
        birth_date=patient.birth_date,
        age=patient.age(now.date()),
        phone=patient.phone,
        identity=patient.identity,
        identifiers=tuple(IdentifierView(system=r.system, value=r.value) for r in identifiers),
        version=patient.version,
    )


def _form(form: CaseForm, people: dict[str, Person]) -> FormView:
    by = Named(id=form.by, name=people[form.by].name)
    return FormView(
        version=form.version,
        template=form.template,
        template_version=form.template_version,
        data=form.data,
        by=by,
        at=form.at,
    )
