"""Making a referral: for a case that is there, out of a consultation, or once more."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from consult.access.policy import Actor, CaseSubject, decide
from consult.access.referral_rules import REFERRAL_RULES
from consult.access.verbs import Verb
from consult.actions.referrals.paper import (
    agreement_with,
    begin_paper,
    bound_for,
    draft_of,
    wished_department,
)
from consult.actions.referrals.sending import send
from consult.actions.referrals.steps import begun, start, take
from consult.actions.requests.drafting import Destination
from consult.actions.requests.moves import tell_everyone
from consult.actions.work import Work
from consult.cases.case import Case, CaseForm
from consult.cases.request import Kind, Request, Urgency
from consult.cases.workflow.consultation import UNSENT
from consult.errors import Conflict, Denied, Invalid, NotFound, StaleVersion
from consult.referrals.detail import ReferralDetail
from consult.referrals.sheet import clean_sheet
from consult.referrals.states import ENDED, REFERRALS, State
from consult.reports.opinion import OpinionState


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenReferral:
    """`department_id` is the receiver's that is wished; `org_id` the hospital that sends."""

    case_id: str
    org_id: str
    kind: Kind
    urgency: Urgency
    destination: Destination | None = None
    department_id: str | None = None
    sheet: dict[str, object] = field(default_factory=dict)
    based_on_id: str | None = None
    send: bool = False


def open_referral(work: Work, cmd: OpenReferral) -> Request:
    """Write a referral for a patient whose case exists, in that case and its room."""
    case = work.open_case(cmd.case_id, Verb.READ_CASE)
    if cmd.kind not in REFERRALS:
        raise Invalid("request.kind_not_offered", field="kind", kind=cmd.kind)
    _may_send_for(work, case, cmd.org_id)
    if cmd.based_on_id is not None:
        base = work.store.requests.find(id=cmd.based_on_id, case_id=case.id)
        if base is None:
            raise NotFound("request")
    _none_open(work, case, cmd.org_id, cmd.kind)
    fresh = draft_of(
        work,
        case,
        kind=cmd.kind,
        from_org=cmd.org_id,
        room_id=work.store.rooms.list(case_id=case.id)[0].id,
        urgency=cmd.urgency,
        department_id=own_department(work, cmd.org_id),
    )
    fresh = replace(bound_for(work, fresh, cmd.destination), based_on_id=cmd.based_on_id)
    work.record("open_referral", f"request:{fresh.id}", case=case, for_org=fresh.from_org)
    return _add(work, case, fresh, cmd.sheet, cmd.department_id, send_it=cmd.send)


def _may_send_for(work: Work, case: Case, org_id: str) -> None:
    """Who sends has a sender's role at a hospital of the case."""
    parties = work.store.parties.list(case_id=case.id, org_id=org_id)
    here = work.actor.orgs_with(REFERRAL_RULES[Verb.SEND_REFERRAL][1], work.now)
    if org_id not in here or not any(party.active(work.now) for party in parties):
        raise Denied("policy.not_your_part", verb=Verb.SEND_REFERRAL)


def _none_open(work: Work, case: Case, from_org: str, kind: Kind) -> None:
    """One journey at a time: a second would promise one patient two beds."""
    for other in work.store.requests.list(case_id=case.id, kind=kind, from_org=from_org):
        if other.state not in ENDED:
            raise Conflict("referral.open_already")


def own_department(work: Work, org_id: str) -> str | None:
    here = (r for r in work.actor.roles if r.org_id == org_id and r.active(work.now))
    return next((role.department_id for role in here if role.department_id), None)


def _add(
    work: Work,
    case: Case,
    fresh: Request,
    sheet: dict[str, object],
    department_id: str | None,
    *,
    send_it: bool,
) -> Request:
    """No policy: callers have asked it."""
    work.store.requests.add(fresh)
    begin_paper(work, fresh, sheet, department_id)
    work.tell(f"org:{fresh.from_org}")
    return send(work, begun(work, case, fresh)) if send_it else fresh


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteSheet:
    """`destination` None leaves it as it is."""

    request_id: str
    sheet: dict[str, object]
    urgency: Urgency | None = None
    destination: Destination | None = None
    department_id: str | None = None
    if_version: int | None = None


def write_sheet(work: Work, cmd: WriteSheet) -> Request:
    """Write the paper (转诊单): before it is sent, or when information was asked for."""
    opened = work.open_request(cmd.request_id, Verb.SEND_REFERRAL)
    request = opened.request
    if cmd.if_version is not None and cmd.if_version != request.version:
        raise StaleVersion("request")
    if request.state not in {State.DRAFT, State.INFO_REQUESTED}:
        raise Conflict("request.already_sent")
    changed = replace(request, version=request.version + 1)
    if request.state == State.DRAFT:
        changed = replace(changed, urgency=cmd.urgency or request.urgency)
        if cmd.destination is not None:
            changed = bound_for(work, changed, cmd.destination)
    elif cmd.destination is not None:
        raise Conflict("request.already_sent")
    paper = work.store.referrals.get(request.id)
    wished = paper.wished_department_id if changed.to_org == request.to_org else None
    if cmd.department_id is not None:
        wished = wished_department(work, changed.to_org, cmd.department_id)
    work.store.requests.save(changed)
    work.store.referrals.save(
        replace(paper, sheet=clean_sheet(request.kind, cmd.sheet), wished_department_id=wished)
    )
    tell_everyone(work, changed)
    return changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Convert:
    request_id: str
    urgency: Urgency | None = None
    department_id: str | None = None
    sheet: dict[str, object] = field(default_factory=dict)


def convert(work: Work, cmd: Convert) -> Request:
    """A consultation becomes a referral up without retyping (会诊转转诊): same case, room, partner.

    The hospital that asked may always; the one that answers only where it was allowed to.
    """
    request = work.store.requests.find(id=cmd.request_id)
    if request is None or request.kind is not Kind.CONSULTATION:
        raise NotFound("request")
    opened = work.open_request(cmd.request_id, Verb.CONVERT_REQUEST)
    form = work.store.forms.list(case_id=request.case_id)[-1]
    if request.state in UNSENT:
        raise Conflict("request.not_running")
    if not _convertible(request, opened.for_org, form):
        raise Denied("referral.not_allowed_by_sender", verb=Verb.CONVERT_REQUEST)
    _none_open(work, opened.case, request.from_org, Kind.REFERRAL_UP)
    fresh = draft_of(
        work,
        opened.case,
        kind=Kind.REFERRAL_UP,
        from_org=request.from_org,
        room_id=request.room_id,
        urgency=cmd.urgency or request.urgency,
        department_id=request.department_id,
    )
    destination = Destination(partnership_id=request.partnership_id, specialty=request.specialty)
    fresh = bound_for(work, fresh, destination)
    # In the name of the hospital that asked, which hears of every step.
    fresh = replace(fresh, based_on_id=request.id, created_by=request.created_by)
    work.record("convert_request", f"request:{fresh.id}", case=opened.case, for_org=opened.for_org)
    sheet = _carried(work, request, form) | cmd.sheet
    return _add(work, opened.case, fresh, sheet, cmd.department_id, send_it=True)


def may_convert(actor: Actor, subject: CaseSubject, form: CaseForm, now: datetime) -> bool:
    """Whether `convert` would be allowed, for the page that offers it."""
    request = subject.request
    decision = decide(actor, Verb.CONVERT_REQUEST, subject, now)
    if request is None or not decision.allowed or request.state in UNSENT:
        return False
    return _convertible(request, decision.for_org or "", form)


def _convertible(request: Request, for_org: str, form: CaseForm) -> bool:
    return for_org == request.from_org or form.data.get("allow_referral") is True


def _carried(work: Work, request: Request, form: CaseForm) -> dict[str, object]:
    """What the consultation has said already, in the fields of the paper."""
    asked = [row.text for row in work.store.questions.list(request_id=request.id)]
    signed = work.store.opinions.list(request_id=request.id, state=OpinionState.SIGNED)
    opinion = signed[-1].content if signed else {}
    written = form.data
    found = {
        "reason": opinion.get("transfer") or "; ".join(asked),
        "condition": "\n".join(
            str(written[name])
            for name in ("chief_complaint", "history", "examination")
            if written.get(name)
        ),
        "diagnosis": opinion.get("impression") or written.get("provisional_diagnosis") or "",
        "treatment": opinion.get("treatment") or written.get("plan") or "",
        "tests": written.get("laboratory") or "",
        "drugs": written.get("medication") or "",
    }
    return {name: text for name, text in found.items() if text}


@dataclass(frozen=True, slots=True, kw_only=True)
class SendAgain:
    """`destination` None: where the receiver pointed to, else the same as before."""

    request_id: str
    destination: Destination | None = None
    urgency: Urgency | None = None
    department_id: str | None = None
    if_version: int | None = None


def send_again(work: Work, cmd: SendAgain) -> Request:
    """Send what came to nothing once more, elsewhere or as it is; a new request names the old."""
    opened = start(work, cmd.request_id, "send_again", if_version=cmd.if_version)
    old = opened.request
    _none_open(work, opened.opened.case, old.from_org, old.kind)
    destination = cmd.destination or _suggested(work, old, opened.detail)
    fresh = draft_of(
        work,
        opened.opened.case,
        kind=old.kind,
        from_org=old.from_org,
        room_id=old.room_id,
        urgency=cmd.urgency or old.urgency,
        department_id=old.department_id,
    )
    fresh = replace(bound_for(work, fresh, destination), replaces_id=old.id)
    if not fresh.to_org:
        raise Invalid("request.incomplete", field="destination", missing=["destination"])
    sent = _add(
        work, opened.opened.case, fresh, opened.detail.sheet, cmd.department_id, send_it=True
    )
    read = opened.detail.acknowledged_at or work.now
    take(work, opened, paper={"acknowledged_at": read}, to=old.state, note={"request": sent.id})
    return sent


def _suggested(work: Work, old: Request, paper: ReferralDetail) -> Destination | None:
    """The other hospital the receiver named, under the sender's own agreement with it."""
    declined = paper.declined or {}
    pointed = paper.redirected or declined.get("alternative")
    if isinstance(pointed, dict) and pointed.get("org_id"):
        agreement = agreement_with(work, old, str(pointed["org_id"]))
        if agreement is not None:
            specialty = str(pointed.get("specialty") or old.specialty)
            return Destination(partnership_id=agreement.id, specialty=specialty)
    if not old.partnership_id:
        return None
    return Destination(partnership_id=old.partnership_id, specialty=old.specialty)
