"""Sending a request, and what the asking side may do with it afterwards."""

from __future__ import annotations

from dataclasses import replace

from consult.access.policy import RELEASERS
from consult.actions.requests.drafting import Destination, agreement_for, missing_fields
from consult.actions.requests.limits import limits_of
from consult.actions.requests.moves import Step, begin, deliver, move
from consult.actions.work import OpenRequest, Work
from consult.cases import forms
from consult.cases.case import Basis, Case, CaseParty, Side
from consult.cases.request import AssignmentState, Request
from consult.cases.workflow import clocks
from consult.cases.workflow.consultation import State
from consult.cases.workflow.transitions import Rule
from consult.errors import Invalid
from consult.network.roles import Role


def join_case(work: Work, case: Case, org_id: str, side: Side, basis: Basis) -> None:
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


def submit(work: Work, cmd: Step) -> Request:
    """Send it (提交): freeze questions, pin the form, let the partner in, call its people.

    Where the hospital wants approvals, it waits for the first of them instead.
    """
    opened, rule = begin(work, cmd.request_id, "submit", if_version=cmd.if_version)
    return submit_opened(work, opened, rule)


def submit_opened(work: Work, opened: OpenRequest, rule: Rule) -> Request:
    """As `submit`, for an action that has asked the policy by itself."""
    request = opened.request
    _check_complete(work, opened)
    wanted = limits_of(work.store, request.from_org).releases(request.urgency)
    return _ask_release(work, opened, rule, wanted[0]) if wanted else _send(work, opened, rule)


def _check_complete(work: Work, opened: OpenRequest) -> None:
    request = opened.request
    if not request.partnership_id:
        raise Invalid("request.incomplete", field="destination", missing=["destination"])
    agreement_for(work, request.from_org, _destination(request), request.kind)
    form = work.store.forms.list(case_id=request.case_id)[-1]
    absent = missing_fields(work, opened.case, form.data, request)
    blocking = forms.blocking(absent, request.urgency)
    if blocking:
        raise Invalid("request.incomplete", field=blocking[0], missing=blocking)


def _ask_release(work: Work, opened: OpenRequest, rule: Rule, step: str) -> Request:
    action = "release" if opened.request.state == State.AWAITING_RELEASE else "submit"
    moved = move(
        work,
        opened,
        rule,
        action,
        to=State.AWAITING_RELEASE,
        note={"waits_for": step},
        pending_release=step,
    )
    deliver(work, moved, "release", _with_role(work, moved.from_org, RELEASERS[step]))
    return moved


def _send(work: Work, opened: OpenRequest, rule: Rule) -> Request:
    request = opened.request
    form = work.store.forms.list(case_id=request.case_id)[-1]
    join_case(work, opened.case, request.to_org, Side.PROVIDER, Basis.REQUEST)
    sent = move(
        work,
        opened,
        rule,
        "release" if request.state == State.AWAITING_RELEASE else "submit",
        submitted_at=work.now,
        due_at=clocks.due_at(request.urgency, work.now, limits_of(work.store, request.to_org)),
        form_version=form.version,
        pending_release="",
    )
    deliver(work, sent, "call", people_on_list(work, sent))
    return sent


def release(work: Work, cmd: Step) -> Request:
    """Head of department or medical affairs approve (审批); the last approval sends it."""
    opened, rule = begin(work, cmd.request_id, "release", if_version=cmd.if_version)
    request = opened.request
    _check_complete(work, opened)
    wanted = limits_of(work.store, request.from_org).releases(request.urgency)
    held = request.pending_release
    left = wanted[wanted.index(held) + 1 :] if held in wanted else ()
    return _ask_release(work, opened, rule, left[0]) if left else _send(work, opened, rule)


def send_back(work: Work, cmd: Step) -> Request:
    """Whoever was to approve gives it back to its writer, with the reason (退回)."""
    opened, rule = begin(
        work, cmd.request_id, "send_back", if_version=cmd.if_version, reason=cmd.reason
    )
    return move(work, opened, rule, "send_back", reason=cmd.reason, pending_release="")


def _with_role(work: Work, org_id: str, role: Role) -> list[str]:
    roles = work.store.roles.list(org_id=org_id, role=role)
    return sorted({row.person_id for row in roles if row.active(work.now)})


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


def cancel(work: Work, cmd: Step) -> Request:
    """The county withdraws its request (撤销)."""
    opened, rule = begin(
        work, cmd.request_id, "cancel", if_version=cmd.if_version, reason=cmd.reason
    )
    withdraw_offers(work, opened)
    return move(work, opened, rule, "cancel", reason=cmd.reason, pending_release="")


def withdraw_offers(work: Work, opened: OpenRequest) -> None:
    for offer in opened.assignments:
        if offer.state is AssignmentState.OFFERED:
            work.store.assignments.save(replace(offer, state=AssignmentState.WITHDRAWN))
