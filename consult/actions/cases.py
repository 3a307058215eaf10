"""Opening a case, writing its form, sending it, and what the county does with the answer."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from consult.access.verbs import Verb
from consult.actions.membership import admit
from consult.actions.moves import begin, deliver, move, tell_everyone
from consult.actions.patients import PatientEntry, register
from consult.actions.work import Work
from consult.cases import clocks, forms
from consult.cases.case import Basis, Case, CaseForm, CaseParty, Side
from consult.cases.consultation import State
from consult.cases.request import MAX_QUESTIONS, Kind, Part, Question, Request, Urgency
from consult.cases.workflows import workflow
from consult.errors import Conflict, Duplicate, Invalid, StaleVersion
from consult.ids import is_id
from consult.network.partnerships import Partnership, Service
from consult.network.roles import Role
from consult.network.specialties import SPECIALTIES
from consult.rooms.room import Room, SystemNote

MAX_QUESTION = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Where a question goes: a partner's specialty under a partnership."""

    partnership_id: str
    specialty: str


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
    _join_case(work, case, cmd.org_id, Side.REQUESTER, Basis.OWNER)
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
    agreement = _agreement(work, cmd.org_id, cmd.destination, cmd.kind)
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
    _write_questions(work, request, cmd.questions)
    return request


def _department(work: Work, cmd: OpenCase) -> str | None:
    """The department named, if it is of this hospital, else the actor's own there."""
    if cmd.department_id is None:
        here = (r for r in work.actor.roles if r.org_id == cmd.org_id and r.active(work.now))
        return next((r.department_id for r in here if r.department_id), None)
    if work.store.departments.find(id=cmd.department_id, org_id=cmd.org_id) is None:
        raise Invalid("case.bad_department", field="department_id")
    return cmd.department_id


def _agreement(
    work: Work, org_id: str, destination: Destination | None, kind: Kind
) -> Partnership | None:
    """The partnership meant, if it is this hospital's, active, and covers the service."""
    if destination is None:
        return None
    if destination.specialty not in SPECIALTIES:
        raise Invalid("request.bad_specialty", field="destination.specialty")
    agreement = work.store.partnerships.find(id=destination.partnership_id)
    if agreement is None or agreement.requester_org != org_id:
        raise Invalid("request.no_partnership", field="destination")
    service = Service.REFERRAL if kind.startswith("referral") else Service(kind)
    if not agreement.covers(service, work.now):
        raise Invalid("request.partnership_ended", field="destination")
    return agreement


def _join_case(work: Work, case: Case, org_id: str, side: Side, basis: Basis) -> None:
    for party in work.store.parties.list(case_id=case.id, org_id=org_id):
        if party.side is side and party.active(work.now):
            return
    work.store.parties.add(
        CaseParty(
            id=work.new_id(),
            case_id=case.id,
            org_id=org_id,
            side=side,
            basis=basis,
            since=work.now,
        )
    )


def _write_questions(work: Work, request: Request, texts: tuple[str, ...]) -> None:
    wanted = [text.strip() for text in texts if text.strip()]
    if len(wanted) > MAX_QUESTIONS:
        raise Invalid("request.too_many_questions", field="questions", limit=MAX_QUESTIONS)
    if any(len(text) > MAX_QUESTION for text in wanted):
        raise Invalid("request.text_too_long", field="questions", limit=MAX_QUESTION)
    for old in work.store.questions.list(request_id=request.id):
        work.store.questions.remove(old)
    for no, text in enumerate(wanted, 1):
        work.store.questions.add(Question(request_id=request.id, no=no, text=text))


def _write_form(work: Work, case: Case, template: str, data: dict[str, object]) -> CaseForm:
    if template not in forms.TEMPLATES:
        raise Invalid("form.unknown_template", field="template")
    clean = forms.clean_form(data)
    request = work.store.requests.list(case_id=case.id)[-1]
    absent = _missing(work, case, clean, request)
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


def _missing(work: Work, case: Case, data: dict[str, object], request: Request) -> list[str]:
    patient = work.store.patients.get(case.patient_id)
    questions = len(work.store.questions.list(request_id=request.id))
    return forms.missing(data, patient, questions, work.now)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class EditDraft:
    request_id: str
    questions: tuple[str, ...]
    urgency: Urgency
    destination: Destination | None
    if_version: int | None = None


def edit_draft(work: Work, cmd: EditDraft) -> Request:
    """Change what a request asks and whom, as long as it was not sent."""
    opened = work.open_request(cmd.request_id, Verb.SUBMIT_REQUEST)
    request = opened.request
    if request.state != State.DRAFT:
        raise Conflict("request.already_sent")
    if cmd.if_version is not None and cmd.if_version != request.version:
        raise StaleVersion("request")
    agreement = _agreement(work, request.from_org, cmd.destination, request.kind)
    changed = replace(
        request,
        urgency=cmd.urgency,
        to_org=agreement.provider_org if agreement else "",
        specialty=cmd.destination.specialty if cmd.destination else "",
        partnership_id=agreement.id if agreement else "",
        version=request.version + 1,
    )
    work.store.requests.save(changed)
    _write_questions(work, changed, cmd.questions)
    work.tell(f"case:{request.case_id}", f"org:{request.from_org}")
    return changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Submit:
    request_id: str
    if_version: int | None = None


def submit(work: Work, cmd: Submit) -> Request:
    """Send it (提交): freeze questions, pin the form, let the partner in, call its people."""
    opened, rule = begin(work, cmd.request_id, "submit", if_version=cmd.if_version)
    request = opened.request
    if not request.partnership_id:
        raise Invalid("request.incomplete", field="destination", missing=["destination"])
    _agreement(work, request.from_org, _destination(request), request.kind)
    form = work.store.forms.list(case_id=request.case_id)[-1]
    absent = _missing(work, opened.case, form.data, request)
    blocking = forms.blocking(absent, request.urgency)
    if blocking:
        raise Invalid("request.incomplete", field=blocking[0], missing=blocking)
    _join_case(work, opened.case, request.to_org, Side.PROVIDER, Basis.REQUEST)
    sent = move(
        work,
        opened,
        rule,
        "submit",
        submitted_at=work.now,
        due_at=clocks.due_at(request.urgency, work.now),
        form_version=form.version,
    )
    deliver(work, sent, "call", people_on_list(work, sent))
    return sent


def _destination(request: Request) -> Destination:
    return Destination(partnership_id=request.partnership_id, specialty=request.specialty)


def people_on_list(work: Work, request: Request) -> list[str]:
    """Coordinators of the asked hospital, and its experts of that specialty (专家名单)."""
    found: list[str] = []
    for role in work.store.roles.list(org_id=request.to_org):
        if not role.active(work.now) or role.person_id in found:
            continue
        if role.role is Role.COORDINATOR:
            found.append(role.person_id)
        elif role.role is Role.EXPERT:
            person = work.store.people.get(role.person_id)
            if request.specialty in person.specialties:
                found.append(role.person_id)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancel:
    request_id: str
    reason: str = ""
    if_version: int | None = None


def cancel(work: Work, cmd: Cancel) -> Request:
    """The county withdraws its request (撤销)."""
    opened, rule = begin(
        work, cmd.request_id, "cancel", if_version=cmd.if_version, reason=cmd.reason
    )
    return move(work, opened, rule, "cancel", reason=cmd.reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Close:
    request_id: str
    if_version: int | None = None


def close(work: Work, cmd: Close) -> Request:
    """The county ends the request after it recorded what it did (结束)."""
    opened, rule = begin(work, cmd.request_id, "close", if_version=cmd.if_version)
    return move(work, opened, rule, "close")
