"""One referral whole: the paper, the answer, the journey, and what came after (转诊单)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from consult.access.policy import Actor, readable_orgs
from consult.access.verbs import Verb
from consult.actions.referrals.texting import ward_channel
from consult.cases.asking.task import CaseTask
from consult.cases.limits import Limits
from consult.cases.request import Request, Transition
from consult.cases.workflow.clocks import stages
from consult.cases.workflow.workflows import timing_of
from consult.errors import NotFound
from consult.escalation.notices import ChannelKind, Notice, NoticeKind
from consult.network.organizations import Organization
from consult.referrals.states import REFERRALS, State
from consult.referrals.wards import WardLink
from consult.reports.opinion import Opinion, OpinionState
from storage.database.unit_of_work import Shown
from storage.repositories.store import SqlStore
from storage.repositories.views.escalation.ladder import ChannelView, outside
from storage.repositories.views.opening import open_for
from storage.repositories.views.referrals.rows import (
    ReferralRow,
    load_papers,
    referral_row,
)
from storage.repositories.views.requests.course import StageView, stage_view
from storage.repositories.views.requests.view import Mover, NamedWithPhone, TransitionView
from storage.repositories.views.values import Named, View, named, org_names, people_by_id

NUMBERS = ("no_show_s", "bed_hold_s", "records_s", "feedback_s", "first_visit_s", "bounce_s")


class OrgView(View, frozen=True):
    id: str
    name: str
    phone: str
    level: str
    country: str


class IdentifierView(View, frozen=True):
    system: str
    value: str


class ReferralPatient(View, frozen=True):
    id: str
    name: str
    sex: str
    age: int | None
    birth_date: date | None
    phone: str
    identity: str
    identifiers: tuple[IdentifierView, ...]


class LinkedReferral(View, frozen=True):
    id: str
    kind: str
    number: str
    state: str
    arrived_at: datetime | None


class SignedPaper(View, frozen=True):
    content: dict[str, Any]
    signer: dict[str, Any]
    signed_at: datetime | None
    version: int


class RouteView(View, frozen=True):
    no: int
    at: datetime
    by: Named | None
    noted_at: datetime
    data: dict[str, Any]


class CareTaskView(View, frozen=True):
    id: str
    kind: str
    text: str
    due_at: datetime
    state: str
    done_at: datetime | None
    done_by: Named | None
    version: int


class WardQuestion(View, frozen=True):
    """`open`: the link still works. `sms`: how far it came to the ward's telephone, if sent."""

    id: str
    department: Named | None
    need: str
    equipment: tuple[str, ...]
    asked_by: Named | None
    asked_at: datetime
    expires_at: datetime
    open: bool
    answer: str
    when_at: datetime | None
    text: str
    who: str
    answered_at: datetime | None
    sms: ChannelView | None


class ReferralWhole(View, frozen=True):
    """`row` is its line in a list; `direction` is sent or received, for this reader."""

    row: ReferralRow
    room_id: str
    direction: str
    patient: ReferralPatient
    created_by: NamedWithPhone
    created_at: datetime
    asking_department: Named | None
    wished_department: Named | None
    from_org: OrgView | None
    to_org: OrgView | None
    based_on: LinkedReferral | None
    replaces: LinkedReferral | None
    replaced_by: LinkedReferral | None
    bounced_of: LinkedReferral | None
    sheet: dict[str, Any]
    form: dict[str, Any]
    template: str
    placement: dict[str, Any] | None
    bed_until: datetime | None
    capability: tuple[dict[str, Any], ...]
    declined: dict[str, Any] | None
    redirected: dict[str, Any] | None
    agreed: dict[str, Any] | None
    departed_at: datetime | None
    checklist: dict[str, Any] | None
    en_route: tuple[RouteView, ...]
    records_at: datetime | None
    ended: dict[str, Any] | None
    advice: SignedPaper | None
    feedback: SignedPaper | None
    acknowledged_at: datetime | None
    cancel_asked_of: str
    tasks: tuple[CareTaskView, ...]
    ward_questions: tuple[WardQuestion, ...]
    may_text_ward: bool
    transitions: tuple[TransitionView, ...]
    stages: tuple[StageView, ...]
    slip_code: str
    limits: dict[str, int]


def referral_whole(
    store: SqlStore, actor: Actor, request_id: str, now: datetime
) -> Shown[ReferralWhole]:
    """Raises NotFound for what is no referral, not there, or not for this actor."""
    request = store.requests.find(id=request_id)
    if request is None or request.kind not in REFERRALS:
        raise NotFound("request")
    case, decision = open_for(store, actor, request.case_id, now, named="request")
    mine = readable_orgs(actor, now)
    if request.state == State.DRAFT and request.from_org not in mine:
        raise NotFound("request")
    return Shown(
        _whole(store, actor, request, now),
        action=Verb.READ_CASE,
        subject=f"request:{request.id}",
        case_id=case.id,
        patient_id=case.patient_id,
        for_org=decision.for_org,
    )


def _whole(store: SqlStore, actor: Actor, request: Request, now: datetime) -> ReferralWhole:
    papers = load_papers(store, [request])
    detail, limits = papers.details[request.id], papers.limits[request.to_org]
    transitions = store.transitions.list(request_id=request.id)
    entries = store.route_entries.list(request_id=request.id)
    tasks = store.tasks.list(request_id=request.id)
    links = store.ward_links.list(request_id=request.id)
    notices = store.notices.list(request_id=request.id, kind=NoticeKind.WARD)
    texted = {each.content["link_id"]: each for each in notices}
    orgs = {
        org.id: org
        for org in store.organizations.list(
            id=sorted({request.from_org, request.to_org, *(row.for_org for row in transitions)})
        )
    }
    people = people_by_id(
        store,
        [
            request.created_by,
            *(row.by for row in transitions if row.by),
            *(row.by for row in entries),
            *(row.done_by for row in tasks if row.done_by),
            *(row.made_by for row in links),
        ],
    )
    names = {id_: person.name for id_, person in people.items()}
    creator = people[request.created_by]
    departments = {
        row.id: row.name
        for row in store.departments.list(
            id=sorted(
                {
                    id_
                    for id_ in (
                        request.department_id,
                        detail.wished_department_id,
                        *(row.department_id for row in links),
                    )
                    if id_
                }
            )
        )
    }
    form = store.forms.list(case_id=request.case_id)
    pinned = next((row for row in form if row.version == request.form_version), form[-1])
    signed = [
        row
        for row in store.opinions.list(request_id=request.id, state=OpinionState.SIGNED)
        if row.signed_at is not None
    ]
    paper = _signed(signed[-1]) if signed else None
    advised = request.state == State.ADVISED
    replaced_by = store.requests.find(replaces_id=request.id)
    return ReferralWhole(
        row=referral_row(papers, request, actor, now),
        room_id=request.room_id,
        direction="sent" if request.from_org in readable_orgs(actor, now) else "received",
        patient=_patient(store, papers.cases[request.case_id].patient_id, now),
        created_by=NamedWithPhone(id=creator.id, name=creator.name, phone=creator.phone),
        created_at=request.created_at,
        asking_department=named(departments, request.department_id or ""),
        wished_department=named(departments, detail.wished_department_id or ""),
        from_org=_org(orgs.get(request.from_org)),
        to_org=_org(orgs.get(request.to_org)),
        based_on=_linked(store, request.based_on_id),
        replaces=_linked(store, request.replaces_id),
        replaced_by=_linked(store, replaced_by.id if replaced_by else None),
        bounced_of=_linked(store, detail.bounced_of_id),
        sheet=detail.sheet,
        form=pinned.data,
        template=pinned.template,
        placement=detail.placement,
        bed_until=detail.bed_until,
        capability=tuple(detail.capability),
        declined=_with_hospital(store, detail.declined),
        redirected=_with_hospital(store, detail.redirected),
        agreed=detail.agreed,
        departed_at=detail.departed_at,
        checklist=detail.checklist,
        en_route=tuple(
            RouteView(
                no=row.no,
                at=row.at,
                by=named(names, row.by),
                noted_at=row.noted_at,
                data=row.data,
            )
            for row in entries
        ),
        records_at=detail.records_at,
        ended=detail.ended,
        advice=paper if advised else None,
        feedback=None if advised else paper,
        acknowledged_at=detail.acknowledged_at,
        cancel_asked_of=request.pending_release,
        tasks=tuple(_task(row, names) for row in tasks),
        ward_questions=tuple(_question(row, departments, names, now, texted) for row in links),
        may_text_ward=ward_channel(store, request) is not None,
        transitions=tuple(_transition(row, names, orgs) for row in transitions),
        stages=_stages(request, transitions, papers.limits[request.to_org], now),
        slip_code=detail.slip_code,
        limits={name: round(limits.referral(name).total_seconds()) for name in NUMBERS}
        | {"answer_s": round(limits.within(request.urgency, "refer_s").total_seconds())},
    )


def _patient(store: SqlStore, patient_id: str, now: datetime) -> ReferralPatient:
    patient = store.patients.get(patient_id)
    return ReferralPatient(
        id=patient.id,
        name=patient.name,
        sex=patient.sex,
        age=patient.age(now.date()),
        birth_date=patient.birth_date,
        phone=patient.phone,
        identity=patient.identity,
        identifiers=tuple(
            IdentifierView(system=row.system, value=row.value)
            for row in store.identifiers.list(patient_id=patient.id)
        ),
    )


def _org(org: Organization | None) -> OrgView | None:
    if org is None:
        return None
    return OrgView(id=org.id, name=org.name, phone=org.phone, level=org.level, country=org.country)


def _linked(store: SqlStore, request_id: str | None) -> LinkedReferral | None:
    """The request it hangs together with; a consultation has no number of its own."""
    request = store.requests.find(id=request_id) if request_id else None
    if request is None:
        return None
    detail = store.referrals.find(request_id=request.id)
    return LinkedReferral(
        id=request.id,
        kind=request.kind,
        number=detail.number if detail else "",
        state=request.state,
        arrived_at=detail.arrived_at if detail else None,
    )


def _with_hospital(store: SqlStore, said: dict[str, Any] | None) -> dict[str, Any] | None:
    """Where it points to another hospital, its name beside the id."""
    if said is None:
        return None
    inner = said.get("alternative")
    pointed = inner if isinstance(inner, dict) else said
    names = org_names(store, [str(pointed["org_id"])]) if pointed.get("org_id") else {}
    return said | {"org_name": next(iter(names.values()), "")}


def _signed(row: Opinion) -> SignedPaper:
    return SignedPaper(
        content=row.content, signer=row.signer or {}, signed_at=row.signed_at, version=row.version
    )


def _task(row: CaseTask, names: dict[str, str]) -> CareTaskView:
    return CareTaskView(
        id=row.id,
        kind=row.wanted.removeprefix("care_"),
        text=row.text,
        due_at=row.due_at,
        state=row.state,
        done_at=row.done_at,
        done_by=named(names, row.done_by or ""),
        version=row.version,
    )


def _question(
    row: WardLink,
    departments: dict[str, str],
    names: dict[str, str],
    now: datetime,
    texted: dict[object, Notice],
) -> WardQuestion:
    notice = texted.get(row.id)
    return WardQuestion(
        id=row.id,
        department=named(departments, row.department_id),
        need=row.need,
        equipment=row.equipment,
        asked_by=named(names, row.made_by),
        asked_at=row.made_at,
        expires_at=row.expires_at,
        open=row.open(now),
        answer=row.answer,
        when_at=row.when_at,
        text=row.text,
        who=row.who,
        answered_at=row.answered_at,
        sms=outside(notice, ChannelKind.SMS) if notice else None,
    )


def _transition(
    row: Transition, names: dict[str, str], orgs: dict[str, Organization]
) -> TransitionView:
    by = row.by or ""
    org = orgs.get(row.for_org)
    return TransitionView(
        no=row.no,
        action=row.action,
        from_state=row.from_state,
        to_state=row.to_state,
        by=Mover(
            id=by if by in names else "",
            name=names.get(by, ""),
            org_name=org.name if org and by in names else "",
        ),
        at=row.at,
        reason=row.reason,
        details=row.details,
    )


def _stages(
    request: Request, transitions: Sequence[Transition], limits: Limits, now: datetime
) -> tuple[StageView, ...]:
    found = stages(transitions, request.urgency, limits, now, timing_of(request.kind))
    return tuple(stage_view(row) for row in found)
