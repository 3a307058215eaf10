"""The paper of a referral and where it goes: begun, written, checked against the agreement."""

from __future__ import annotations

from dataclasses import replace

from consult.actions.requests.drafting import Destination
from consult.actions.work import Work
from consult.cases.case import Case
from consult.cases.request import Kind, Request, Urgency
from consult.cases.workflow.workflows import workflow
from consult.errors import Invalid
from consult.network.partnerships import Partnership, Service
from consult.network.specialties import SPECIALTIES
from consult.referrals.detail import ReferralDetail
from consult.referrals.sheet import clean_sheet


def agreement_between(
    work: Work, from_org: str, destination: Destination, kind: Kind
) -> tuple[Partnership, str]:
    """The agreement and the hospital it leads to. Down, an agreement made for up serves as well."""
    if destination.specialty not in SPECIALTIES:
        raise Invalid("request.bad_specialty", field="destination.specialty")
    agreement = work.store.partnerships.find(id=destination.partnership_id)
    if agreement is None or from_org not in (agreement.requester_org, agreement.provider_org):
        raise Invalid("request.no_partnership", field="destination")
    forward = agreement.requester_org == from_org
    if not forward and kind is not Kind.REFERRAL_DOWN:
        raise Invalid("request.no_partnership", field="destination")
    other = agreement.provider_org if forward else agreement.requester_org
    if not agreement.covers(Service.REFERRAL, work.now):
        raise Invalid("request.partnership_ended", field="destination")
    return agreement, other


def agreement_with(work: Work, request: Request, org_id: str) -> Partnership | None:
    """One under which this referral's sender may turn to that hospital."""
    found = list(work.store.partnerships.list(requester_org=request.from_org, provider_org=org_id))
    if request.kind is Kind.REFERRAL_DOWN:
        found += work.store.partnerships.list(requester_org=org_id, provider_org=request.from_org)
    return next((each for each in found if each.covers(Service.REFERRAL, work.now)), None)


def bound_for(work: Work, request: Request, destination: Destination | None) -> Request:
    """The request with this destination, or with none yet."""
    if destination is None:
        return replace(request, to_org="", specialty="", partnership_id="")
    agreement, to_org = agreement_between(work, request.from_org, destination, request.kind)
    return replace(
        request, to_org=to_org, specialty=destination.specialty, partnership_id=agreement.id
    )


def wished_department(work: Work, to_org: str, department_id: str | None) -> str | None:
    """Raises Invalid for a department of another hospital than the one asked."""
    if department_id is None:
        return None
    if work.store.departments.find(id=department_id, org_id=to_org) is None:
        raise Invalid("case.bad_department", field="department_id")
    return department_id


def draft_of(
    work: Work,
    case: Case,
    *,
    kind: Kind,
    from_org: str,
    room_id: str,
    urgency: Urgency,
    department_id: str | None,
) -> Request:
    """An unsent referral that goes nowhere yet; `department_id` is the sender's own."""
    return Request(
        id=work.new_id(),
        case_id=case.id,
        kind=kind,
        state=workflow(kind).initial,
        from_org=from_org,
        to_org="",
        specialty="",
        urgency=urgency,
        partnership_id="",
        room_id=room_id,
        created_by=work.actor.person_id,
        created_at=work.now,
        department_id=department_id,
    )


def begin_paper(
    work: Work,
    request: Request,
    sheet: dict[str, object] | None = None,
    department_id: str | None = None,
) -> ReferralDetail:
    """The paper of a referral just made, with a number one can say (转诊单号)."""
    day = work.now.strftime("%y%m%d")
    no = work.store.counters.next(f"referral:{request.from_org}:{day}")
    paper = ReferralDetail(
        request_id=request.id,
        number=f"{'U' if request.kind is Kind.REFERRAL_UP else 'D'}{day}-{no:02d}",
        sheet=clean_sheet(request.kind, sheet or {}),
        wished_department_id=wished_department(work, request.to_org, department_id),
    )
    work.store.referrals.add(paper)
    return paper
