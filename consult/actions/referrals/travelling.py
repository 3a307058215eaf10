"""The journey (转运): agreed to, begun, followed on the way, ended at the door."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from consult.access.verbs import Verb
from consult.actions.referrals.care import plan_care
from consult.actions.referrals.sending import watch
from consult.actions.referrals.steps import RECORDS, VISIT, Opened, start, take
from consult.actions.requests.moves import Step
from consult.actions.timers import drop_timers, set_timer
from consult.actions.work import Work
from consult.cases.request import Kind, Request
from consult.errors import Conflict, Invalid, NotFound
from consult.referrals.answers import AGREED_BY, AGREED_HOW
from consult.referrals.detail import RouteEntry
from consult.referrals.fields import line, one
from consult.referrals.journey import check_eta, clean_checklist, clean_route
from consult.referrals.states import State

FURTHEST = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Who agreed that the patient goes, and how; `name` where that is not the patient."""

    by: str
    how: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agree:
    request_id: str
    agreement: Agreement
    if_version: int | None = None


def agree(work: Work, cmd: Agree) -> Request:
    """The patient agrees to go (患者同意转诊)."""
    opened = start(work, cmd.request_id, "agree", if_version=cmd.if_version)
    agreed = _agreed(work, cmd.agreement)
    return take(work, opened, paper={"agreed": agreed}, note={"by": agreed["by"]})


def _agreed(work: Work, given: Agreement) -> dict[str, object]:
    by = one(given.by, AGREED_BY, "by")
    if not by:
        raise Invalid("referral.field_missing", field="by")
    return {
        "by": by,
        "how": one(given.how, AGREED_HOW, "how"),
        "name": line(given.name, "name"),
        "at": work.now.isoformat(),
    }


def refuse(work: Work, cmd: Step) -> Request:
    """The patient does not want to go (患者拒绝)."""
    opened = start(work, cmd.request_id, "refuse", if_version=cmd.if_version, reason=cmd.reason)
    return take(work, opened, reason=cmd.reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Depart:
    """`agreed` where it was not written down before."""

    request_id: str
    eta: datetime
    checklist: dict[str, object]
    agreed: Agreement | None = None
    if_version: int | None = None


def depart(work: Work, cmd: Depart) -> Request:
    """The patient leaves (已离院) with a checklist and an expected time."""
    opened = start(work, cmd.request_id, "depart", if_version=cmd.if_version)
    check_eta(cmd.eta, work.now, work.now + FURTHEST)
    checklist = clean_checklist(cmd.checklist)
    agreed = opened.detail.agreed
    if cmd.agreed is not None:
        agreed = _agreed(work, cmd.agreed)
    if agreed is None:
        raise Conflict("referral.patient_not_asked")
    moved = take(
        work,
        opened,
        paper={
            "agreed": agreed,
            "checklist": checklist,
            "departed_at": work.now,
            **_expected(opened, cmd.eta),
        },
        note={"eta": cmd.eta.isoformat()},
    )
    watch(work, opened, cmd.eta)
    return moved


def _expected(opened: Opened, eta: datetime) -> dict[str, object]:
    return {"eta": eta, "bed_until": eta + opened.limits.referral("bed_hold_s")}


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateEta:
    request_id: str
    eta: datetime
    reason: str = ""
    if_version: int | None = None


def update_eta(work: Work, cmd: UpdateEta) -> Request:
    """Another expected time, said from the way; the place is kept as long after it."""
    opened = start(work, cmd.request_id, "update_eta", if_version=cmd.if_version, reason=cmd.reason)
    check_eta(cmd.eta, work.now, work.now + FURTHEST)
    moved = take(
        work,
        opened,
        paper=_expected(opened, cmd.eta),
        reason=cmd.reason,
        note={"eta": cmd.eta.isoformat()},
    )
    watch(work, opened, cmd.eta)
    return moved


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRoute:
    """`at` None: now."""

    request_id: str
    data: dict[str, object] = field(default_factory=dict)
    at: datetime | None = None
    if_version: int | None = None


def en_route(work: Work, cmd: NoteRoute) -> Request:
    """Vitals, a drug given, where one is: written down on the way (途中记录)."""
    opened = start(work, cmd.request_id, "en_route", if_version=cmd.if_version)
    at = cmd.at or work.now
    begun = opened.detail.departed_at or at
    if not begun <= at <= work.now:
        raise Invalid("referral.bad_time", field="at")
    request_id = opened.request.id
    no = len(work.store.route_entries.list(request_id=request_id)) + 1
    work.store.route_entries.add(
        RouteEntry(
            request_id=request_id,
            no=no,
            at=at,
            by=work.actor.person_id,
            noted_at=work.now,
            data=clean_route(cmd.data),
        )
    )
    return take(work, opened, note={"no": no})


def arrive(work: Work, cmd: Step) -> Request:
    """The patient is there (已到诊), said by hand."""
    opened = start(work, cmd.request_id, "arrive", if_version=cmd.if_version, reason=cmd.reason)
    return _arrived(work, opened, "hand", cmd.reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    code: str


def scan_arrival(work: Work, cmd: Scan) -> Request:
    """The slip's code was read at the door; scanned twice it says the same (扫码到诊)."""
    found = work.store.referrals.list(slip_code=cmd.code) if cmd.code else []
    if len(found) != 1:
        raise NotFound("referral_slip")
    request = work.store.requests.get(found[0].request_id)
    opened = work.open_request(request.id, Verb.RECEIVE_PATIENT)
    if found[0].arrived_at is not None:
        return opened.request
    return _arrived(work, start(work, request.id, "arrive", if_version=None), "slip", "")


def _arrived(work: Work, opened: Opened, how: str, said: str) -> Request:
    moved = take(work, opened, paper={"arrived_at": work.now}, reason=said, note={"how": how})
    limits = opened.limits
    set_timer(work, RECORDS, moved.id, work.now + limits.referral("records_s"))
    if moved.kind is Kind.REFERRAL_DOWN:
        set_timer(work, VISIT, moved.id, work.now + limits.referral("first_visit_s"))
        plan_care(work, opened)
    return moved


def upload_records(work: Work, cmd: Step) -> Request:
    """The sender says its papers are on the case now (病历已上传)."""
    opened = start(work, cmd.request_id, "upload_records", if_version=cmd.if_version)
    drop_timers(work, opened.request.id, RECORDS)
    staying = opened.request.state != State.ARRIVED
    return take(
        work,
        opened,
        paper={"records_at": opened.detail.records_at or work.now},
        reason=cmd.reason,
        to=opened.request.state if staying else None,
    )
