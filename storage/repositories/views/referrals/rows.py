"""One line of a referral list: whose, how urgent, what it waits for, and whether that is late."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from consult.access.policy import Actor, CaseSubject
from consult.actions.requests.limits import limits_of
from consult.cases.case import Case, CaseForm, CaseParty
from consult.cases.limits import Limits
from consult.cases.patients.patient import Patient
from consult.cases.request import Request
from consult.cases.workflow.allowed import allowed_moves
from consult.network.organizations import Department
from consult.referrals.detail import ReferralDetail
from consult.referrals.states import COMING, THERE, TO_ANSWER, State
from storage.repositories.store import SqlStore
from storage.repositories.views.batch import grouped
from storage.repositories.views.cases.case_row import PatientBrief, brief
from storage.repositories.views.values import Named, View, named, org_names


class ReferralRow(View, frozen=True):
    """`overdue`: what it waits for now should have come; `department` is given or wished for."""

    id: str
    number: str
    kind: str
    state: str
    version: int
    urgency: str
    specialty: str
    case_id: str
    case_number: str
    patient: PatientBrief
    diagnosis: str
    from_org: Named
    to_org: Named | None
    department: Named | None
    submitted_at: datetime | None
    due_at: datetime | None
    eta: datetime | None
    arrived_at: datetime | None
    records_due_at: datetime | None
    discharged_at: datetime | None
    feedback_due_at: datetime | None
    overdue: bool
    bounced: bool
    moved_at: datetime
    demo: bool
    allowed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """What the lines of some referrals are made of, loaded together."""

    details: Mapping[str, ReferralDetail]
    cases: Mapping[str, Case]
    patients: Mapping[str, Patient]
    forms: Mapping[str, CaseForm]
    parties: Mapping[str, list[CaseParty]]
    departments: Mapping[str, Department]
    orgs: Mapping[str, str]
    demo: frozenset[str]
    moved_at: Mapping[str, datetime]
    limits: Mapping[str, Limits]

    def subject(self, request: Request) -> CaseSubject:
        subject = CaseSubject(parties=tuple(self.parties[request.case_id]))
        return replace(subject, request=request)


def load_papers(store: SqlStore, requests: Sequence[Request]) -> Papers:
    """A fixed number of statements per hospital asked. No policy: callers have filtered."""
    ids = [request.id for request in requests]
    case_ids = sorted({request.case_id for request in requests})
    details = {row.request_id: row for row in store.referrals.list(request_id=ids)}
    cases = {row.id: row for row in store.cases.list(id=case_ids)}
    places = {
        id_
        for row in details.values()
        for id_ in (row.department_id, row.wished_department_id)
        if id_
    }
    orgs = sorted({org for r in requests for org in (r.from_org, r.to_org) if org})
    return Papers(
        details=details,
        cases=cases,
        patients={
            row.id: row
            for row in store.patients.list(id=[case.patient_id for case in cases.values()])
        },
        forms={row.case_id: row for row in store.forms.list(case_id=case_ids)},
        parties=grouped(store.parties.list(case_id=case_ids), lambda row: row.case_id),
        departments={row.id: row for row in store.departments.list(id=sorted(places))},
        orgs=org_names(store, orgs),
        demo=frozenset(row.id for row in store.organizations.list(id=orgs) if row.demo),
        moved_at={row.request_id: row.at for row in store.transitions.list(request_id=ids)},
        limits={org: limits_of(store, org) for org in {request.to_org for request in requests}},
    )


def referral_row(papers: Papers, request: Request, actor: Actor, now: datetime) -> ReferralRow:
    detail, case = papers.details[request.id], papers.cases[request.case_id]
    limits = papers.limits[request.to_org]
    place = papers.departments.get(detail.department_id or detail.wished_department_id or "")
    return ReferralRow(
        id=request.id,
        number=detail.number,
        kind=request.kind,
        state=request.state,
        version=request.version,
        urgency=request.urgency,
        specialty=request.specialty,
        case_id=case.id,
        case_number=case.number,
        patient=brief(papers.patients[case.patient_id], now),
        diagnosis=diagnosis_of(detail, papers.forms[case.id]),
        from_org=Named(id=request.from_org, name=papers.orgs[request.from_org]),
        to_org=named(papers.orgs, request.to_org),
        department=Named(id=place.id, name=place.name) if place else None,
        submitted_at=request.submitted_at,
        due_at=request.due_at,
        eta=detail.eta,
        arrived_at=detail.arrived_at,
        records_due_at=records_due(detail, limits),
        discharged_at=detail.discharged_at,
        feedback_due_at=feedback_due(detail, limits),
        overdue=overdue(request, detail, limits, now),
        bounced=detail.bounced_of_id is not None,
        moved_at=papers.moved_at.get(request.id, request.created_at),
        demo=request.from_org in papers.demo,
        allowed=allowed_moves(actor, papers.subject(request), now),
    )


def diagnosis_of(detail: ReferralDetail, form: CaseForm) -> str:
    """As written on the paper, else in the case's form."""
    written = detail.sheet.get("diagnosis") or form.data.get("provisional_diagnosis")
    if written:
        return str(written)
    coded = form.data.get("diagnoses")
    first = coded[0] if isinstance(coded, list) and coded else {}
    return " ".join(str(first[name]) for name in ("code", "text") if first.get(name))


def diagnosis_class(form: CaseForm) -> str:
    """The three-character category of the first coded diagnosis (I21.001 gives I21), or ""."""
    coded = form.data.get("diagnoses")
    codes = [str(row.get("code") or "") for row in coded] if isinstance(coded, list) else []
    return next((code[:3] for code in codes if code), "")


def records_due(detail: ReferralDetail, limits: Limits) -> datetime | None:
    if detail.arrived_at is None or detail.records_at is not None:
        return None
    return detail.arrived_at + limits.referral("records_s")


def feedback_due(detail: ReferralDetail, limits: Limits) -> datetime | None:
    if detail.discharged_at is None:
        return None
    return detail.discharged_at + limits.referral("feedback_s")


def overdue(request: Request, detail: ReferralDetail, limits: Limits, now: datetime) -> bool:
    """What is awaited in this state should have come by now."""
    awaited: datetime | None = None
    if request.state in TO_ANSWER:
        awaited = request.due_at
    elif request.state in COMING:
        awaited = detail.eta
    elif request.state in THERE:
        awaited = records_due(detail, limits)
    elif request.state == State.DISCHARGED:
        awaited = feedback_due(detail, limits)
    return awaited is not None and awaited < now
