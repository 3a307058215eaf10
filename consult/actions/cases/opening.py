"""Opening a case."""

from __future__ import annotations

from dataclasses import dataclass, field

from consult.access.verbs import Verb
from consult.actions.asking.drafts import forget_draft
from consult.actions.asking.forms import put_form
from consult.actions.asking.recordings import Recording, attach_recordings
from consult.actions.cases.patients import PatientEntry, register
from consult.actions.referrals.paper import begin_paper
from consult.actions.requests.drafting import Destination, agreement_for, write_questions
from consult.actions.requests.moves import Step
from consult.actions.requests.sending import join_case, submit
from consult.actions.rooms.membership import admit
from consult.actions.work import Work
from consult.cases.case import Basis, Case, Side
from consult.cases.request import Kind, Part, Request, Urgency
from consult.cases.workflow.consultation import State
from consult.cases.workflow.workflows import workflow
from consult.errors import Duplicate, Invalid
from consult.ids import is_id
from consult.referrals.states import REFERRALS
from consult.rooms.room import Room, SystemNote


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    """`case_id` is chosen by the browser, so that a repeated send makes no second case."""

    case_id: str
    org_id: str
    patient: PatientEntry
    urgency: Urgency
    template: str = "general"
    form: dict[str, object] = field(default_factory=dict)
    questions: tuple[str, ...] = ()
    destination: Destination | None = None
    department_id: str | None = None
    kind: Kind = Kind.CONSULTATION
    training: bool = False
    send: bool = False
    template_version: int | None = None
    recordings: tuple[Recording, ...] = ()


@dataclass(frozen=True, slots=True)
class Opened:
    case_id: str
    number: str
    request_id: str
    room_id: str
    version: int


def open_case(work: Work, cmd: OpenCase) -> Opened:
    """Make case, patient, form, request and room in one stroke; `send` submits it as well."""
    work.open_org(cmd.org_id, Verb.CREATE_CASE)
    if cmd.send and cmd.kind is not Kind.CONSULTATION:
        raise Invalid("request.kind_not_offered", field="kind", kind=cmd.kind)
    if not is_id(cmd.case_id):
        raise Invalid("case.bad_id", field="id")
    existing = work.store.cases.find(id=cmd.case_id)
    if existing is not None:
        return repeated(work, existing)
    case, request = write_case(work, cmd)
    if cmd.send:
        request = submit(work, Step(request_id=request.id, if_version=request.version))
    return Opened(case.id, case.number, request.id, request.room_id, request.version)


def write_case(work: Work, cmd: OpenCase, *, stands_for: str | None = None) -> tuple[Case, Request]:
    """The case with an unsent request. No policy: callers have asked it.

    `stands_for`: the hospital of whoever writes, where that is not the case's owner.
    """
    patient = register(work, cmd.org_id, cmd.patient)
    day = work.now.strftime("%y%m%d")
    case = Case(
        id=cmd.case_id,
        number=f"{day}-{work.store.counters.next(f'case:{cmd.org_id}:{day}'):02d}",
        owner_org=cmd.org_id,
        patient_id=patient.id,
        created_by=work.actor.person_id,
        created_at=work.now,
        training=cmd.training,
    )
    work.store.cases.add(case)
    join_case(work, case, cmd.org_id, Side.REQUESTER, Basis.OWNER)
    room = Room(id=work.new_id(), case_id=case.id, head_seq=0, epoch=work.new_id())
    work.store.rooms.add(room)
    part = Part.MEMBER if stands_for is None else Part.DESK
    admit(work, room.id, work.actor.person_id, stands_for or cmd.org_id, part)
    request = _draft(work, case, room, cmd)
    put_form(work, case, cmd.template, cmd.form, cmd.template_version)
    work.record("create_case", f"case:{case.id}", case=case, for_org=cmd.org_id)
    work.note_in_room(room.id, SystemNote("case.opened", {"by": work.actor.person_id}))
    attach_recordings(work, case, cmd.recordings)
    forget_draft(work, case.id)
    work.tell(f"org:{cmd.org_id}")
    return case, request


def repeated(work: Work, case: Case) -> Opened:
    if case.created_by != work.actor.person_id:
        raise Duplicate("case.id_taken")
    request = work.store.requests.list(case_id=case.id)[0]
    return Opened(case.id, case.number, request.id, request.room_id, request.version)


def _draft(work: Work, case: Case, room: Room, cmd: OpenCase) -> Request:
    table = workflow(cmd.kind)
    if table.initial != State.DRAFT:  # it is asked for a case that is there already
        raise Invalid("request.kind_not_offered", field="kind", kind=cmd.kind)
    agreement = agreement_for(work, cmd.org_id, cmd.destination, cmd.kind)
    request = Request(
        id=work.new_id(),
        case_id=case.id,
        kind=cmd.kind,
        state=table.initial,
        from_org=cmd.org_id,
        to_org=agreement.provider_org if agreement else "",
        specialty=cmd.destination.specialty if cmd.destination else "",
        urgency=cmd.urgency,
        partnership_id=agreement.id if agreement else "",
        room_id=room.id,
        created_by=work.actor.person_id,
        created_at=work.now,
        department_id=_department(work, cmd),
    )
    work.store.requests.add(request)
    if request.kind in REFERRALS:
        begin_paper(work, request)
    write_questions(work, request, cmd.questions)
    return request


def _department(work: Work, cmd: OpenCase) -> str | None:
    """The department named, if it is of this hospital, else the actor's own there."""
    if cmd.department_id is None:
        here = (r for r in work.actor.roles if r.org_id == cmd.org_id and r.active(work.now))
        return next((r.department_id for r in here if r.department_id), None)
    if work.store.departments.find(id=cmd.department_id, org_id=cmd.org_id) is None:
        raise Invalid("case.bad_department", field="department_id")
    return cmd.department_id
