"""A case for a county that telephones (电话代录): the centre writes, reads back and sends it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from consult.access.verbs import Verb
from consult.actions.cases.opening import OpenCase, Opened, repeated, write_case
from consult.actions.requests.moves import tell_everyone
from consult.actions.requests.sending import submit_opened
from consult.actions.rooms.membership import admit
from consult.actions.work import OpenRequest, Work
from consult.cases.phone_entry import PhoneEntry
from consult.cases.request import Part
from consult.cases.workflow.workflows import workflow
from consult.errors import Conflict, Invalid
from consult.ids import is_id

MAX_CALLER = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterByPhone:
    """`case.org_id` is the county that calls. Who it is, the county's own people complete."""

    case: OpenCase
    caller: str
    caller_phone: str
    read_back: bool


def enter_by_phone(work: Work, cmd: EnterByPhone) -> Opened:
    """Write down and send what the county says; it was read back to the caller."""
    case_id, org_id = cmd.case.case_id, cmd.case.org_id
    asked = _asked(work, cmd)
    work.open_org(asked, Verb.ENTER_BY_PHONE)
    if not is_id(case_id):
        raise Invalid("case.bad_id", field="id")
    existing = work.store.cases.find(id=case_id)
    if existing is not None:
        return repeated(work, existing)
    _check_caller(cmd)
    case, request = write_case(work, cmd.case, stands_for=asked)
    work.store.phone_entries.add(
        PhoneEntry(
            case_id=case.id,
            entered_by=work.actor.person_id,
            entered_for_org=org_id,
            caller=cmd.caller.strip(),
            caller_phone=cmd.caller_phone.strip(),
            read_back=cmd.read_back,
            at=work.now,
        )
    )
    rule = workflow(request.kind).rule(request.state, "submit")
    sent = submit_opened(work, OpenRequest(case, request, (), org_id), rule)
    return Opened(case.id, case.number, sent.id, sent.room_id, sent.version)


def _asked(work: Work, cmd: EnterByPhone) -> str:
    """The hospital the county's partnership names; only its coordinators write for the county."""
    wanted = cmd.case.destination
    agreement = work.store.partnerships.find(id=wanted.partnership_id) if wanted else None
    if agreement is None or agreement.requester_org != cmd.case.org_id:
        raise Invalid("request.no_partnership", field="destination")
    return agreement.provider_org


def _check_caller(cmd: EnterByPhone) -> None:
    if not 0 < len(cmd.caller.strip()) <= MAX_CALLER:
        raise Invalid("phone_entry.caller_missing", field="caller")
    if not 0 < len(cmd.caller_phone.strip()) <= MAX_CALLER:
        raise Invalid("phone_entry.phone_missing", field="caller_phone")
    if not cmd.read_back:
        raise Invalid("phone_entry.not_read_back", field="read_back")
    if cmd.case.patient.identifiers:
        # A number would find the county's patient, whom the centre may not look up.
        raise Invalid("phone_entry.no_numbers", field="patient.identifiers")


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmEntry:
    case_id: str


def confirm_entry(work: Work, cmd: ConfirmEntry) -> PhoneEntry:
    """The county has read what was written for it, and goes on as its requester."""
    case = work.open_case(cmd.case_id, Verb.EDIT_CASE)
    entry = work.store.phone_entries.find(case_id=case.id)
    if entry is None or entry.confirmed_at is not None:
        raise Conflict("phone_entry.nothing_to_confirm")
    me = work.actor.person_id
    confirmed = replace(entry, confirmed_by=me, confirmed_at=work.now)
    work.store.phone_entries.save(confirmed)
    for request in work.store.requests.list(case_id=case.id, created_by=entry.entered_by):
        owned = replace(request, created_by=me, version=request.version + 1)
        work.store.requests.save(owned)
        admit(work, request.room_id, me, case.owner_org, Part.MEMBER)
        tell_everyone(work, owned)
    return confirmed
