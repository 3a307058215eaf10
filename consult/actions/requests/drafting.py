"""What a request asks and whom, before it is sent."""

from __future__ import annotations

from dataclasses import dataclass, replace

from consult.access.verbs import Verb
from consult.actions.work import Work
from consult.cases import forms
from consult.cases.case import Case
from consult.cases.request import MAX_QUESTIONS, Kind, Question, Request, Urgency
from consult.cases.workflow.consultation import State
from consult.errors import Conflict, Invalid, StaleVersion
from consult.network.partnerships import Partnership, service_of
from consult.network.specialties import SPECIALTIES

MAX_QUESTION = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Where a question goes: a partner's specialty under a partnership."""

    partnership_id: str
    specialty: str


def agreement_for(
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
    if not agreement.covers(service_of(kind), work.now):
        raise Invalid("request.partnership_ended", field="destination")
    return agreement


def write_questions(work: Work, request: Request, texts: tuple[str, ...]) -> None:
    wanted = [text.strip() for text in texts if text.strip()]
    if len(wanted) > MAX_QUESTIONS:
        raise Invalid("request.too_many_questions", field="questions", limit=MAX_QUESTIONS)
    if any(len(text) > MAX_QUESTION for text in wanted):
        raise Invalid("request.text_too_long", field="questions", limit=MAX_QUESTION)
    for old in work.store.questions.list(request_id=request.id):
        work.store.questions.remove(old)
    for no, text in enumerate(wanted, 1):
        work.store.questions.add(Question(request_id=request.id, no=no, text=text))


def missing_fields(work: Work, case: Case, data: dict[str, object], request: Request) -> list[str]:
    patient = work.store.patients.get(case.patient_id)
    questions = len(work.store.questions.list(request_id=request.id))
    return forms.missing(data, patient, questions, work.now)


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
    agreement = agreement_for(work, request.from_org, cmd.destination, request.kind)
    changed = replace(
        request,
        urgency=cmd.urgency,
        to_org=agreement.provider_org if agreement else "",
        specialty=cmd.destination.specialty if cmd.destination else "",
        partnership_id=agreement.id if agreement else "",
        version=request.version + 1,
    )
    work.store.requests.save(changed)
    write_questions(work, changed, cmd.questions)
    work.tell(f"case:{request.case_id}", f"org:{request.from_org}")
    return changed
