"""Further requests of a case that is there already: reopened, or to one more specialty.

They share its room; `based_on_id` or `replaces_id` names the request they follow.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from consult.access.verbs import Verb
from consult.actions.requests.drafting import Destination, agreement_for, write_questions
from consult.actions.requests.moves import begin, move
from consult.actions.requests.sending import submit_opened
from consult.actions.work import OpenRequest, Work
from consult.cases.case import Case
from consult.cases.request import MAX_QUESTIONS, Request, Urgency
from consult.cases.workflow.consultation import ENDED, UNSENT, State
from consult.cases.workflow.workflows import workflow
from consult.errors import Conflict, Invalid, NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopen:
    """`destination` None: the same partner and specialty as before."""

    request_id: str
    questions: tuple[str, ...]
    urgency: Urgency
    destination: Destination | None = None
    if_version: int | None = None


def reopen(work: Work, cmd: Reopen) -> Request:
    """Ask again about an ended request (再次申请): a new one that names it, sent at once."""
    opened, rule = begin(work, cmd.request_id, "reopen", if_version=cmd.if_version)
    old = opened.request
    _none_follows(work, old)
    destination = cmd.destination or _same(old)
    fresh = _new(work, old, destination, cmd.urgency)
    answered = old.state == State.CLOSED
    linked = replace(fresh, based_on_id=old.id) if answered else replace(fresh, replaces_id=old.id)
    sent = _add_and_send(work, opened.case, linked, cmd.questions)
    move(work, opened, rule, "reopen", to=old.state, note={"request": sent.id})
    return sent


def _none_follows(work: Work, old: Request) -> None:
    """One after the other: a second one would be asked twice."""
    others = work.store.requests.list(case_id=old.case_id)
    if any(old.id in (r.based_on_id, r.replaces_id) and r.state not in ENDED for r in others):
        raise Conflict("request.reopened_already")


def _same(old: Request) -> Destination | None:
    if not old.partnership_id:
        return None
    return Destination(partnership_id=old.partnership_id, specialty=old.specialty)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddSpecialty:
    """`questions` empty: those of `request_id`, the request of the case it follows.
    `partnership_id` "": the same partner; another one is for the asking hospital to choose."""

    case_id: str
    request_id: str
    specialty: str
    questions: tuple[str, ...] = ()
    partnership_id: str = ""


def add_specialty(work: Work, cmd: AddSpecialty) -> Request:
    """Ask one more specialty (加邀科室), here or at another partner, into the same room."""
    case = work.open_case(cmd.case_id, Verb.ADD_SPECIALTY)
    base = work.store.requests.find(id=cmd.request_id, case_id=case.id)
    if base is None:
        raise NotFound("request")
    if base.state in UNSENT | {State.REJECTED, State.CANCELLED} or not base.to_org:
        raise Conflict("request.not_running")
    other_partner = cmd.partnership_id not in ("", base.partnership_id)
    if other_partner:  # a hospital more will read the case
        work.open_request(base.id, Verb.SUBMIT_REQUEST)
    partnership = cmd.partnership_id if other_partner else base.partnership_id
    destination = Destination(partnership_id=partnership, specialty=cmd.specialty)
    fresh = replace(_new(work, base, destination, base.urgency), based_on_id=base.id)
    for other in work.store.requests.list(case_id=case.id, to_org=fresh.to_org):
        if other.specialty == cmd.specialty and other.state not in ENDED:
            raise Conflict("request.specialty_asked")
    asked = cmd.questions or tuple(
        question.text for question in work.store.questions.list(request_id=base.id)
    )
    return _add_and_send(work, case, fresh, asked[:MAX_QUESTIONS])


def _new(work: Work, old: Request, destination: Destination | None, urgency: Urgency) -> Request:
    agreement = agreement_for(work, old.from_org, destination, old.kind)
    if agreement is None or destination is None:
        raise Invalid("request.incomplete", field="destination", missing=["destination"])
    return Request(
        id=work.new_id(),
        case_id=old.case_id,
        kind=old.kind,
        state=workflow(old.kind).initial,
        from_org=old.from_org,
        to_org=agreement.provider_org,
        specialty=destination.specialty,
        urgency=urgency,
        partnership_id=agreement.id,
        room_id=old.room_id,
        created_by=work.actor.person_id,
        created_at=work.now,
        department_id=old.department_id,
    )


def _add_and_send(work: Work, case: Case, fresh: Request, questions: tuple[str, ...]) -> Request:
    work.store.requests.add(fresh)
    write_questions(work, fresh, questions)
    work.record("add_request", f"request:{fresh.id}", case=case, for_org=fresh.from_org)
    rule = workflow(fresh.kind).rule(fresh.state, "submit")
    return submit_opened(work, OpenRequest(case, fresh, (), fresh.from_org), rule)
