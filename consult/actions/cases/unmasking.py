"""One case behind a figure is shown by name, for a reason its hospital reads (核查)."""

from __future__ import annotations

from dataclasses import dataclass

from consult.access.policy import area_of, decide
from consult.access.verbs import Verb
from consult.actions.work import Work
from consult.cases.case import Case
from consult.cases.patients.patient import Patient
from consult.cases.request import Request
from consult.cases.workflow.consultation import UNSENT
from consult.errors import Denied, Invalid, NotFound
from consult.figures.catalogue import BY_KEY
from consult.figures.unmasking import Unmasking
from consult.rooms.room import SystemNote

MAX_REASON = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmask:
    request_id: str
    figure: str
    reason: str


@dataclass(frozen=True, slots=True)
class Unmasked:
    case: Case
    patient: Patient


def unmask_case(work: Work, cmd: Unmask) -> Unmasked:
    """Who this is, and nothing of what was written; both hospitals are told who asked and why."""
    request = work.store.requests.find(id=cmd.request_id)
    if request is None or request.state in UNSENT or cmd.figure not in BY_KEY:
        raise NotFound("request")
    for_org = _allowed(work, request)
    reason = cmd.reason.strip()
    if not reason or len(reason) > MAX_REASON:
        raise Invalid("figures.reason_required", field="reason", limit=MAX_REASON)
    case = work.store.cases.get(request.case_id)
    work.store.unmaskings.add(
        Unmasking(
            id=work.new_id(),
            request_id=request.id,
            figure=cmd.figure,
            by=work.actor.person_id,
            for_org=for_org,
            reason=reason,
            at=work.now,
        )
    )
    subject = f"request:{request.id}"
    work.record("unmask_case", subject, case=case, for_org=for_org, purpose="supervision")
    person = work.store.people.get(work.actor.person_id)
    said = {"who": person.name, "org": work.store.organizations.get(for_org).name}
    work.note_in_room(request.room_id, SystemNote("unmasked", {**said, "reason": reason}))
    work.tell(f"org:{request.from_org}", f"org:{request.to_org}", f"case:{case.id}")
    return Unmasked(case, work.store.patients.get(case.patient_id))


def _allowed(work: Work, request: Request) -> str:
    """For whose sake; a request outside one's figures does not exist."""
    parents = {org.id: org.parent_id for org in work.store.organizations.list()}
    sides = [area_of(org, parents) for org in (request.from_org, request.to_org) if org in parents]

    def grounds(verb: Verb) -> list[str]:
        found = (decide(work.actor, verb, side, work.now) for side in sides)
        return [each.for_org for each in found if each.for_org is not None]

    if not grounds(Verb.READ_FIGURES):
        raise NotFound("request")
    unmasking = grounds(Verb.UNMASK_CASE)
    if not unmasking:
        raise Denied("policy.not_your_part", verb=Verb.UNMASK_CASE)
    return unmasking[0]
