"""Opening a case and writing its form."""

from __future__ import annotations

from dataclasses import dataclass, field

from consult.access.verbs import Verb
from consult.actions.membership import admit
from consult.actions.patients import PatientEntry, register
from consult.actions.requests.drafting import (
    Destination,
    agreement_for,
    missing_fields,
    write_questions,
)
from consult.actions.requests.moves import tell_everyone
from consult.actions.requests.sending import Submit, join_case, submit
from consult.actions.work import Work
from consult.cases import forms
from consult.cases.case import Basis, Case, CaseForm, Side
from consult.cases.request import Kind, Part, Request, Urgency
from consult.cases.workflows import workflow
from consult.errors import Duplicate, Invalid, StaleVersion
from consult.ids import is_id
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
    if not is_id(cmd.case_id):
        raise Invalid("case.bad_id", field="id")
    existing = work.store.cases.find(id=cmd.case_id)
    if existing is not None:
        return _repeated(work, existing)
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
    admit(work, room.id, work.actor.person_id, cmd.org_id, Part.MEMBER)
    request = _draft(work, case, room, cmd)
    _write_form(work, case, cmd.template, cmd.form)
    work.record("create_case", f"case:{case.id}", case=case, for_org=cmd.org_id)
    work.note_in_room(room.id, SystemNote("case.opened", {"by": work.actor.person_id}))
    work.tell(f"org:{cmd.org_id}")
    if cmd.send:
        request = submit(work, Submit(request_id=request.id, if_version=request.version))
    return Opened(case.id, case.number, request.id, room.id, request.version)


def _repeated(work: Work, case: Case) -> Opened:
    if case.created_by != work.actor.person_id:
        raise Duplicate("case.id_taken")
    request = work.store.requests.list(case_id=case.id)[0]
    return Opened(case.id, case.number, request.id, request.room_id, request.version)


def _draft(work: Work, case: Case, room: Room, cmd: OpenCase) -> Request:
    table = workflow(cmd.kind)
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


def _write_form(work: Work, case: Case, template: str, data: dict[str, object]) -> CaseForm:
    if template not in forms.TEMPLATES:
        raise Invalid("form.unknown_template", field="template")
    clean = forms.clean_form(data)
    request = work.store.requests.list(case_id=case.id)[-1]
    absent = missing_fields(work, case, clean, request)
    since = request.submitted_at or work.now
    owed = forms.debts(absent, since) if request.urgency is Urgency.EMERGENCY else ()
    versions = work.store.forms.list(case_id=case.id)
    form = CaseForm(
        case_id=case.id,
        version=len(versions) + 1,
        template=template,
        data=clean,
        debts=tuple(debt.as_json() for debt in owed),
        by=work.actor.person_id,
        at=work.now,
    )
    try:
        work.store.forms.add(form)
    except Duplicate as error:
        raise StaleVersion("form") from error
    return form


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteForm:
    """A new version of the form; questions and destination may change only in a draft."""

    case_id: str
    template: str
    form: dict[str, object]
    if_version: int | None = None


def write_form(work: Work, cmd: WriteForm) -> int:
    """Append a form version (debts are reckoned anew); returns its number."""
    case = work.open_case(cmd.case_id, Verb.EDIT_CASE)
    newest = len(work.store.forms.list(case_id=case.id))
    if cmd.if_version is not None and cmd.if_version != newest:
        raise StaleVersion("form")
    form = _write_form(work, case, cmd.template, cmd.form)
    for request in work.store.requests.list(case_id=case.id):
        tell_everyone(work, request)
    return form.version
