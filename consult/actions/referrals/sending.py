"""The sending side: send, add what was missing, call off, read the answer, close."""

from __future__ import annotations

from datetime import datetime

from consult.access.referral_rules import End
from consult.actions.referrals.steps import MISS, Opened, start, take
from consult.actions.requests.expert.information import GoOn
from consult.actions.requests.limits import limits_of
from consult.actions.requests.moves import Step
from consult.actions.requests.sending import join_case
from consult.actions.timers import drop_timers, set_timer
from consult.actions.work import Work
from consult.cases.case import Basis, Side
from consult.cases.request import Request, Transition
from consult.errors import Invalid
from consult.referrals.sheet import missing
from consult.referrals.states import COMING, State


def submit(work: Work, cmd: Step) -> Request:
    """Send it (提交转诊): the receiver joins the case, its desk is called, the clock runs."""
    return send(work, start(work, cmd.request_id, "submit", if_version=cmd.if_version))


def send(work: Work, opened: Opened) -> Request:
    """As `submit`, for an action that has opened it by itself."""
    request, case = opened.request, opened.opened.case
    form = work.store.forms.list(case_id=case.id)[-1]
    absent = ["destination"] if not request.to_org else []
    absent += missing(request.kind, opened.detail.sheet, form.data)
    if absent:
        raise Invalid("request.incomplete", field=absent[0], missing=absent)
    present = work.store.parties.list(case_id=case.id, org_id=request.to_org)
    if not any(party.active(work.now) for party in present):
        join_case(work, case, request.to_org, Side.PROVIDER, Basis.REFERRAL)
    limits = limits_of(work.store, request.to_org)
    back = _bounced_of(work, request)
    return take(
        work,
        opened,
        paper={"bounced_of_id": back},
        note=None if back is None else {"bounced_of": back},
        submitted_at=work.now,
        due_at=work.now + limits.within(request.urgency, "refer_s"),
        form_version=form.version,
    )


def _bounced_of(work: Work, request: Request) -> str | None:
    """The referral down this patient comes back from too soon (非计划再转), if so."""
    back = [
        each
        for each in work.store.requests.list(
            case_id=_cases_of_patient(work, request), kind="referral_down", to_org=request.from_org
        )
        if request.kind == "referral_up"
    ]
    within = limits_of(work.store, request.to_org).referral("bounce_s")
    papers = work.store.referrals.list(request_id=[each.id for each in back])
    recent = [
        paper
        for paper in papers
        if paper.arrived_at is not None and work.now - paper.arrived_at <= within
    ]
    latest = max(recent, key=lambda paper: paper.arrived_at or work.now, default=None)
    return latest.request_id if latest else None


def _cases_of_patient(work: Work, request: Request) -> list[str]:
    case = work.store.cases.get(request.case_id)
    return [each.id for each in work.store.cases.list(patient_id=case.patient_id)]


def resubmit(work: Work, cmd: GoOn) -> Request:
    """What was missing has been added; the answer is awaited where it was asked back."""
    opened = start(work, cmd.request_id, "resubmit", if_version=cmd.if_version, reason=cmd.text)
    request = opened.request
    asked = _last(work, request, State.INFO_REQUESTED)
    waited = work.now - asked.at
    forms = work.store.forms.list(case_id=request.case_id)
    return take(
        work,
        opened,
        reason=cmd.text,
        to=asked.from_state,
        due_at=request.due_at + waited if request.due_at else None,
        net_paused_s=request.net_paused_s + round(waited.total_seconds()),
        form_version=forms[-1].version,
    )


def _last(work: Work, request: Request, state: State) -> Transition:
    """The step that led into `state` last."""
    rows = work.store.transitions.list(request_id=request.id)
    return [row for row in rows if row.to_state == state and row.from_state != state][-1]


def cancel(work: Work, cmd: Step) -> Request:
    """The sender withdraws it before the patient is under way (撤销)."""
    opened = start(work, cmd.request_id, "cancel", if_version=cmd.if_version, reason=cmd.reason)
    return take(work, opened, reason=cmd.reason)


def ask_cancel(work: Work, cmd: Step) -> Request:
    """One side wants it called off where both have already acted; the other side answers."""
    opened = start(work, cmd.request_id, "ask_cancel", if_version=cmd.if_version, reason=cmd.reason)
    asked_by = End.SENDER if opened.opened.for_org == opened.request.from_org else End.RECEIVER
    return take(work, opened, reason=cmd.reason, pending_release=asked_by.other.value)


def agree_cancel(work: Work, cmd: Step) -> Request:
    opened = start(
        work, cmd.request_id, "agree_cancel", if_version=cmd.if_version, reason=cmd.reason
    )
    return take(work, opened, reason=cmd.reason, pending_release="")


def keep(work: Work, cmd: Step) -> Request:
    """It is not called off: it goes on where it was."""
    opened = start(work, cmd.request_id, "keep", if_version=cmd.if_version, reason=cmd.reason)
    before = _last(work, opened.request, State.CANCEL_REQUESTED)
    moved = take(work, opened, reason=cmd.reason, to=before.from_state, pending_release="")
    if moved.state in COMING - {State.NO_SHOW} and opened.detail.eta is not None:
        watch(work, opened, opened.detail.eta)
    return moved


def watch(work: Work, opened: Opened, expected: datetime) -> None:
    """Somebody is expected at a time: the alarm when nobody has come some hours after it."""
    at = max(expected + opened.limits.referral("no_show_s"), work.now)
    drop_timers(work, opened.request.id, MISS)
    set_timer(work, MISS, opened.request.id, at, step=expected.isoformat())


def acknowledge(work: Work, cmd: Step) -> Request:
    """The sender has read the advice, the refusal, or where to send it instead."""
    opened = start(work, cmd.request_id, "acknowledge", if_version=cmd.if_version)
    return take(work, opened, paper={"acknowledged_at": opened.detail.acknowledged_at or work.now})


def close(work: Work, cmd: Step) -> Request:
    """The sender has read what became of the patient (确认反馈)."""
    opened = start(work, cmd.request_id, "close", if_version=cmd.if_version)
    return take(work, opened, paper={"acknowledged_at": work.now})
