"""Sending a request, and what the asking side may do with it afterwards."""

from __future__ import annotations

from dataclasses import dataclass

from consult.actions.requests.drafting import Destination, agreement_for, missing_fields
from consult.actions.requests.limits import limits_of
from consult.actions.requests.moves import begin, deliver, move
from consult.actions.work import Work
from consult.cases import clocks, forms
from consult.cases.case import Basis, Case, CaseParty, Side
from consult.cases.request import Request
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Submit:
    request_id: str
    if_version: int | None = None


def submit(work: Work, cmd: Submit) -> Request:
    """Send it (提交): freeze questions, pin the form, let the partner in, call its people."""
    opened, rule = begin(work, cmd.request_id, "submit", if_version=cmd.if_version)
    request = opened.request
    if not request.partnership_id:
        raise Invalid("request.incomplete", field="destination", missing=["destination"])
    agreement_for(work, request.from_org, _destination(request), request.kind)
    form = work.store.forms.list(case_id=request.case_id)[-1]
    absent = missing_fields(work, opened.case, form.data, request)
    blocking = forms.blocking(absent, request.urgency)
    if blocking:
        raise Invalid("request.incomplete", field=blocking[0], missing=blocking)
    join_case(work, opened.case, request.to_org, Side.PROVIDER, Basis.REQUEST)
    sent = move(
        work,
        opened,
        rule,
        "submit",
        submitted_at=work.now,
        due_at=clocks.due_at(request.urgency, work.now, limits_of(work.store, request.to_org)),
        form_version=form.version,
    )
    deliver(work, sent, "call", people_on_list(work, sent))
    return sent


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancel:
    request_id: str
    reason: str = ""
    if_version: int | None = None


def cancel(work: Work, cmd: Cancel) -> Request:
    """The county withdraws its request (撤销)."""
    opened, rule = begin(
        work, cmd.request_id, "cancel", if_version=cmd.if_version, reason=cmd.reason
    )
    return move(work, opened, rule, "cancel", reason=cmd.reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Close:
    request_id: str
    if_version: int | None = None


def close(work: Work, cmd: Close) -> Request:
    """The county ends the request after it recorded what it did (结束)."""
    opened, rule = begin(work, cmd.request_id, "close", if_version=cmd.if_version)
    return move(work, opened, rule, "close")
